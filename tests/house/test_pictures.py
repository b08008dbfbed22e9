"""The pictures of the documentation against what the interface draws."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("pictures", HERE / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PICTURES = _module()


@pytest.mark.parametrize("name", PICTURES.PICTURES)
def test_a_picture_is_current(name: str) -> None:
    """Each picture is what the demo book looks like now; python tests/house/pictures.py draws them anew."""
    assert PICTURES.draw(name) == (PICTURES.FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def test_every_picture_is_shown() -> None:
    """No picture lies about that no page shows, and each has words for those who do not see it."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (HERE.parents[1] / "docs").glob("*.md"))
    for file in PICTURES.FOLDER.glob("*.svg"):
        assert f"](pictures/{file.name})" in pages, file.name
        assert f"![](pictures/{file.name})" not in pages, file.name
