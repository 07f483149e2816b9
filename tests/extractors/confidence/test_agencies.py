"""The second opinion on agencies knows a clear reading from a garbled one."""

import pytest

from extractors.confidence import agencies
from extractors.confidence.agencies import Scores
from extractors.confidence.agency_features import Place, features_id
from extractors.confidence.models import shipped
from extractors.confidence.own_names import named
from extractors.text.tokens import keys, words
from schemas.findings import Role
from schemas.rows import CHECK, SURE

ALONE: list[str] = ["Sở Nội vụ", "Phòng Nội vụ"]


def said_of(text: str, place: Place, start: int, end: int, role: Role) -> float | None:
    model = shipped("agencies", features_id())
    score = Scores(model.tagger, named(map(keys, ALONE))).of(text, place, start, end, role)
    return None if score is None else model.calibration.share(score)


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
    scores = Scores(model.tagger, named(()))
    row = words(text)
    places: list[Place] = ["lead", "coordinate", "heading", "prose"]
    for place in places:
        for first in row:
            for last in row[row.index(first) :]:
                score = scores.of(text, place, first.start, last.end, "coordinate")
                assert score is not None
                assert 0 <= model.calibration.share(score) <= 1


def test_what_stands_too_late_is_not_judged() -> None:
    text = "rà soát " * agencies.LONGEST + "Sở Nội vụ"
    assert said_of(text, "prose", len(text) - 9, len(text), "lead") is None
