"""Corrections as the files in which they came."""

from datetime import timedelta

from pipeline.correcting.reviews import review_file, reviews_of, taken_before
from pipeline.correcting.rows import rows_of
from tests.pipeline.correcting.reviews import SAVED, change, of_document, review
from tests.pipeline.invented_plans import plan

PLAN = plan()
LATER = SAVED + timedelta(hours=1)
FIRST = [change(PLAN, "note", None, "gấp"), of_document("title", None, "Một")]
MORE = [*FIRST, {"action": "finish"}]


def test_corrections_come_back_as_the_files_in_which_they_came() -> None:
    lan, minh = rows_of(review(*MORE)), rows_of(review(*FIRST, who="Minh"))
    again = rows_of(review(*FIRST, saved_at=LATER))
    assert reviews_of([*again, *minh, *lan]) == [lan, minh, again]
    assert reviews_of([]) == []
    assert [rows_of(review_file(part)) for part in (lan, minh, lan[1:])] == [lan, minh, lan[1:]]


def test_a_page_saved_twice_says_its_first_corrections_once() -> None:
    first, second = rows_of(review(*FIRST)), rows_of(review(*MORE, saved_at=LATER))
    assert taken_before(second, first) == {row.correction_id for row in second[:2]}
    assert taken_before(second, []) == set()
    assert taken_before(rows_of(review(*MORE, saved_at=LATER + timedelta(1))), [*first, *second[2:]]) == {
        row.correction_id for row in rows_of(review(*MORE, saved_at=LATER + timedelta(1)))
    }
    undone = first[1].model_copy(update={"undone_at": LATER})
    assert taken_before(second, [first[0], undone]) == {second[0].correction_id}
    assert taken_before(rows_of(review(*MORE, saved_at=LATER, who="Minh")), first) == set()
    assert taken_before(rows_of(review(*MORE[2:], saved_at=LATER)), first) == set()


def test_what_somebody_touched_since_is_said_anew() -> None:
    first, second = rows_of(review(*FIRST)), rows_of(review(*MORE, saved_at=LATER))
    between = rows_of(review(of_document("title", "Một", None), who="Minh", saved_at=SAVED + timedelta(60)))
    assert taken_before(second, [*first, *between]) == set()
