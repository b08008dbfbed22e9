"""The networks and the words that name them."""

from __future__ import annotations

import pytest

from netbook.domain.handles import NETWORKS, UnknownNetwork, network_named
from netbook.errors import UsageProblem


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("x", "x"),
        ("X", "x"),
        ("twitter", "x"),
        ("Twitter", "x"),
        ("tw", "x"),
        ("ms", "mastodon"),
        ("mastodon:", "mastodon"),
        ("Fediverse", "mastodon"),
        ("Bluesky", "bluesky"),
        ("bsky", "bluesky"),
        ("LinkedIn", "linkedin"),
        (" li ", "linkedin"),
        ("GH", "github"),
        ("insta", "instagram"),
        ("mail", "email"),
        ("e-mail", "email"),
        ("website", "blog"),
    ],
)
def test_a_word_names_a_network(word: str, name: str) -> None:
    """A network goes by its name, label, code and other common words, in any case."""
    assert network_named(word).name == name


def test_every_name_label_and_code_names_its_network() -> None:
    """No two networks share a word, so that each name, label, code and alias leads back to its own."""
    for network in NETWORKS.values():
        for word in (network.name, network.label, network.code, *network.aliases):
            assert network_named(word) is network, word


def test_codes_are_short() -> None:
    """A code has two letters, but for X."""
    assert all(len(network.code) == (1 if network.name == "x" else 2) for network in NETWORKS.values())


@pytest.mark.parametrize("word", ["", "myspace", "x y", "\x1b[31m"])
def test_other_words_name_none(word: str) -> None:
    """A word that names no network is refused with the networks there are, and without raw control characters."""
    with pytest.raises(UnknownNetwork) as caught:
        network_named(word)
    assert isinstance(caught.value, UsageProblem)
    assert "mastodon (ms)" in caught.value.sentence
    assert "\x1b" not in caught.value.sentence
