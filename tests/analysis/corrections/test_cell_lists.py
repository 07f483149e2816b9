"""Values of a cell: taken apart, and compared with what they were."""

import pytest

from analysis.corrections.cell_lists import NoListError, replaced, values_of


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (None, [], []),
        ("A; B", [], ["A", "B"]),
        ("A;B ;  C", [], ["A", "B", "C"]),
        ("A\nB\n", [], ["A", "B"]),
        ("A; ; B;", [], ["A", "B"]),
        ("A; B; A", [], ["A", "B"]),
        ("A, B và C", [], ["A, B và C"]),
        # What holds a separator itself is found whole while it stands there as it was.
        ("A; B; C", ["A; B"], ["A; B", "C"]),
        ("C; A\nB", ["A\nB"], ["C", "A\nB"]),
        ("A; B; C; D", ["A; B", "A; B; C"], None),
        (None, ["A; B"], []),
        ("C", ["A; B"], None),
        ("A; BB", ["A; B"], None),
    ],
)
def test_the_values_of_a_cell(text: str | None, known: list[str], expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(NoListError):
            values_of(text, known)
    else:
        assert values_of(text, known) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A B C", "A B C", []),
        ("A B C", "C A B", []),
        ("A B C", "A X C", [("B", "X")]),
        ("A B C", "A C", [("B", None)]),
        ("A B", "A X B", [(None, "X")]),
        ("", "X Y", [(None, "X"), (None, "Y")]),
        ("A B", "", [("A", None), ("B", None)]),
        ("A B", "X Y", [("A", "X"), ("B", "Y")]),
        # One became two: which is the old one's heir nobody can tell, and it makes no difference.
        ("A", "X Y", [("A", None), (None, "X"), (None, "Y")]),
        ("A B C", "X C B", [("A", "X")]),
    ],
)
def test_what_became_of_values(old: str, new: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert replaced(old.split(), new.split()) == expected
