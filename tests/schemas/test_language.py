"""What is said in Vietnamese: every message has a translation, a sentence says the same in both languages."""

import pickle
from datetime import date

import pytest
from babel.messages.catalog import Message

from schemas.codes import REASONS
from schemas.language import (
    catalogue,
    count_of,
    gettext,
    language_of_environment,
    ngettext,
    speak,
    spoken,
)
from schemas.rows import DiagnosticRow
from schemas.said import Said
from tests.schemas.catalogue import FILE, Id, placeholders, spoken_in_code, stored, wanted

HOW = f"run python -m tests.schemas.catalogue, then translate what is empty in {FILE}"


def messages() -> list[Message]:
    return [message for message in stored() if message.id]


@pytest.fixture(scope="module")
def said() -> set[Id]:
    return set(wanted())


def test_every_message_stands_in_the_catalogue(said: set[Id]) -> None:
    there = {message.id for message in messages()}
    assert sorted(map(str, said - there)) == [], HOW


def test_no_message_stands_where_the_catalogue_does_not_look(said: set[Id]) -> None:
    """The extractor sees nothing in the arguments of other calls or f-strings: "this part" stayed English."""
    known = {text for message in said for text in ([message] if isinstance(message, str) else message)}
    assert sorted(set(spoken_in_code()) - known) == []


def test_every_message_is_translated() -> None:
    empty = [
        message.id
        for message in messages()
        if not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]
    assert empty == [], HOW


def test_nothing_is_translated_that_nobody_says(said: set[Id]) -> None:
    catalog = stored()
    assert [message.id for message in messages() if message.id not in said] == [], HOW
    assert list(catalog.obsolete) == []
    assert [message.id for message in messages() if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    wrong = []
    for message in messages():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        named = placeholders(ids[-1])
        wrong += [(message.id, said) for said in strings if placeholders(said) != named]
    assert wrong == []


def test_a_reason_keeps_its_advice() -> None:
    """What stands before "; " is said with the file's own message, the rest is the advice."""

    assert [
        code for code, said in REASONS.items() if gettext(said, "vi").count("; ") != said.count("; ")
    ] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANGUAGE": "vi:en", "LC_ALL": "en_US.UTF-8"}, "vi"),
        ({"LANGUAGE": "fr:vi", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANGUAGE": "", "LANG": "vi_VN"}, "vi"),
        ({"KEHOACH_LANG": "en", "LANGUAGE": "vi", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"KEHOACH_LANG": "vi", "LANG": "en_US.UTF-8"}, "vi"),
    ],
)
def test_the_environment_names_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of_environment(environment) == language


def test_a_language_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is none of en, vi"):
        speak("fr")


def test_messages_are_said_in_the_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemas.language._spoken", ["en"])
    assert gettext("stored") == "stored"
    assert ngettext("{count} file", "{count} files", 1) == "{count} file"
    assert count_of(2, "{count} file", "{count} files") == "2 files"
    speak("vi")
    assert spoken() == "vi"
    assert gettext("stored") == "đã lưu"
    assert count_of(2, "{count} file", "{count} files") == "2 tệp"
    assert gettext("said by nobody") == "said by nobody"
    assert gettext("stored", "en") == "stored"
    assert gettext("") == ""  # gettext's own answer is the head of the catalogue


def test_the_catalogue_is_read_as_babel_reads_it() -> None:
    assert len(messages()) > 1000
    for message in messages():
        plural = not isinstance(message.id, str)
        one, translation = (message.id[0], message.string[0]) if plural else (message.id, message.string)
        assert gettext(one, "vi") == translation
        assert not plural or ngettext(message.id[0], message.id[1], 5, "vi") == translation


def test_english_needs_no_catalogue() -> None:
    assert type(catalogue("en")).__name__ == "NullTranslations"


SENTENCES = [
    (
        Said("no text was found in the file"),
        "no text was found in the file",
        "không tìm thấy chữ nào trong tệp",
    ),
    (
        Said("page {page}: {message}", page=3, message=Said("this page is damaged and could not be read")),
        "page 3: this page is damaged and could not be read",
        "trang 3: trang này bị hỏng, không đọc được",
    ),
    (Said.of_count("{count} line", "{count} lines", count=1), "1 line", "1 dòng"),
    (Said.of_count("{count} line", "{count} lines", count=2), "2 lines", "2 dòng"),
    (
        Said.joined("; ", [Said("the number"), Said("the date of issue")]),
        "the number; the date of issue",
        "số văn bản; ngày ban hành",
    ),
    (
        Said("read as no task: {text}", text="{0} {x"),
        "read as no task: {0} {x",
        "không được coi là nhiệm vụ: {0} {x",
    ),
    (Said.verbatim("of {somebody} else's"), "of {somebody} else's", "of {somebody} else's"),
    (
        Said(
            "«{deadline}» ends before the document's own date ({issued})",
            deadline="2/1",
            issued=date(2024, 3, 5),
        ),
        "«2/1» ends before the document's own date (2024-03-05)",
        "«2/1» kết thúc trước ngày ban hành văn bản (05/03/2024)",
    ),
    (
        Said("the file could not be read: {said}", said=ValueError("x")),
        "the file could not be read: x",
        "không đọc được tệp: x",
    ),
]


@pytest.mark.parametrize(("said", "english", "vietnamese"), SENTENCES)
def test_a_sentence_is_said_in_both_languages(said: Said, english: str, vietnamese: str) -> None:
    assert said == english
    assert said.in_language("en") == english
    assert type(said.in_language("en")) is str
    assert said.in_language("vi") == vietnamese


@pytest.mark.parametrize(("said", "english", "vietnamese"), SENTENCES)
def test_a_sentence_crosses_process_borders(said: Said, english: str, vietnamese: str) -> None:
    again = pickle.loads(pickle.dumps(said))
    assert again == english
    assert again.in_language("vi") == vietnamese
    assert Said.of_parts(*said.parts).in_language("vi") == vietnamese


def test_a_long_row_of_sentences_is_joined() -> None:
    pages = [Said("page {page}: {message}", page=n, message=Said("the number")) for n in range(3000)]
    assert Said.joined("; ", pages).in_language("vi").endswith("trang 2999: số văn bản")


def test_a_diagnostic_says_the_same_in_both_columns() -> None:
    row = DiagnosticRow.of(
        Said("read as no task: {text}", text="Sở A"),
        document_id="0" * 16,
        severity="info",
        code="text_without_task",
    )
    assert row.message == row.in_language("en") == "read as no task: Sở A"
    assert row.message_vi == row.in_language("vi") == "không được coi là nhiệm vụ: Sở A"
