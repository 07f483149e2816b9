"""The command in Vietnamese: asked for at any place or by the environment; help, complaints, reports."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from kehoach.cli.speaking import language_asked_for, told_anew
from schemas.language import speak

SAMPLE = "data/raw/mau-03-tieu-de-hai-tang-2024.docx"
CLI = Path(__file__).parents[2] / "kehoach/cli"
VERBS = (
    "ingest",
    "inspect",
    "status",
    "prune",
    "check",
    "compact",
    "schema",
    "evaluate",
    "due",
    "compare",
    "cascade",
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def said(*arguments: str) -> str:
    """All that a command says, in one line."""
    return " ".join(CliRunner().invoke(app, arguments).output.split())


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "en"),
        (["--lang", "vi", "status"], "vi"),
        (["status", "--lang", "vi"], "vi"),
        (["status", "--lang=vi", "--json"], "vi"),
        (["status", "--lang", "en", "--lang", "vi"], "vi"),
        (["status", "--", "--lang", "vi"], "en"),
        (["status", "--lang", "fr"], "en"),
        (["status", "--lang"], "en"),
    ],
)
def test_the_language_is_asked_for_anywhere(arguments: list[str], language: str) -> None:
    assert language_asked_for(arguments) == language


def test_the_environment_is_asked_where_nobody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_LANG", "vi")
    assert language_asked_for(["status"]) == "vi"
    assert language_asked_for(["status", "--lang", "en"]) == "en"


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_in_the_language(verb: str) -> None:
    page = said(verb, "--help", "--lang", "vi")
    assert page.startswith("Cách dùng: ")
    assert "Tùy chọn: " in page
    assert "Hiện hướng dẫn này rồi thoát." in page
    assert not re.search(r"Usage|Options:|Arguments:|default:|required|Show this", page)
    assert "Show this message and exit." in said(verb, "--help")


def test_the_list_of_commands_is_in_the_language() -> None:
    assert "schema In từ điển dữ liệu" in said("--lang", "vi")
    assert "schema Print the data dictionary" in said()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ingest"], "Lỗi: Thiếu tham số 'ĐƯỜNG_DẪN...'."),
        (["ingest", "x", "--jbs", "3"], "Lỗi: Không có tùy chọn --jbs (có thể là: --jobs)"),
        (["ingest", "x", "--jobs", "0"], "Lỗi: Giá trị của '--jobs' không hợp lệ: phải từ 1 trở lên"),
        (["ingest", "x", "--jobs", "q"], "Lỗi: Giá trị của '--jobs' không hợp lệ: phải là số nguyên"),
        (["ingest", "x", "--jobs"], "Lỗi: Tùy chọn '--jobs' cần có giá trị."),
        (["check", "--repair=x"], "Lỗi: Tùy chọn '--repair' không nhận giá trị."),
        (["check", "x"], "Lỗi: Thừa tham số (x)"),
        (["ingets"], "Lỗi: Không có lệnh 'ingets'. Có phải ý bạn là 'ingest'?"),
        (["status", "--lang", "fr"], "Error: Invalid value for '--lang': 'fr' is not one of 'en', 'vi'."),
        (["ingest", "/no/such"], "kehoach: không có tệp hoặc thư mục: /no/such"),
        (["status", "--store", "/no/such"], "kehoach: không có kho dữ liệu trong /no/such"),
    ],
)
def test_wrong_use_is_told_in_the_language(arguments: list[str], complaint: str) -> None:
    language = [] if "--lang" in arguments else ["--lang", "vi"]
    result = CliRunner().invoke(app, [*language, *arguments])
    assert result.exit_code == 2
    assert complaint in result.output


def test_a_complaint_of_unknown_form_stays() -> None:
    speak("vi")
    assert told_anew("Something that typer may say one day.") == "Something that typer may say one day."


def test_a_batch_is_told_in_the_language_and_stored_in_both(tmp_path: Path) -> None:
    empty = tmp_path / "rong.docx"
    empty.touch()
    out = tmp_path / "out"
    report = said("ingest", SAMPLE, str(empty), "--out", str(out), "--jobs", "1", "--lang", "vi")
    assert "2 tệp: 1 đã lưu kèm cảnh báo, 1 không đọc được" in report
    assert "unknown_unit: danh mục đơn vị hành chính không có" in report
    assert "empty_file: tệp rỗng; hãy xin lại tệp" in report
    rows = pq.read_table(out / "diagnostics").to_pylist()
    assert ("the file holds no bytes", "tệp rỗng") in [(row["message"], row["message_vi"]) for row in rows]
    english = said("status", "--warnings", "--store", str(out))
    assert "the register of units does not know" in english
    assert "danh mục đơn vị" in said("status", "--warnings", "--store", str(out), "--lang", "vi")
    assert "đã kiểm tra 2 văn bản: tốt" in said("check", "--store", str(out), "--lang", "vi")


def test_a_plan_is_shown_in_the_language() -> None:
    shown = said("inspect", SAMPLE, "--lang", "vi")
    for words in ("số, ký hiệu:", "cơ quan ban hành:", "trích yếu:", "chủ trì:", "phối hợp:", "thời hạn:"):
        assert words in shown
    assert "symbol:" in said("inspect", SAMPLE)


def test_codes_of_a_plan_are_shown_in_words() -> None:
    shown = said("inspect", SAMPLE)
    assert "kế hoạch (KH)" in shown
    assert "text of the file" in shown
    assert "issuer_level: province level" in shown


def test_the_data_dictionary_is_in_the_language() -> None:
    found = json.loads(CliRunner().invoke(app, ["schema", "tasks", "--json", "--lang", "vi"]).output)
    assert found["tasks"]["description"].startswith("Mỗi dòng là một nhiệm vụ")
    columns = {column["name"]: column["description"] for column in found["tasks"]["columns"]}
    assert columns["product"] == "Chữ ở cột sản phẩm, kết quả dự kiến."


# Calls whose literal texts somebody reads on the screen.
SPEAKING = {
    *("say", "refuse", "print", "echo", "BadParameter", "add_column", "add_row", "add", "words", "Text"),
    *("say_path", "_list", "_branch", "_pair"),
}
# Types, tags, styles and the name of the program: no words of a language.
NO_WORDS = re.compile(
    r"kehoach|list<|\.csv|\[/?\w*\]|italic|not bold|bold|dim|red|yellow|cyan|green|blue|magenta"
)


def speaks(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", NO_WORDS.sub("", text)) is not None


def literal(node: ast.expr) -> str:
    """The text of a literal, with nothing for what is put into it; empty for everything else."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("file", sorted(CLI.glob("*.py")), ids=lambda file: file.name)
def test_no_message_passes_the_catalogue_by(file: Path) -> None:
    """Neither as a literal argument of what speaks, nor as an f-string with words in it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = [
        argument
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in SPEAKING
        for argument in call.args
    ]
    formatted = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for node in formatted for part in ast.walk(node) if part is not node}
    found = [
        f"line {node.lineno}: {literal(node)}"
        for node in (*told, *formatted)
        if id(node) not in inside and speaks(literal(node))
    ]
    assert found == []
