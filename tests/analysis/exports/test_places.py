"""Links to a plan's file and page: never anything but the file that the store read."""

from pathlib import Path

import pytest

from analysis.exports.places import link_to
from analysis.frames import page_of


def test_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    file = tmp_path / "plans" / "kế hoạch 1.pdf"
    file.touch()
    assert link_to(str(file), 3, tmp_path / "out") == "external:../plans/kế hoạch 1.pdf#page=3"
    assert link_to(str(file), None, tmp_path) == "external:plans/kế hoạch 1.pdf"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://example.gov.vn/a b.pdf", "https://example.gov.vn/a%20b.pdf#page=2"),
        ("https://example.gov.vn/" + "a" * 3000, None),
        ("s3://bucket/a.pdf", None),
        ("javascript:alert(1)", None),
        ("in/not-there.pdf", None),
        ("bundle.zip!/a.pdf", None),
        ("mailto:a@example.com", None),
    ],
)
def test_what_leads_where(uri: str, expected: str | None) -> None:
    assert link_to(uri, 2, Path("/somewhere")) == expected


def test_a_name_that_would_lead_elsewhere_is_no_link(tmp_path: Path) -> None:
    file = tmp_path / "a#b.pdf"
    file.touch()
    assert link_to(str(file), None, tmp_path) is None


@pytest.mark.parametrize(("pages", "expected"), [([3, 2], 2), ([], None)])
def test_the_page_is_where_it_begins(pages: list[int], expected: int | None) -> None:
    assert page_of([{"page": page} for page in pages]) == expected
