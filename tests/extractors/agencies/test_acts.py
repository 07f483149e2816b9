"""Bodies by the acts that found them are read whole, wherever they stand."""

import pytest

from extractors.agencies import identify, read_cell, read_sentence
from extractors.agencies.act_words import FOUNDED

WRITTEN = [body.written for body in FOUNDED]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_name_is_read_whole(name: str) -> None:
    subject = read_sentence(f"{name} rà soát các thủ tục trước ngày 05/3/2026.")
    partner = read_sentence(f"Sở Xây dựng phối hợp với {name} và Sở Tài chính rà soát thủ tục.")
    cell = read_cell(f"{name}; Sở Tài chính", "lead")
    assert [mention.text for mention in subject] == [name]
    assert [mention.text for mention in partner] == ["Sở Xây dựng", name, "Sở Tài chính"]
    assert [mention.text for mention in cell] == [name, "Sở Tài chính"]


@pytest.mark.parametrize("body", FOUNDED, ids=lambda body: body.written)
def test_the_body_has_the_acts_name(body: object) -> None:
    written, name, level = body  # type: ignore[misc]
    found = identify(written, level="ministry")
    assert found.agency_level == (level or "ministry")
    assert str(found.agency_name).startswith(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vụ Tổ chức phi chính phủ Bộ Nội vụ trình dự thảo.", ["Vụ Tổ chức phi chính phủ Bộ Nội vụ"]),
        ("Cục trưởng Cục Người có công trình dự thảo.", ["Cục trưởng Cục Người có công"]),
        ("Người có công được hỗ trợ trước ngày 05/3.", []),
        ("Cục Bản quyền tác giả trình dự thảo.", ["Cục Bản quyền tác giả"]),
        (
            "Viện Bảo tồn, Kiến trúc, Mỹ thuật và Du lịch chủ trì hội thảo.",
            ["Viện Bảo tồn, Kiến trúc, Mỹ thuật và Du lịch"],
        ),
    ],
)
def test_names_beside_them(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in read_sentence(text)] == expected
