"""A visiting card as text and back: how the last state that two sides agreed on is kept, and what is written exactly."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from netbook.domain.handles import NETWORKS, Handle
from netbook.domain.handles.links import has_web_scheme
from netbook.domain.portable import PortableMet
from netbook.domain.visiting_card import VisitingCard

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = tuple(field.name for field in fields(VisitingCard))


def card_text(card: VisitingCard) -> str:
    """Write a card; a field that has nothing is left out."""
    found = {name: form_of(value) for name in FIELDS if (value := getattr(card, name))}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read_card_text(text: str) -> VisitingCard:
    """Read what :func:`card_text` wrote; a field that it would not have written is left out."""
    kept: dict[str, Any] = {}
    for name, form in json.loads(text).items():
        if name in FIELDS:
            kept[name] = value_of(name, form)
    return VisitingCard(**kept)


def form_of(value: object) -> Any:
    """Turn a field into what JSON can hold."""
    if isinstance(value, tuple):
        return [form_of(each) for each in value]
    if isinstance(value, Handle):
        return [value.network, value.key, value.shown, value.stable_id, value.url]
    if isinstance(value, PortableMet):
        return [value.network, value.event_name, value.on.isoformat() if value.on else None]
    return value


def value_of(name: str, form: Any) -> object:
    """Turn what JSON held into a field; raises ValueError for what no field can be, since anybody may have written it."""
    several = _SEVERAL.get(name)
    if several is not None:
        return tuple(several(each) for each in _list(form))
    if form is None:
        return None
    if name in ("met_online", "met_in_person"):
        network, event, on = _texts(form, 3)
        return PortableMet(network, None, event, None if on is None else date.fromisoformat(on))
    text = _text(form)
    if name == "birthday" and not _is_birthday(text):
        raise ValueError
    return text


def _handle(form: Any) -> Handle:
    network, key, shown, stable_id, url = _texts(form, 5)
    if network is None or network not in NETWORKS or not shown or not key or not key.isprintable() or " " in key:
        raise ValueError
    if url is not None and not has_web_scheme(url):
        raise ValueError
    return Handle(network, key, shown, stable_id, url)


def _is_birthday(text: str) -> bool:
    try:
        return date.fromisoformat(f"2000{text[1:]}" if text.startswith("--") else text) is not None and "-" in text
    except ValueError:
        return False


def _list(form: Any) -> list[Any]:
    if not isinstance(form, list):
        raise ValueError  # noqa: TRY004 — whatever is wrong with the text, it is one thing to whoever reads it
    return form


def _text(form: Any) -> str:
    if not isinstance(form, str):
        raise ValueError  # noqa: TRY004 — the same
    return form


def _texts(form: Any, count: int) -> list[str | None]:
    found = _list(form)
    if len(found) != count:
        raise ValueError
    return [None if each is None else _text(each) for each in found]


_SEVERAL: dict[str, Callable[[Any], object]] = {"handles": _handle, "former": _handle, "tags": _text}
