"""``netbook config``: reads and changes the settings file."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import click

from netbook import config
from netbook.cli.options import netbook_command, netbook_group
from netbook.domain.text import clean, pad, shorten
from netbook.errors import NetbookError

if TYPE_CHECKING:
    from netbook.cli.running import Run


class EditorProblem(NetbookError):
    """The editor could not be started, or said that it failed."""


@netbook_group("config", short_help="Read and change settings.", invoke_without_command=True)
def command(run: Run) -> None:
    """Read and change settings; without a command, lists them.

    A flag wins over the environment, that over the file, that over the default.
    """
    if click.get_current_context().invoked_subcommand is None:
        _print_settings(run, described=True)


@netbook_command("get", short_help="Print one setting, or all.")
@click.argument("name", required=False)
@click.option("--origin", is_flag=True, help="Say where each value came from.")
def get(run: Run, name: str | None, *, origin: bool) -> None:
    """Print the value of the setting NAME, or all settings."""
    if name is None:
        _print_settings(run, origins=origin)
        return
    wanted = config.check_name(name)
    found = run.setting_origins[wanted]
    if run.wishes.json:
        run.out.json(_form(wanted, found))
    else:
        run.out.line(_value(found.value) + (f"  ({_source(run, wanted, found)})" if origin else ""))


@netbook_command("set", short_help="Change a setting.")
@click.argument("name")
@click.argument("value")
def set_(run: Run, name: str, value: str) -> None:
    """Write the setting NAME into the settings file, which keeps its comments."""
    kept = config.set_value(run.paths.config, name, value)
    wanted = config.check_name(name)
    run.out.say(f"✓ {wanted} is {_value(kept)}, in {clean(str(run.paths.config))}")
    if os.environ.get(config.variable(wanted)):
        run.out.say(f"  {config.variable(wanted)} is set in the environment and wins over the file")


@netbook_command("unset", short_help="Put a setting back to its default.")
@click.argument("name")
def unset(run: Run, name: str) -> None:
    """Take the setting NAME out of the settings file."""
    wanted = config.check_name(name)
    if run.paths.config.exists():
        config.set_value(run.paths.config, wanted, None)
    run.out.say(f"✓ {wanted} is {_value(getattr(config.Settings(), wanted))}, the default")


@netbook_command("list", short_help="List every setting with its meaning.")
def list_(run: Run) -> None:
    """List every setting with its value and its meaning."""
    _print_settings(run, described=True)


@netbook_command("path", short_help="Print the path of the settings file.")
def path(run: Run) -> None:
    """Print the path of the settings file, which need not exist."""
    if run.wishes.json:
        run.out.json(str(run.paths.config))
    else:
        run.out.line(clean(str(run.paths.config)))


@netbook_command("edit", short_help="Open the settings file in your editor.")
def edit(run: Run) -> None:
    """Open the settings file in $VISUAL or $EDITOR, and check it afterwards."""
    file = run.paths.config
    if not file.exists():
        config.write_template(file)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        ended = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 — the user's own editor
    except (OSError, ValueError) as error:
        raise EditorProblem(f"the editor “{editor}” cannot be started.", "set EDITOR to the editor you use") from error
    if ended.returncode:
        raise EditorProblem(f"the editor “{editor}” ended with {ended.returncode}.")
    config.load(file, {})


def _print_settings(run: Run, *, origins: bool = False, described: bool = False) -> None:
    found = run.setting_origins
    if run.wishes.json:
        run.out.json([_form(name, origin) for name, origin in found.items()])
        return
    for name, origin in found.items():
        line = f"{pad(name, 17)}{_value(origin.value) or '(empty)'}"
        if origins:
            line += f"  ({_source(run, name, origin)})"
        run.out.line(line)
        if described:
            run.out.line(f"{' ' * 17}{config.DESCRIPTIONS[name]}")


def _form(name: str, origin: config.Origin) -> dict[str, Any]:
    return {"name": name, "value": origin.value, "origin": origin.source, "meaning": config.DESCRIPTIONS[name]}


def _value(value: Any) -> str:
    return shorten(value, 200) if isinstance(value, str) else json.dumps(value)


def _source(run: Run, name: str, origin: config.Origin) -> str:
    if origin.source == "environment":
        return f"environment, {config.variable(name)}"
    return f"file, {clean(str(run.paths.config))}" if origin.source == "file" else origin.source


for each in (get, set_, unset, list_, path, edit):
    command.add_command(each)
