"""What other programs make of the cards that netbook writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from netbook.domain.handles import Handle, handle_on, parse_handle
from netbook.domain.visiting_card import VisitingCard
from netbook.formats.vcard.changing import new_card
from netbook.formats.vcard.document import FOUR, THREE, whole

FULL = VisitingCard(
    name="Ada Lovelace",
    handles=(
        Handle("x", "ada", "@Ada", None, "https://x.com/Ada"),
        handle_on("email", "Ada@example.org"),
        handle_on("phone", "+44 20 7946 0000"),
        parse_handle("https://ada.example/blog?p=1"),
    ),
    organisation="Engines; Ltd, \\London",
    tags=("maths", "a,b", "x;y", "My Contacts"),
    notes="one\n\ntwo \u2028 \x1b[31m\r\nthree",
    sector="computing",
)

READ_BY_VOBJECT = """
import json, sys, vobject
for card in vobject.readComponents(sys.stdin.read()):
    one = lambda name: [each.value for each in card.contents.get(name, [])]
    print(json.dumps({"fn": one("fn"), "email": one("email"), "note": one("note"), "tags": one("categories"),
                      "profiles": one("x-socialprofile") + one("socialprofile"), "given": card.n.value.given}))
    card.serialize()
"""


@pytest.mark.parametrize("version", [THREE, FOUR])
def test_read_by_vobject(version: str) -> None:
    """The library that most programs in Python read cards with reads ours, the whole card and every text."""
    content = whole(new_card(FULL, "u", version).content) + whole(new_card(VisitingCard("日本\n;,\\"), "v").content)
    done = subprocess.run(
        [sys.executable, "-c", READ_BY_VOBJECT], input=content, capture_output=True, check=True, timeout=60
    )
    first, second = map(json.loads, done.stdout.decode().splitlines())
    assert first["fn"] == ["Ada Lovelace"]
    assert first["given"] == "Ada"
    assert first["email"] == ["Ada@example.org"]
    assert first["note"] == ["one\n\ntwo \n  [31m\nthree"]
    assert first["tags"] == [["maths", "a,b", "x;y", "My Contacts"]]
    assert "https://x.com/Ada" in first["profiles"]
    assert second["fn"] == ["日本 ;,\\"]


def test_read_by_khard(tmp_path: Path) -> None:
    """The address book of the terminal lists and shows our cards of both versions, hostile names among them."""
    folder = tmp_path / "cards"
    folder.mkdir()
    names = ["Ada Lovelace", "Zoë Ünïcode", "日本 太郎", "a;b,c\\d:e", "\x1b[31mred", "\u202eevil", 'quo"te']
    for number, name in enumerate(names):
        meant = replace(FULL, name=name, birthday="--12-25")
        content = new_card(meant, f"uid-{number}", (THREE, FOUR)[number % 2]).content
        (folder / f"{number}.vcf").write_bytes(whole(content))
    settings_file = tmp_path / "khard.conf"
    settings_file.write_text(f"[addressbooks]\n[[mine]]\npath = {folder}\n", encoding="utf-8")
    khard = Path(sys.executable).with_name("khard")
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONUTF8": "1", "EDITOR": "true", "MERGE_EDITOR": "true"}

    def output(*words: str) -> str:
        done = subprocess.run(
            [str(khard), "-c", str(settings_file), *words], capture_output=True, check=True, timeout=60, env=environment
        )
        assert b"rror" not in done.stderr
        return done.stdout.decode()

    listed = output("list", "--parsable")
    assert sorted(line.split("\t")[0] for line in listed.splitlines()) == [f"uid-{n}" for n in range(len(names))]
    assert "日本 太郎" in listed
    assert "\x1b" not in listed
    shown = output("show", "uid:uid-0")
    for text in ("Ada Lovelace", "Ada@example.org", "+44 20 7946 0000", "a,b", "https://ada.example/blog?p=1"):
        assert text in shown
