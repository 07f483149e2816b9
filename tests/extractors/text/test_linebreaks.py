"""Paragraphs that a forced line break cut in mid-sentence."""

import pytest

from extractors.text.linebreaks import rejoin
from tests.building import para

CASES = [
    (["Rà soát các thủ tục", "thuộc thẩm quyền."], ["Rà soát các thủ tục thuộc thẩm quyền."]),
    (["Rà soát các thủ tục;", "thuộc thẩm quyền."], ["Rà soát các thủ tục;", "thuộc thẩm quyền."]),
    (["Rà soát các thủ tục", "Công khai kết quả."], ["Rà soát các thủ tục", "Công khai kết quả."]),
    (["Rà soát các thủ tục", "a) thuộc thẩm quyền."], ["Rà soát các thủ tục", "a) thuộc thẩm quyền."]),
    (["Lắp 10 trạm.", "Trong đó:", "+ Trạm A."], ["Lắp 10 trạm. Trong đó:", "+ Trạm A."]),
    (["Rà soát thủ tục", "(giao tại Công văn số 5)"], ["Rà soát thủ tục (giao tại Công văn số 5)"]),
    (["NHIỆM VỤ.", "(Có Phụ lục kèm theo)"], ["NHIỆM VỤ.", "(Có Phụ lục kèm theo)"]),
    (["", "Rà soát"], ["Rà soát"]),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_rejoin(lines: list[str], expected: list[str]) -> None:
    assert [p.text for p in rejoin(para(line) for line in lines)] == expected


def test_a_rejoined_paragraph_knows_both_places() -> None:
    [whole] = rejoin([para("Rà soát các", node="p[1]"), para("thủ tục.", node="p[2]")])
    assert whole.places(8, 16) == ["p[1]", "p[2]"]
