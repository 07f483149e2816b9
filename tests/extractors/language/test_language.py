"""The pipeline: findings in `doc.spans`, equal to the extractors', with typed attributes that survive a
process or a file."""

import multiprocessing
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import extractors
from extractors.agencies import read_cell, read_heading, read_sentence
from extractors.deadlines import find_deadlines
from extractors.language import options, render
from extractors.language.attributes import mark
from extractors.language.composition import compose
from extractors.language.tagging import tags_of
from extractors.references import find_references
from extractors.targets import find_targets
from schemas.findings import AgencyMention, Deadline, Reference, Target

_TEXT = (
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh.\n"
    "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu; hoàn thành trước ngày 15/6.\n"
    "Phấn đấu đạt trên 98% hồ sơ đúng hạn và ít nhất 02 sáng kiến. Định kỳ hàng quý báo cáo PAPI."
)


@cache
def _pipeline() -> Language:
    return extractors.load(year=2024)


@pytest.fixture
def nlp() -> Language:
    return _pipeline()


@pytest.fixture
def doc(nlp: Language) -> Doc:
    return nlp(_TEXT)


def values(doc: Doc) -> dict[str, list[object]]:
    read = {"deadlines": "deadline", "agencies": "agency", "targets": "target", "references": "reference"}
    return {key: [span._.get(name) for span in doc.spans[key]] for key, name in read.items()}


def found(text: str, year: int | None) -> dict[str, list[object]]:
    return {
        "deadlines": [*find_deadlines(text, year=year, column=False)],
        "agencies": [*read_sentence(text)],
        "targets": [*find_targets(text, plan_year=year)],
        "references": [*find_references(text)],
    }


def test_findings_stand_in_the_spans_with_their_labels(doc: Doc) -> None:
    assert {key: [(span.text, span.label_) for span in group] for key, group in doc.spans.items()} == {
        "deadlines": [("trước ngày 15/6", "DATE"), ("Định kỳ hàng quý", "RECURRING")],
        "agencies": [("Sở Nội vụ", "LEAD"), ("Sở Tài chính", "COORDINATE")],
        "targets": [
            ("đạt trên 98% hồ sơ đúng hạn và ít nhất 02 sáng kiến", label) for label in ("GT %", "GE")
        ],
        "references": [("Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh", "QĐ")],
    }


def test_attributes_are_typed(doc: Doc) -> None:
    deadline, rhythm = doc.spans["deadlines"]
    assert isinstance(deadline._.deadline, Deadline)
    assert (deadline._.deadline.due_date, deadline._.kind, rhythm._.kind) == (
        date(2024, 6, 15),
        "date",
        "recurring",
    )
    lead = doc.spans["agencies"][0]
    assert isinstance(lead._.agency, AgencyMention)
    assert (lead._.role, lead._.identity.agency_kind) == ("lead", "so_noi_vu")
    assert 0 < lead._.confidence <= 1
    percentage, ideas = doc.spans["targets"]  # two findings at one place
    assert isinstance(percentage._.target, Target)
    assert (percentage._.target.value, ideas._.target.value, ideas._.target.unit) == (98, 2, "sáng kiến")
    cited = doc.spans["references"][0]
    assert isinstance(cited._.reference, Reference)
    assert (cited._.reference.issue_date, cited._.relation) == (date(2024, 1, 5), "basis")


def test_a_span_has_only_what_it_was_found_as(doc: Doc) -> None:
    deadline = doc.spans["deadlines"][0]
    assert [
        deadline._.get(name) for name in ("agency", "target", "reference", "role", "identity", "relation")
    ] == [None] * 6
    same_place = doc[deadline.start : deadline.end]
    assert same_place._.deadline is None
    assert same_place._.confidence is None


def test_indices_are_named_by_the_document_and_by_each_sentence(doc: Doc) -> None:
    assert doc._.indices == ["PAPI"]
    assert [sentence._.indices for sentence in doc.sents] == [[], [], [], ["PAPI"]]


@pytest.mark.parametrize("year", [2024, None])
@pytest.mark.parametrize(
    "text",
    [
        _TEXT,
        "Giao Phòng Tư pháp rà soát trong tháng 3; các phòng, ban báo cáo trước 20/11 hàng năm.",
        (
            "Tăng ít nhất 20% so với năm 2022; 100% TTHC được công khai "
            "theo Nghị quyết số 03/NQ-HĐND và Kế hoạch số 4/KH-UBND"
        ),
        "UBND các xã, thị trấn (qua bộ phận một cửa) thường xuyên niêm yết",
        "không có gì",
        "",
    ],
)
def test_the_pipeline_finds_what_the_extractors_find(text: str, year: int | None) -> None:
    assert values(extractors.load(year=year)(text)) == found(text, year)


_WORDS = [
    "Sở",
    "Nội vụ",
    "chủ trì",
    ",",
    "và",
    "phối hợp với",
    "UBND xã",
    "trước ngày",
    "15/6",
    "quý II",
    "hàng năm",
    "98%",
    ".",
]
_WORDS += ["đạt", "ít nhất", "02 sáng kiến", "Kế hoạch số", "4/KH-UBND", "\n", "😀", "\x00", ";", "(", ")"]


@given(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join) | st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_whatever_the_text_findings_are_the_extractors_and_lie_in_their_spans(text: str) -> None:
    doc = _pipeline()(text)
    assert doc.text == text
    if compose(text).is_source:
        assert values(doc) == found(text, 2024)
    for key, findings in values(doc).items():
        for span, finding in zip(doc.spans[key], findings, strict=True):
            assert isinstance(finding, Deadline | AgencyMention | Target | Reference)
            assert span.start_char <= finding.start < finding.end <= span.end_char


def test_a_text_in_pieces_is_read_and_its_findings_are_where_it_stands(nlp: Language) -> None:
    in_pieces = (
        "So\u031b\u0309 No\u0323\u0302i vu\u0323 chu\u0309 "
        "tri\u0300, xong tru\u031bo\u031b\u0301c nga\u0300y 15/6"
    )
    doc = nlp(in_pieces)
    assert doc.text == in_pieces
    (deadline,), (lead,) = doc.spans["deadlines"], doc.spans["agencies"]
    assert deadline._.deadline.text == in_pieces[deadline._.deadline.start :] == deadline.text
    assert (lead.start_char, lead.text) == (0, in_pieces.split(" chu")[0])


def test_a_finding_that_cuts_a_token_keeps_its_own_offsets() -> None:
    blank = spacy.blank("vi")
    deadline = Deadline("15/6", "date", 1, 5)
    doc = Doc(blank.vocab, words=["x15/6y"], spaces=[False])
    mark(doc, "deadlines", compose(doc.text), [deadline])
    assert [(span.text, span._.deadline) for span in doc.spans["deadlines"]] == [("x15/6y", deadline)]
    with pytest.raises(ValueError, match="no place"):
        mark(doc, "deadlines", compose(doc.text), [Deadline("z", "date", 20, 21)])


def test_components_are_factories_with_settings() -> None:
    nlp = spacy.blank("vi")  # ours, needing no pyvi, once extractors.language is imported
    nlp.add_pipe("kehoach_deadlines", config={"column": True, "year": 2023})
    nlp.add_pipe("kehoach_agencies", config={"reading": "cell", "role": "coordinate"})
    doc = nlp("Tháng 5")
    assert [span._.deadline for span in doc.spans["deadlines"]] == find_deadlines(
        "Tháng 5", year=2023, column=True
    )
    cell = "Sở Nội vụ; Sở Tài chính"
    doc = nlp(cell)
    assert [span._.agency for span in doc.spans["agencies"]] == read_cell(cell, "coordinate")
    assert [span.label_ for span in doc.spans["agencies"]] == ["COORDINATE", "COORDINATE"]
    nlp.replace_pipe("kehoach_agencies", "kehoach_agencies", config={"reading": "heading"})
    heading = "Trách nhiệm của Sở Nội vụ"
    doc = nlp(heading)
    assert [span._.agency for span in doc.spans["agencies"]] == read_heading(heading) != []


def test_a_setting_of_the_wrong_kind_is_refused() -> None:
    nlp = spacy.blank("vi")
    with pytest.raises(ValueError, match="year"):
        nlp.add_pipe("kehoach_deadlines", config={"year": "năm nay"})
    with pytest.raises(ValueError, match="reading"):
        nlp.add_pipe("kehoach_agencies", config={"reading": "guess"})


def test_a_stored_pipeline_keeps_its_settings(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    for restored in (spacy.load(tmp_path), extractors.load(year=1999).from_bytes(nlp.to_bytes())):
        assert values(restored(_TEXT)) == found(_TEXT, 2024)
    other = extractors.load(year=1999).from_disk(tmp_path)
    assert values(other(_TEXT)) == found(_TEXT, 2024)


def test_a_stored_document_keeps_its_findings(nlp: Language, doc: Doc) -> None:
    expected = found(_TEXT, 2024)
    tags = doc._.tags
    copy = Doc(spacy.blank("vi").vocab).from_bytes(doc.to_bytes())
    assert (values(copy), copy._.tags) == (expected, tags)
    (binned,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert values(binned) == expected
    joined = Doc.from_docs([nlp("Quý II"), doc])
    assert [span._.deadline.text for span in joined.spans["deadlines"]] == [
        "Quý II",
        "trước ngày 15/6",
        "Định kỳ hàng quý",
    ]
    assert all(
        joined.text[(d := span._.deadline).start : d.end] == d.text for span in joined.spans["deadlines"]
    )


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the processes are forked")
def test_several_processes_find_the_same(nlp: Language) -> None:
    texts = [_TEXT, "", "Quý II", _TEXT]
    assert [values(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [
        found(text, 2024) for text in texts
    ]


def test_importing_the_extractors_imports_neither_spacy_nor_underthesea() -> None:
    script = "import sys, extractors.records; print(sorted({'spacy', 'underthesea'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_tags_are_computed_for_the_sentence_asked_for_and_once(
    doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    model = CRFPOSTagPredictor.Instance()
    asked: list[list[str]] = []
    monkeypatch.setattr(
        model, "predict", lambda forms: (asked.append(forms), [(form, "N") for form in forms])[1]
    )
    second = list(doc.sents)[1]
    assert not asked
    assert second._.tags == ["" if token.is_space else "N" for token in second] == second._.tags
    assert second[2:4]._.tags == ["N", "N"]
    assert asked == [[token.text for token in second if not token.is_space]]


def test_tags_and_phrases_are_those_of_the_segmenter_models(nlp: Language) -> None:
    doc = nlp("Phòng Nội vụ tham mưu báo cáo.\nHọp")
    assert doc._.tags[:2] + doc._.tags[-1:] == ["N", "N", "V"]
    assert doc._.tags[doc.text.split("\n")[0].count(" ")] != ""
    assert [token.text for token, tag in zip(doc, doc._.tags, strict=True) if not tag] == ["\n"]
    chunks = doc._.chunks
    assert all(isinstance(chunk, Span) and chunk.label_ in ("NP", "VP", "PP", "AP") for chunk in chunks)
    assert ("tham mưu", "VP") in [(chunk.text, chunk.label_) for chunk in chunks]
    assert [chunk.text for chunk in list(doc.sents)[1]._.chunks] == ["Họp"]


def test_a_phrase_of_several_words_is_one_span(nlp: Language) -> None:
    doc = nlp("báo cáo rất đầy đủ")
    doc[:]._.set("word_tags", ["N"] * len(doc))
    doc[:]._.set("phrase_tags", ["B-NP", "B-AP"] + ["I-AP"] * (len(doc) - 2))
    assert [(chunk.text, chunk.label_) for chunk in doc._.chunks] == [("báo cáo", "NP"), ("rất đầy đủ", "AP")]


def test_a_sentence_of_any_length_is_tagged_in_parts() -> None:
    blank = spacy.blank("vi")  # no sentences: the whole text is one
    doc = blank("việc " * 1_000)
    assert len(tags_of(doc)) == len(doc)
    assert tags_of(doc[390:410]) == tags_of(doc)[390:410]
    assert tags_of(blank("")) == []


def test_displacy_shows_the_spans(doc: Doc) -> None:
    html = displacy.render(doc, style="span", jupyter=False, options=options("agencies"))
    assert "LEAD" in html
    assert "COORDINATE" in html
    assert all(label in render(doc, "deadlines") for label in ("DATE", "RECURRING"))
    assert render(doc, "deadlines", page=True).lstrip().startswith("<!DOCTYPE html>")


def test_a_text_without_spans_is_shown_too(nlp: Language) -> None:
    assert "không" in render(nlp("không có gì"), "deadlines")


@pytest.mark.parametrize(
    "show", [lambda doc: render(doc, "deadlines"), lambda doc: displacy.render(doc, **_SPANS)]
)
def test_no_markup_of_a_text_reaches_the_page(nlp: Language, show: Any) -> None:
    html = show(nlp("<script>alert('x')</script> xong trước ngày 15/6 <img src=x onerror=alert(1)>"))
    assert "DATE" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;" in html


_SPANS: dict[str, Any] = {"style": "span", "jupyter": False, "options": options("deadlines")}


def test_labels_and_titles_are_escaped_where_displacy_does_not(doc: Doc) -> None:
    doc.spans["mine"] = [Span(doc, 0, 2, label="<b>x</b>")]
    doc.user_data["title"] = "<i>t</i>"
    html = render(doc, "mine")
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;" in html


def test_labels_are_of_a_closed_set_whatever_the_unit(nlp: Language) -> None:
    doc = nlp("Phấn đấu có ít nhất 05 <b>mô hình</b> và giảm ít nhất 20% thời gian")
    assert {span.label_ for span in doc.spans["targets"]} <= {"GE", "GE %", "DECREASE GE %"}


def test_a_text_that_is_no_unicode_is_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        nlp("a\ud800b")
