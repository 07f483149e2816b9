"""A slip of the pen in a file of words is an error, never a field lost in silence."""

import pytest

from extractors.text import loader
from extractors.text.loader import WordFile, WordFileError, WordList, check_all, load


class _Marks(WordFile):
    joining: WordList


class _MarkFile(WordFile):
    marks: _Marks


GOOD = '[marks]\njoining = ["và", "hoặc"]\n'


def read(text: str, monkeypatch: pytest.MonkeyPatch) -> _MarkFile:
    monkeypatch.setattr(loader, "_FORMS", {})
    monkeypatch.setattr(loader, "_text", lambda name: text)
    return load("marks", _MarkFile)


def test_a_file_of_words_is_read_in_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(GOOD, monkeypatch).marks.joining == ("và", "hoặc")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("[marks]", "[mraks]"), "mraks: Extra inputs"),
        (GOOD.replace("joining", "joinning"), "marks.joinning: Extra inputs"),
        (GOOD + 'parting = ["hay"]\n', "marks.parting: Extra inputs"),
        ("[marks]\njoining = []\n", "at least 1 item"),
        (GOOD.replace('"hoặc"', '"và"'), "stands there twice: và"),
        (GOOD.replace('"hoặc"', '"Hoặc"'), "write 'Hoặc' in its matching form: 'hoặc'"),
        (GOOD.replace('"hoặc"', '"hoặc "'), "matching form: 'hoặc'"),
        (GOOD.replace('"hoặc"', '"hoà giải"'), "matching form: 'hòa giải'"),
        (GOOD.replace('"hoặc"', "7"), "valid string"),
        ("[marks\n", "is no TOML"),
    ],
)
def test_a_slip_in_a_file_of_words_is_an_error_that_names_the_place(
    text: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WordFileError, match=r"marks\.toml") as error:
        read(text, monkeypatch)
    assert told in str(error.value)


def test_every_file_of_words_is_read_by_its_form() -> None:
    assert check_all() == []
