"""What pages are made of: numbers and days, squares of the map, boxes on pages."""

import io
import runpy
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from analysis.watching.provinces import Era, provinces_in
from dashboards import notation
from dashboards.page_view import drawn, pages_of
from dashboards.task_table import _first_of
from dashboards.tiles import tiles
from pipeline.page_files import PagesNotThereError
from pipeline.store import Store
from schemas.language import speak
from tests.pipeline.invented_plans import plan


def test_a_process_that_begins_with_the_page_as_its_main_module_shows_nothing() -> None:
    """Those that draw pages did: each ran the whole page, without a store, and complained."""
    from dashboards import __file__ as room

    assert "show" not in runpy.run_path(str(Path(room).with_name("app.py")), run_name="__mp_main__")


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    spoken: str = request.param
    speak(spoken)
    request.addfinalizer(lambda: speak("en"))
    return spoken


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (1_000_000, "1.000.000", "1,000,000"),
        (0, "0", "0"),
        (90.0, "90", "90"),
        (float("nan"), "", ""),
        (None, "", ""),
    ],
)
def test_numbers_are_written_as_the_language_does(
    language: str, value: float | None, vi: str, en: str
) -> None:
    assert notation.number(value) == {"vi": vi, "en": en}[language]


def test_days_are_written_as_the_language_does(language: str) -> None:
    written = notation.day(date(2025, 6, 3)), notation.month(date(2025, 6, 1)), notation.day(None)
    assert written == {"vi": ("03/06/2025", "06/2025", ""), "en": ("2025-06-03", "2025-06", "")}[language]


def test_a_duty_of_every_week_says_that_it_comes_again() -> None:
    """The grid had it on five Sundays, the list on one day."""
    assert _first_of(pd.Timestamp("2026-11-01"), 5) == "2026-11-01 (and 4 more)"
    assert _first_of(pd.Timestamp("2026-11-01"), 1) == "2026-11-01"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=SU", "every week"),
        ("FREQ=MONTHLY;INTERVAL=2", "every 2 months"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "4 times a year"),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1", "every year"),
        ("", ""),
        (None, ""),
    ],
)
def test_rules_are_told_in_words(rule: str | None, said: str) -> None:
    assert notation.recurrence(rule) == said


@pytest.mark.parametrize("era", ["before", "after"])
def test_every_province_has_a_square_of_its_own(era: Era) -> None:
    found = tiles(era)
    assert set(found) == {unit.code for unit in provinces_in(era)}
    places = sorted(tile.at for tile in found.values())
    assert all(one != other for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("code", "direction", "other"),
    [
        ("01", "north", "79"),
        ("96", "south", "01"),
        ("11", "west", "22"),
        ("04", "north", "38"),
        ("46", "east", "11"),
    ],
)
@pytest.mark.parametrize("era", ["before", "after"])
def test_squares_stand_about_where_provinces_lie(era: Era, code: str, direction: str, other: str) -> None:
    (column, row), (other_column, other_row) = (tiles(era)[name].at for name in (code, other))
    assert {
        "north": row < other_row,
        "south": row > other_row,
        "west": column < other_column,
        "east": column > other_column,
    }[direction]


def test_boxes_are_drawn_where_spans_say() -> None:
    white = io.BytesIO()
    Image.new("L", (200, 400), 255).save(white, "WEBP")
    boxes = {"tasks": [{"page": 1, "x0": 50, "y0": 100, "x1": 100, "y1": 150}], "targets": []}
    with Image.open(io.BytesIO(drawn(white.getvalue(), (100, 200), boxes))) as page:
        assert page.size == (200, 400)
        assert page.getpixel((20, 20)) == (255, 255, 255)
        assert page.getpixel((100, 250)) == (0, 114, 178)
        inside = page.getpixel((150, 250))
    assert isinstance(inside, tuple)
    assert inside != (255, 255, 255)
    assert min(inside) > 200


def test_a_plan_without_pages_says_so(tmp_path: Path) -> None:
    document = plan().document
    with pytest.raises(PagesNotThereError):
        pages_of(document, [document], Store(tmp_path), {"tasks": []})


def test_a_page_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    document = plan(page_source="own").document
    boxes = {"tasks": [{"page": 1, "x0": 1, "y0": 1, "x1": 2, "y1": 2}]}
    with pytest.raises(PagesNotThereError):
        pages_of(document, [document], Store(tmp_path), boxes)
