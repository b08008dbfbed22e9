"""Settings: a flag wins over the environment, that over the file, that over the default; the file keeps its comments."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default."""

    book: str = ""
    """A path or URL; empty for the file in the data folder."""
    default_network: str = "x"
    day_first: bool = True
    review_day: str = "monday"
    cap: int = 5
    """How many going stale or due the review shows a day."""
    follow_up_days: int = 14
    """When a contact that was just added is followed up; 0 for never."""
    sector: str = ""
    """The user's own sector, such as libraries; the review offers a bridge out of it."""
    theme: str = "netbook-dark"
    """The theme of the terminal interface; one that is not there is taken for this one."""
    symbols: str = "auto"
    """unicode, ascii, or auto for what the terminal can show."""


DESCRIPTIONS = {
    "book": "the book to open: a path, or a URL such as postgresql+psycopg://localhost/netbook",
    "default_network": "the network that a bare @handle is on",
    "day_first": "whether 3/4 is 3 April (true) or March 4 (false)",
    "review_day": "the day of the weekly review",
    "cap": "how many going stale or due the review shows a day",
    "follow_up_days": "days until a new contact is followed up; 0 for no follow-up",
    "sector": "your own sector, such as libraries: the review offers a bridge out of it",
    "theme": "the theme of the screens, such as netbook-dark or netbook-light",
    "symbols": "unicode, ascii, or auto for what the terminal can show",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting's value came from."""

    value: Any
    source: str
    """default, file or environment."""


def variable(name: str) -> str:
    """Give the environment variable of a setting."""
    return f"NETBOOK_{name.upper()}"


def load(file: Path, environment: Mapping[str, str]) -> tuple[Settings, dict[str, Origin]]:
    """Read the settings and where each came from.

    Raises:
        UsageProblem: the file is no TOML, or a value does not fit.

    """
    kept = _read_file(file)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for setting in fields(Settings):
        name = setting.name
        source, value = "default", setting.default
        if name in kept:
            source, value = "file", _checked(name, kept[name])
        if environment.get(variable(name)):
            source, value = "environment", parse_value(name, environment[variable(name)])
        values[name] = value
        origins[name] = Origin(value, source)
    return Settings(**values), origins


def set_value(file: Path, name: str, text: str | None) -> Any:
    """Write one setting into the file, which keeps its comments; None takes it out.

    Raises:
        UsageProblem: there is no such setting, the value does not fit, or the file cannot be written.

    """
    import tomlkit

    name = check_name(name)
    value = None if text is None else parse_value(name, text)
    _read_file(file)
    document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value
    _write(file, tomlkit.dumps(document))
    return value


def read_table(file: Path, table: str) -> dict[str, str]:
    """Read a table of texts from the file; what is no text in it is left out.

    Raises:
        UsageProblem: the file is no TOML.

    """
    found = _read_file(file).get(table)
    entries = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in entries if isinstance(value, str)}


def set_in_table(file: Path, table: str, name: str, text: str | None) -> None:
    """Write one text into a table of the file, which keeps its comments; None takes it out.

    Raises:
        UsageProblem: the file is no TOML, holds something else under the table's name, or cannot be written.

    """
    import tomlkit
    from tomlkit.items import Table

    _read_file(file)
    document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    if table not in document:
        document[table] = tomlkit.table()
    entries = document[table]
    if not isinstance(entries, Table):
        raise UsageProblem(f"“{table}” in the settings file {file} is no table [{table}].", "netbook config edit")
    if text is None:
        entries.pop(name, None)
    else:
        entries[name] = text
    _write(file, tomlkit.dumps(document))


def write_template(file: Path) -> None:
    """Write a settings file that sets nothing and explains everything.

    Raises:
        UsageProblem: the file cannot be written.

    """
    lines = ["# Settings of netbook. Take the # off a line to set it.", ""]
    for name, meaning in DESCRIPTIONS.items():
        lines += [f"# {meaning}", f"# {name} = {_toml(getattr(Settings(), name))}", ""]
    _write(file, "\n".join(lines))


def _toml(value: str | bool | int) -> str:
    return json.dumps(value)


def parse_value(name: str, text: str) -> Any:
    """Read a setting's value from text.

    Raises:
        UsageProblem: there is no such setting, or the value does not fit.

    """
    default = getattr(Settings(), check_name(name))
    value: Any = text.strip()
    if isinstance(default, bool):
        word = value.lower()
        if word not in _TRUE | _FALSE:
            raise UsageProblem(f"{name} is true or false, not “{text}”.")
        value = word in _TRUE
    elif isinstance(default, int):
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise UsageProblem(f"{name} is a whole number, not “{text}”.")
        value = int(value)
    return _checked(name, value)


def check_name(name: str) -> str:
    """Give a setting's name with dashes read as underscores.

    Raises:
        UsageProblem: there is no such setting.

    """
    wanted = name.replace("-", "_").lower()
    if wanted not in DESCRIPTIONS:
        raise UsageProblem(f"there is no setting “{name}”. There are: {', '.join(DESCRIPTIONS)}.")
    return wanted


def _write(file: Path, text: str) -> None:
    """Replace the file as a whole, so that no crash leaves half of it; a link keeps leading to it."""
    try:
        target = file.resolve()
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = target.with_name(f".{target.name}.new")
        draft.write_text(text, "utf-8")
        draft.chmod(0o600)
        draft.replace(target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageProblem(f"the settings file {file} cannot be written: {reason}.") from error


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(f"the settings file {file} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageProblem(f"the settings file {file} is not TOML: {error}.", "netbook config edit") from error


def _checked(name: str, value: Any) -> Any:
    default = getattr(Settings(), name)
    if type(value) is not type(default):
        raise UsageProblem(
            f"the setting {name} has a value that does not fit: {value!r}.", f"netbook config set {name} {default}"
        )
    check = _CHECKS.get(name)
    if check is not None and not check(value):
        raise UsageProblem(f"the setting {name} cannot be {value!r}.", f"it is {DESCRIPTIONS[name]}")
    return value


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "book": lambda value: value.isprintable(),
    "review_day": lambda value: value in WEEKDAYS,
    "cap": lambda value: 0 <= value <= 10_000,
    "follow_up_days": lambda value: 0 <= value <= 3650,
    "sector": lambda value: value.isprintable() and len(value) <= 100,
    "theme": lambda value: value.isprintable() and len(value) <= 60,
    "symbols": lambda value: value in {"auto", "unicode", "ascii"},
}
