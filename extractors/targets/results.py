"""Numbers that only report: results of what was measured, and how things stand today."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.targets.mention import Mention
from extractors.targets.vocabulary import CLAUSES, COMMITMENTS
from extractors.text.patterns import not_after, one_of, whole
from extractors.text.time_words import TIME

_RESULTS: Final = COMMITMENTS.results
_SAID: Final = re.compile(rf"{whole(_RESULTS.said)}(?: {one_of(_RESULTS.about)})? ?$")
# "thực hiện tại 05 xã" holds "hiện tại" and reports nothing.
_REPORT: Final = re.compile(rf"{not_after(_RESULTS.no_report_after)}{whole(_RESULTS.reports)}")
_ESTIMATE: Final = re.compile(whole(_RESULTS.estimates))
_OPENER: Final = re.compile(whole(CLAUSES.begin.openers))
_DESCRIPTIVE: Final = re.compile(rf"{whole(_RESULTS.descriptive)}[ \w]{{0,20}}$")
_SURPASSING: Final = re.compile(one_of(_RESULTS.surpassing))
_COMPARED: Final = re.compile(
    rf"(?: {one_of(_RESULTS.compared_what)})?,?"
    rf" {one_of(_RESULTS.compared_by)} {one_of(_RESULTS.compared_with)}"
)
_YEAR: Final = re.compile(rf"{one_of(TIME.units.year)} (\d{{4}})")
_COMPARED_YEAR: Final = re.compile(rf"{one_of(_RESULTS.comparing)}(?: \w+){{0,3}} ?$")
_HAD: Final = re.compile(whole(_RESULTS.had))
_MUST: Final = re.compile(whole(COMMITMENTS.aims.must))
_WHOLE: Final = 100


def is_result(mention: Mention) -> bool:
    """Whether the number was measured, and is nothing to reach."""
    if _is_said_or_reported(mention):
        return True
    if mention.quantity.explicit and not _SURPASSING.match(mention.chain):
        return False
    if _COMPARED.match(mention.after):
        return True
    if mention.quantity.direction:
        return _grew_in_the_past(mention)
    return _describes(mention) or _tells_in_brackets(mention) or _is_of_a_past_year(mention)


def _is_said_or_reported(mention: Mention) -> bool:
    """ "đã đạt 76%", "tính đến nay có 76%"."""
    if _SAID.search(mention.up_to_number):
        return True
    # what is reported on in an earlier clause does not make "bảo đảm 95% …" a result; nor is a whole (100%)
    # often measured
    before = mention.before
    own = max((opener.end() for opener in _OPENER.finditer(before)), default=0)
    if _ESTIMATE.search(before, own):
        return True
    return mention.quantity.value != _WHOLE and _REPORT.search(before, own) is not None


def _grew_in_the_past(mention: Mention) -> bool:
    """ "năm 2023 đạt 78,5%, | tăng 2,3%": the change goes with a result of a year before the plan's."""
    before = mention.before
    return any(_HAD.search(before, year.end()) for year in _past_years(before, mention.place.plan_year))


def _describes(mention: Mention) -> bool:
    """ "dịch vụ chiếm 36% cơ cấu kinh tế"."""
    aimed = mention.place.in_objective or mention.place.in_column
    return not aimed and _DESCRIPTIVE.search(mention.before) is not None


def _tells_in_brackets(mention: Mention) -> bool:
    """ "(đạt 75%)" tells how things stand, for an aim would say "phấn đấu", "phải", "từ … trở lên"."""
    quantity = mention.quantity
    return (
        mention.place.in_bracket
        and quantity.kind in {"percent", "score"}
        and quantity.value != _WHOLE
        and not _MUST.search(mention.before)
    )


def _is_of_a_past_year(mention: Mention) -> bool:
    """ "năm 2022 tỷ lệ hài lòng là 82%", in a plan of 2023."""
    plan_year = mention.place.plan_year
    return any(True for side in (mention.before, mention.after) for _ in _past_years(side, plan_year))


def _past_years(text: str, plan_year: int | None) -> Iterator[re.Match[str]]:
    """The years before the plan's that nothing is only compared with ("so với năm 2021")."""
    if plan_year is None:
        return
    for year in _YEAR.finditer(text):
        if int(year[1]) < plan_year and not _COMPARED_YEAR.search(text[: year.start()]):
            yield year
