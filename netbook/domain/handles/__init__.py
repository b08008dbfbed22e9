"""Handles: what a person types or pastes, read as an account on a network."""

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS, Network, UnknownNetwork, network_named
from netbook.domain.handles.parse import handle_on, parse_handle
from netbook.domain.handles.problems import NotAPerson, UnknownHandle
from netbook.domain.handles.words import is_handle_word, lookup_keys

__all__ = [
    "NETWORKS",
    "Handle",
    "Network",
    "NotAPerson",
    "UnknownHandle",
    "UnknownNetwork",
    "handle_on",
    "is_handle_word",
    "lookup_keys",
    "network_named",
    "parse_handle",
]
