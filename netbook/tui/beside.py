"""Starting work beside the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.dom import DOMNode
    from textual.worker import Worker


def start_beside(
    node: DOMNode, work: Callable[[], Coroutine[Any, Any, object]], group: str = "default", *, exclusive: bool = False
) -> Worker[Any]:
    """Run work beside the interface, on behalf of a widget, page or program; ``exclusive`` ends what its group did.

    It takes a function: a coroutine that is cancelled before it began would be left behind unawaited.
    """
    return node.run_worker(cast("Any", work), group=group, exclusive=exclusive)
