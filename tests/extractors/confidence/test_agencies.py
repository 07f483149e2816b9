"""The second opinion on agencies: its file fits the code, and it knows a clear reading from a garbled one."""

from pathlib import Path

import pytest
from extractors.confidence.features import Place, features_id

from extractors.confidence import SecondOpinion, agencies, features
from extractors.confidence.own_names import named
from extractors.text.tokens import keys, words
from schemas.findings import Role
from schemas.rows import CHECK, SURE

ALONE: list[str] = ["Sở Nội vụ", "Phòng Nội vụ"]


def opinion(text: str, agency: str, role: Role = "lead", place: Place = "prose") -> float:
    start = text.index(agency)
    judge = SecondOpinion(named(map(keys, ALONE)))
    said = judge.of_agency(text, place, start, start + len(agency), role)
    assert said is not None
    return said


def test_the_model_was_trained_on_the_features_of_today() -> None:
    """Where this fails: python -m pipeline.evaluate.training."""
    assert (
        agencies.About.model_validate_json(
            Path(agencies.__file__).with_name(agencies.ABOUT_FILE).read_bytes()
        ).features
        == features_id()
    )


def test_a_model_of_other_features_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agencies, "features_id", lambda: "another")
    agencies.about.cache_clear()
    with pytest.raises(agencies.StaleModelError):
        agencies.about()
    agencies.about.cache_clear()


def test_other_kinds_of_features_are_another_id(monkeypatch: pytest.MonkeyPatch) -> None:
    before = features_id()
    monkeypatch.setattr(features, "VERSION", features.VERSION + 1)
    assert features_id() != before


def test_the_model_does_on_plans_left_out_what_its_words_say() -> None:
    figures = agencies.about().figures
    assert figures.right_of_sure >= 0.97
    assert figures.sure >= 0.75
    assert figures.wrong_in_check >= 0.5


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
    judge = SecondOpinion(named(()))
    row = words(text)
    for place in ("lead", "coordinate", "heading", "prose"):
        for first in row:
            for last in row[row.index(first) :]:
                said = judge.of_agency(text, place, first.start, last.end, "coordinate")
                assert said is not None
                assert 0 <= said <= 1


def test_what_stands_too_late_is_not_judged() -> None:
    text = "rà soát " * agencies.LONGEST + "Sở Nội vụ"
    assert SecondOpinion(named(())).of_agency(text, "prose", len(text) - 9, len(text), "lead") is None
