"""The page as a file: safe whatever the plan says, whole or not at all, in two languages."""

import json
import re
from pathlib import Path

import pytest

from analysis.review import ListedPlan, write_listing, write_page
from analysis.review.embedding import policy, safe_json
from analysis.review.folding_table import folding_table
from analysis.review.texts import codes_in, texts_in
from schemas.folding import fold
from tests.analysis.corpora import Plan, Task
from tests.analysis.review.invented import corpus, page_of

ENDING = "</script><script>alert(1)</script><!--<script> &lt; \u2028 \u2029"
ROOM = Path(__file__).parents[3] / "analysis" / "review"


def test_no_text_ends_the_data() -> None:
    escaped = safe_json(json.dumps({"text": ENDING}, ensure_ascii=False))
    assert not re.search("[<>&\u2028\u2029]", escaped)
    assert json.loads(escaped) == {"text": ENDING}


def test_the_policy_lets_nothing_in_but_the_page_itself() -> None:
    said = policy(styles="a", script="b")
    assert said.startswith("default-src 'none'; img-src data:;")
    assert "connect-src 'none'; form-action 'none'; base-uri 'none'" in said
    assert "unsafe" not in said
    assert "script-src 'none'" in policy(styles="a", script="")


def test_what_a_plan_says_is_escaped(tmp_path: Path) -> None:
    plan = Plan([Task(ENDING, [ENDING])], symbol=ENDING, issuer=ENDING, columns={"title": ENDING})
    write_page(page_of(corpus(plan)), tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2  # the data, and the page's own
    assert "alert(1)</script>" not in page


def test_a_page_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    write_page(page_of(corpus()), path)
    before = path.read_bytes()
    page = page_of(corpus())
    broken = [*page.pictures[page.plan.documents[0].document_id], object()]
    with pytest.raises(Exception, match="page"):
        write_page(type(page)(page.plan, "vi", {page.plan.documents[0].document_id: broken}), path)  # type: ignore[dict-item]
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["p.html"]


def test_the_script_folds_the_letters_that_python_folds() -> None:
    table = folding_table()
    assert table["–"] == "-"
    assert table["ð"] == "đ"
    assert all(fold(letter) == folded for letter, folded in table.items())


def test_every_text_that_the_script_says_is_there() -> None:
    texts = texts_in("vi")
    script = "".join(file.read_text(encoding="utf-8") for file in (ROOM / "script").glob("*.js"))
    said = set(re.findall(r'\bsay\("(\w+)"', script))
    said |= {f"key_{key}" for key in json.loads(re.findall(r"const KEYS = (\[.*?\]);", script)[0])}
    said |= {f"kind_{kind}" for kind in json.loads(re.findall(r"const KINDS = (\[.*?\]);", script)[0])}
    assert said <= set(texts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_texts_are_words_and_say_no_code(language: str) -> None:
    texts = texts_in(language)  # type: ignore[arg-type]
    codes = codes_in(language)  # type: ignore[arg-type]
    assert all(text.strip() for text in texts.values())
    assert {"grade", "area", "kind", "diagnostic", "field", "source"} <= set(codes)


@pytest.mark.parametrize(("language", "title"), [("vi", "Rà soát kế hoạch"), ("en", "Plans to be reviewed")])
def test_several_plans_are_listed(tmp_path: Path, language: str, title: str) -> None:
    plans = [
        ListedPlan("12/KH-UBND", "a.html", ENDING, tasks=4, doubtful=2, warnings=0, pages=3),
        ListedPlan("<b>", "b.html", None, tasks=0, doubtful=0, warnings=1, pages=0),
    ]
    write_listing(plans, tmp_path / "index.html", language)  # type: ignore[arg-type]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in page
    assert "<script" not in page
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', page) == [
        ("a.html", "12/KH-UBND"),
        ("b.html", "&lt;b&gt;"),
    ]
