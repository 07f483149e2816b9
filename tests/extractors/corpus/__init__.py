"""Examples that need no Python: each `<room>.toml` here holds texts and what is to be found in them.

    [[case]]
    text = "Mỗi xã có ít nhất 02 mô hình"
    expected = [{ comparator = "ge", value = 2, unit = "mô hình" }]

Which other keys a case may have, its file says at its head.
"""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

_ROOM = Path(__file__).parent


def cases(room: str) -> pytest.MarkDecorator:
    """Runs a test once for each case of `<room>.toml`, which it is given as `case`."""
    found = read_cases(room)
    return pytest.mark.parametrize("case", found, ids=[_without_marks(str(case["text"])) for case in found])


def read_cases(room: str) -> list[dict[str, Any]]:
    """The cases of `<room>.toml`; fails where one stands there twice or lacks a key."""
    content = tomllib.loads((_ROOM / f"{room}.toml").read_text(encoding="utf-8"))
    assert set(content) == {"case"}, f"{room}.toml holds nothing but [[case]]"
    found: list[dict[str, Any]] = content["case"]
    assert all({"text", "expected"} <= set(case) for case in found), f"a case of {room}.toml lacks a key"
    assert all(case not in found[:at] for at, case in enumerate(found)), f"a case stands twice in {room}.toml"
    return found


def _without_marks(text: str) -> str:
    """The text in plain ASCII letters: pytest prints other ones as numbers."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join(plain.encode("ascii", "ignore").decode().split())
