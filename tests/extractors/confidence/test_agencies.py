"""The second opinion on agencies knows a clear reading from a garbled one."""

import pytest

from extractors.confidence import agencies
from extractors.confidence.agencies import Scores
from extractors.confidence.agency_features import Place, features_id
from extractors.confidence.models import shipped
from extractors.confidence.nearby import nearby
from extractors.confidence.own_names import named
from extractors.text.tokens import keys, words
from schemas.findings import Role
from schemas.rows import CHECK, SURE

ALONE: list[str] = ["Sở Nội vụ", "Phòng Nội vụ"]


def said_of(text: str, place: Place, start: int, end: int, role: Role) -> float | None:
    model = shipped("agencies", features_id())
    return Scores(model.trained, named(map(keys, ALONE))).share(
        text, place, start, end, role, model.calibration
    )


def opinion(text: str, agency: str, role: Role = "lead", place: Place = "prose") -> float:
    start = text.index(agency)
    said = said_of(text, place, start, start + len(agency), role)
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("text", "agency", "role", "place"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với các sở, ngành tham mưu.", "Sở Nội vụ", "lead", "prose"),
        ("Giao Sở Tài chính chủ trì thẩm định dự toán kinh phí.", "Sở Tài chính", "lead", "prose"),
        ("Sở Nội vụ", "Sở Nội vụ", "lead", "lead"),
        ("Các sở, ban, ngành", "Các sở, ban, ngành", "coordinate", "coordinate"),
    ],
)  # fmt: skip
def test_a_clear_reading_is_sure(text: str, agency: str, role: Role, place: Place) -> None:
    assert opinion(text, agency, role, place) >= SURE


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với các sở, ngành tham mưu ban hành quy định.", "vụ chủ trì"),
        ("Tăng cường quản lý, khai thác trong lĩnh vực xây dựng.", "lĩnh vực xây dựng"),
        ("Rà soát quy trình, thời hạn giải quyết hồ sơ của người dân.", "quy trình, thời hạn"),
    ],
)
def test_a_garbled_reading_is_to_be_checked(text: str, agency: str) -> None:
    assert opinion(text, agency) < CHECK


def test_every_reading_has_a_share_of_right_ones() -> None:
    text = "Phòng Nội vụ phối hợp với các xã\nthực hiện; báo cáo Ủy ban nhân dân huyện trước 30/6."
    model = shipped("agencies", features_id())
    scores = Scores(model.trained, named(()))
    row = words(text)
    places: list[Place] = ["lead", "coordinate", "heading", "prose"]
    for place in places:
        for first in row:
            for last in row[row.index(first) :]:
                score = scores.of(text, place, first.start, last.end, "coordinate")
                assert score is not None
                assert 0 <= model.calibration.share(score) <= 1


PASSAGES = (
    "Sở Nội vụ",
    "Các sở, ban, ngành; Ủy ban nhân dân các huyện, thành phố.",
    "Phòng Nội vụ phối hợp với các xã\nthực hiện; báo cáo Ủy ban nhân dân huyện trước 30/6.",
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, Văn phòng Ủy ban nhân dân tỉnh và các cơ quan "
    "liên quan rà soát, thẩm định dự toán; định kỳ hằng quý báo cáo kết quả về Phòng Nội vụ để tổng hợp.",
)


@pytest.mark.parametrize("text", PASSAGES)
@pytest.mark.parametrize("place", ["lead", "coordinate", "heading", "prose"])
def test_the_words_near_a_name_say_what_the_whole_passage_says(text: str, place: Place) -> None:
    model = shipped("agencies", features_id())
    own = named(map(keys, ALONE))
    scores, near = Scores(model.trained, own), nearby(model.trained)
    row = words(text)
    for first in range(len(row)):
        for behind in range(first + 1, min(first + 9, len(row) + 1)):
            start, end = row[first].start, row[behind - 1].end
            score = scores.of(text, place, start, end, "lead")
            bounds = near.bounds(row, range(first, behind), ("B-lead", "I-lead"), place, own)
            assert score is not None
            assert bounds is not None
            assert bounds[0] <= score <= bounds[1]
            said = scores.share(text, place, start, end, "lead", model.calibration)
            assert said == model.calibration.share(score)


def test_of_a_long_name_the_whole_passage_is_asked() -> None:
    model = shipped("agencies", features_id())
    scores = Scores(model.trained, named(()))
    text = "Sở Nội vụ, " * 20
    reading: tuple[str, Place, int, int, Role] = (text, "lead", 0, len(text) - 1, "lead")
    score = scores.of(*reading)
    assert score is not None
    assert scores.share(*reading, model.calibration) == model.calibration.share(score)


def test_what_stands_too_late_is_not_judged() -> None:
    text = "rà soát " * agencies.LONGEST + "Sở Nội vụ"
    assert said_of(text, "prose", len(text) - 9, len(text), "lead") is None
