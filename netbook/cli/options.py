"""Options that every command takes, before or after its name, and the way a command is declared."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

from netbook.cli.running import Run

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_NAMES = ("book", "json", "plain", "quiet", "no_input", "color")
_NEGATED_TERM = re.compile(r"-(?:[#＃]|[A-Za-z]{1,20}:)")


class FilterCommand(click.Command):
    """A command whose words are a filter, so that “-#tag” and “-at:pycon” are words and no options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the negated terms behind “--”, where the parser leaves them alone."""
        end = args.index("--") if "--" in args else len(args)
        typed, rest = args[:end], args[end + 1 :]
        terms = [word for word in typed if _NEGATED_TERM.match(word)]
        return super().parse_args(ctx, [*(word for word in typed if word not in terms), "--", *terms, *rest])


def global_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command takes; what is given after the command wins."""
    options = [
        click.option("--book", metavar="PATH-OR-URL", help="The book to open."),
        click.option("--json", is_flag=True, default=None, help="Print JSON."),
        click.option("--plain", is_flag=True, default=None, help="No colours, no adornment."),
        click.option("--quiet", "-q", is_flag=True, default=None, help="No confirmations."),
        click.option("--no-input", is_flag=True, default=None, help="Never ask."),
        click.option("--color", type=click.Choice(["auto", "never", "always"]), help="Colours on a terminal."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def take_wishes(run: Run, given: dict[str, Any]) -> None:
    """Move the global options out of a command's parameters into the run."""
    for name in _NAMES:
        value = given.pop(name, None)
        if value is not None:
            setattr(run.wishes, name, value)


def netbook_command(
    name: str,
    **attributes: Any,
) -> Callable[[Callable[Concatenate[Run, P], None]], click.Command]:
    """Declare a command: its function gets the run first, then its own parameters."""

    def declare(function: Callable[Concatenate[Run, P], None]) -> click.Command:
        declaring: Callable[..., click.Command] = click.command(name, context_settings=CONTEXT, **attributes)
        return declaring(_with_run(function))

    return declare


def netbook_group(
    name: str,
    **attributes: Any,
) -> Callable[[Callable[Concatenate[Run, P], None]], click.Group]:
    """Declare a command that has commands of its own, added with ``add_command``."""

    def declare(function: Callable[Concatenate[Run, P], None]) -> click.Group:
        declaring: Callable[..., click.Group] = click.group(name, context_settings=CONTEXT, **attributes)
        return declaring(_with_run(function))

    return declare


def _with_run(function: Callable[Concatenate[Run, P], None]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> None:
        run = click.get_current_context().find_object(Run)
        if run is None:
            message = "a command was called outside the program"
            raise RuntimeError(message)
        take_wishes(run, kwargs)
        function(run, *args, **kwargs)

    return global_options(call)
