"""A plan that means harm: nothing that it says is run, followed or loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, get_args

from analysis.review import write_page
from schemas.corrections import DocumentField
from tests.analysis.corpora import Plan, Task
from tests.analysis.review.conftest import Opened
from tests.analysis.review.invented import PLAN, corpus, page_of

HARM: Final = (
    "<script>document.title='harm'</script>",
    "</script><script>document.title='harm'</script>",
    "<img src=x onerror=\"document.title='harm'\">",
    "<svg/onload=document.title='harm'>",
    "javascript:document.title='harm'",
    "\"><iframe src='http://example.com/'></iframe>",
    "' onmouseover='document.title=1' '",
    "{{ 7 * 7 }} ${7 * 7} </textarea></title></style>",
    "\u202etxt.exe\u2066\u2069\u200f\u0000\u001b[31m",
    '=HYPERLINK("http://example.com")',
    "__proto__",
    "]]><!--",
)
ALL: Final = " ".join(HARM)
HUGE: Final = "a<b>" * 262_144


def hostile_plan() -> Plan:
    """A plan with harm in every text."""
    more: dict[str, Any] = {
        "heading_path": HARM,
        "topics": HARM,
        "product": ALL,
        "funding": ALL,
        "note": ALL,
        "row_number": HARM[0],
    }
    tasks = [Task(text, [text, ALL], [text], "Quý II/2023", more) for text in HARM]
    fields = (
        "title",
        "symbol",
        "issue_place",
        "signer_name",
        "signer_title",
        "province",
        "district",
        "commune",
    )
    columns = dict.fromkeys(fields, ALL) | {"source_uri": f"in/{ALL}.pdf"}
    return Plan([*tasks, Task(HUGE)], ALL, ALL, {**PLAN.columns, **columns, "plan_key": ALL})


def test_the_fields_with_harm_are_the_columns_that_are_texts() -> None:
    document = hostile_plan().document
    texts = [name for name in get_args(DocumentField) if isinstance(getattr(document, name), str)]
    assert len(texts) == 8
    assert all("<script>" in getattr(document, name) for name in texts)


def test_nothing_that_a_plan_says_is_run(open_page: Callable[..., Opened]) -> None:
    opened = open_page(page_of(corpus(hostile_plan())))
    title = opened.page.title()
    for words in (HARM[0], HARM[2], HARM[4]):
        opened.page.get_by_text(words, exact=True).locator("visible=true").first.click()
        opened.page.keyboard.press("e")
        opened.page.keyboard.press("Escape")
        opened.page.keyboard.press("Escape")
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.page.keyboard.press("a")
    assert opened.page.title() == title
    assert "harm" not in title.split(" – ")[-1]
    assert (
        opened.page.locator("iframe, img:not([src^='data:image/webp']), svg, a[href], script[src]").count()
        == 0
    )
    assert opened.page.locator("body [onerror], body [onload], body [onmouseover]").count() == 0
    assert (opened.seen.complaints, opened.seen.requests, opened.seen.dialogs) == ([], [], [])


def test_a_huge_text_is_shown_and_can_be_edited(open_page: Callable[..., Opened]) -> None:
    opened = open_page(page_of(corpus(hostile_plan())))
    opened.page.evaluate("(uid) => chooseRecord(uid)", f"t{len(HARM)}")
    opened.page.keyboard.press("e")
    assert len(opened.page.locator("#words").input_value()) == len(HUGE)
    file = _accepted(opened)
    assert file.plan_key == ALL


def _accepted(opened: Opened) -> Any:
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("a")
    return opened.saved()


def test_harm_that_is_typed_is_saved_as_typed(open_page: Callable[..., Opened]) -> None:
    opened = open_page()
    opened.edit("Rà soát thủ tục")
    opened.fill("Ghi chú", ALL.replace("\u0000", ""))
    opened.press("Xong")
    (change,) = opened.saved().corrections
    assert change.new == ALL.replace("\u0000", "")  # type: ignore[union-attr]
    assert opened.seen.complaints == []


def test_a_script_that_came_into_the_file_is_not_run(
    open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    """The policy is the second wall: even what stood unescaped in the file would do nothing."""
    opened = open_page()
    opened.page.evaluate(
        "() => { const bad = document.createElement('script'); bad.textContent = \"document.title = 'harm'\";"
        " document.body.append(bad); }"
    )
    path = tmp_path / "spoilt.html"
    write_page(page_of(corpus()), path)
    text = path.read_text(encoding="utf-8").replace("<main", "<script>document.title='harm'</script><main")
    path.write_text(text, encoding="utf-8")
    opened.page.goto(path.as_uri())
    opened.page.wait_for_selector("html.ready")
    assert opened.page.title() != "harm"
    assert any("Content Security Policy" in complaint for complaint in opened.seen.complaints)
