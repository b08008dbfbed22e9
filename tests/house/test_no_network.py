"""The guard that keeps the test run on this machine."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def test_a_connection_to_another_machine_is_refused() -> None:
    """Neither an address nor a name beyond loopback can be reached."""
    with socket.socket() as end, pytest.raises(AssertionError, match="reached for the network"):
        end.connect(("192.0.2.1", 9))
    with pytest.raises(AssertionError, match="reached for the network"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_can_be_reached(tmp_path: Path) -> None:
    """Loopback and sockets in the file system pass the guard; nobody listens, so they are refused there."""
    with socket.socket() as end, pytest.raises(ConnectionRefusedError):
        end.connect(("127.0.0.1", 1))
    with socket.socket(socket.AF_UNIX) as end, pytest.raises(FileNotFoundError):
        end.connect(str(tmp_path / "nobody"))
