"""The command reference, written from the commands themselves: ``python -m netbook.cli.reference > docs/commands.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from netbook.cli.app import netbook
from netbook.cli.options import global_options

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 92
_BEGINNING = """\
# Commands

Made from the program by `python -m netbook.cli.reference`; `netbook COMMAND --help` prints the same.

Every command takes these options, before or after its name:
"""


def reference() -> str:
    """Write the page: every command with its usage, its help and its own options."""
    root = click.Context(netbook, info_name="netbook", terminal_width=_WIDTH)
    common = click.Command("netbook", params=_common_options(), add_help_option=False)
    parts = [_BEGINNING, _block(_options(common, root))]
    for name in netbook.list_commands(root):
        found = netbook.get_command(root, name)
        if found is not None:
            parts += _sections(found, name, root)
    return "\n".join(parts)


def _common_options() -> list[click.Parameter]:
    @global_options
    def nothing() -> None:
        """Bear the options."""

    return list(reversed(nothing.__click_params__))  # type: ignore[attr-defined]  # where click keeps them


def _sections(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, parent=parent, info_name=name, terminal_width=_WIDTH)
    depth = context.command_path.count(" ") + 1
    yield f"{'#' * depth} {context.command_path}\n"
    yield _block(f"{_usage(command, context)}\n\n{_help(command, context)}\n{_options(command, context)}")
    if isinstance(command, click.Group):
        for inner_name in command.list_commands(context):
            inner = command.get_command(context, inner_name)
            if inner is not None:
                yield from _sections(inner, inner_name, context)


def _usage(command: click.Command, context: click.Context) -> str:
    return f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}".strip()


def _help(command: click.Command, context: click.Context) -> str:
    formatter = click.HelpFormatter(width=_WIDTH)
    command.format_help_text(context, formatter)
    return formatter.getvalue().lstrip("\n")


def _options(command: click.Command, context: click.Context) -> str:
    """List the options that a command has for itself."""
    common = {option.name for option in _common_options()} if command.add_help_option else set()
    formatter = click.HelpFormatter(width=_WIDTH)
    rows = [
        record
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and parameter.name not in common
        and (record := parameter.get_help_record(context))
    ]
    if rows:
        with formatter.indentation():
            formatter.write_dl(rows)
    return formatter.getvalue()


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


if __name__ == "__main__":
    sys.stdout.write(reference())
