"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from netbook.domain.handles.domains import account_domain
from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import no_handle_on

_EMAIL = NETWORKS["email"]
_PHONE = NETWORKS["phone"]
_LOCAL_PART = re.compile(r"(?!\.)(?!.{0,64}\.\.)[A-Za-z0-9!#$%&'*+=?^_`{|}~.-]{1,64}(?<!\.)")
_WITH_NAME = re.compile(r"[^<>]{0,200}<([^<>\s]{3,320})>")
_NUMBER = re.compile(
    r"(\+?[0-9(][0-9 ().\-/]{4,38}[0-9])(?:(?:;ext=| {0,2}(?:ext\.?|x) {0,2})([0-9]{1,7}))?", re.IGNORECASE
)
_PLAIN_ADDRESS = re.compile(
    r"(?=[^@]{1,64}@)[A-Za-z0-9_+-]{1,60}(?:\.[A-Za-z0-9_+-]{1,60}){0,4}@"
    r"(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20})?\.){1,4}[a-z]{2,20}"
)
_PLAIN_NUMBER = re.compile(r"\+?[0-9]{1,15}(?:[ -][0-9]{1,12}){0,6}")
_BETWEEN_DIGITS = {ord(sign): None for sign in " -"}
_DIGITS = range(6, 16)
_INTERNATIONAL_DIGITS = range(7, 16)


def plain_address(text: str) -> Handle | None:
    """Read an address that is like nearly all of them, and quickly; None for any other, which may be one all the same."""
    if not _PLAIN_ADDRESS.fullmatch(text):
        return None
    return Handle("email", text.lower(), text)


def plain_number(text: str) -> Handle | None:
    """Read a telephone number that is like most of them, and quickly; None for any other, which may be one all the same."""
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    key = text.translate(_BETWEEN_DIGITS)
    return Handle("phone", key, text) if len(key) - key.startswith("+") in _DIGITS else None


def bracketed_address(text: str) -> str | None:
    """Return the address inside “Ada Lovelace <ada@example.org>”, or None if the text does not have that form."""
    found = _WITH_NAME.fullmatch(text)
    return found[1] if found else None


def email_address(text: str, *, guess: bool = False) -> Handle:
    """Read an address, alone, with a name before it in the form of a letter's head, or after ``mailto:``.

    The key ignores case; what is shown keeps that of the part before the “@”.
    """
    address = bracketed_address(text) or text
    if address[:7].lower() == "mailto:":
        address = unquote(address[7:].partition("?")[0])
    local, _, server = address.rpartition("@")
    domain = account_domain(server)
    if domain is None or not _LOCAL_PART.fullmatch(local):
        raise no_handle_on(_EMAIL, text)
    return Handle("email", f"{local.lower()}@{domain}", f"{local}@{domain}", guess=guess)


def is_phone_number(text: str) -> bool:
    """Say whether a text has the form of a telephone number: 6 to 15 digits, perhaps after “+”, and separators."""
    found = _NUMBER.fullmatch(text)
    return found is not None and sum(sign.isdigit() for sign in found[1]) in _DIGITS


def is_international_number(text: str) -> bool:
    """Say whether a text is a telephone number that begins with “+” and has at least 7 digits."""
    return text.startswith("+") and is_phone_number(text) and sum(map(str.isdigit, text)) in _INTERNATIONAL_DIGITS


def phone_number(text: str, *, guess: bool = False) -> Handle:
    """Read a telephone number, alone or after ``tel:``; an extension belongs to its key."""
    number = " ".join((unquote(text[4:]) if text[:4].lower() == "tel:" else text).split())
    found = _NUMBER.fullmatch(number)
    if not found or not is_phone_number(number):
        raise no_handle_on(_PHONE, text)
    plus = "+" if number.startswith("+") else ""
    extension = f";ext={found[2]}" if found[2] else ""
    digits = "".join(filter(str.isdigit, found[1]))
    return Handle("phone", f"{plus}{digits}{extension}", f"{found[1].replace('.', ' ')}{extension}", guess=guess)
