"""The command as its users meet it: what it prints, where, and with which exit code."""

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from kehoach.cli import app, main
from kehoach.cli.console import errors, plain
from kehoach.cli.progress import Bar
from kehoach.cli.report import report
from pipeline.intake.discovery import discover
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.summary import Summary
from pipeline.store import Store, StoreError
from pipeline.store.consistency import Examination
from pipeline.store.problem import Problem
from pipeline.version import PIPELINE_VERSION
from schemas.arrow import ALL_DATASETS
from schemas.language import count_of
from schemas.said import Said
from tests.pipeline.invented_plans import read_by_content
from tests.pipeline.running.thread_workers import ThreadWorkers
from tests.places import ROOT


@pytest.fixture(autouse=True)
def _invented_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files are read in threads, by what they say; paths are relative to an empty folder."""
    monkeypatch.setattr(batch, "ingest_file", read_by_content)
    monkeypatch.setattr(batch, "LocalWorkers", ThreadWorkers)
    monkeypatch.setattr("kehoach.cli.ingest.LocalWorkers", ThreadWorkers)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()


def put(name: str, content: str) -> None:
    Path("in", name).write_text(content, encoding="utf-8")


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def test_ingest_stores_and_sums_up() -> None:
    put("a.pdf", "one")
    put("b.docx", "two documents")
    put("c.txt", "no document")
    result = kehoach("ingest", "in", "--out", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "12/KH-UBND, UBND huyện Sông Mẫu" in result.stdout
    assert "in/b.docx" in result.stdout
    assert "2 files: 2 stored" in result.stdout
    assert "3 documents: 3 new" in result.stdout
    assert "skipped in folders as no documents: 1" in result.stdout
    assert "Parquet in out" in result.stdout
    total = next(line.split() for line in result.stdout.splitlines() if line.startswith("total"))
    assert total == ["total", "9", "6", "6", "3", "3", "0"]
    assert len(pd.read_parquet("out/tasks")) == 6


def test_ingest_again_says_that_nothing_changed() -> None:
    put("a.pdf", "one")
    kehoach("ingest", "in")
    assert Path("data/parquet/documents").is_dir()
    assert "1 document: 1 unchanged" in kehoach("ingest", "in").stdout


def test_ingest_names_each_file_that_failed_and_stores_the_others() -> None:
    put("a.pdf", "one")
    put("b.pdf", "encrypted")
    put("c.pdf", "raise")
    result = kehoach("ingest", "in", "--out", "out", "--jobs", "2")
    assert result.exit_code == 3
    assert "3 files: 1 stored, 2 not read" in result.stdout
    assert result.stderr.splitlines() == [
        "kehoach: in/b.pdf: encrypted: the file needs a password; save a copy without one",
        (
            "kehoach: in/c.pdf: parser_crash: the parser stopped: ValueError: "
            "không đọc được trang 2; please report it with the file"
        ),
    ]
    documents = pd.read_parquet("out/documents").set_index("source_uri")
    assert dict(documents["status"]) == {"in/a.pdf": "stored", "in/b.pdf": "failed", "in/c.pdf": "failed"}


def test_a_copy_is_counted_once() -> None:
    put("a.pdf", "one")
    put("b.pdf", "one")
    for said in (
        "1 document: 1 new, 1 stored once with its copy",
        "1 document: 1 unchanged, 1 stored once with its copy",
    ):
        result = kehoach("ingest", "in", "--out", "out")
        assert said in result.stdout
        assert "in/b.pdf" not in result.stdout


def test_a_disk_that_fills_up_stops_the_batch_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.pdf", "one")

    def refuse(self: Store, files: object) -> list[object]:
        raise StoreError("cannot write to out: No space left on device")

    monkeypatch.setattr(Store, "put_each", refuse)
    result = kehoach("ingest", "in", "--out", "out")
    assert (result.exit_code, result.stderr) == (1, "kehoach: cannot write to out: No space left on device\n")


@pytest.mark.parametrize(
    ("given", "out"), [("in", "in"), (".", "."), ("in", "in/"), ("in", "in/out"), ("in/out", "in/out")]
)
def test_plans_beside_the_datasets_are_read_and_the_datasets_are_not(given: str, out: str) -> None:
    Path("in/out").mkdir()
    put("out/a.pdf", "one")
    for change in ("new", "unchanged"):
        result = kehoach("ingest", given, "--out", out)
        assert (result.exit_code, result.stderr) == (0, "")
        assert f"1 document: 1 {change}" in result.stdout
        assert "skipped" not in result.stdout


def test_ingest_of_an_empty_folder_is_no_error() -> None:
    result = kehoach("ingest", "in", "--out", "out")
    assert (result.exit_code, result.stdout.strip()) == (0, "nothing to read: no document was found")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["ingest", "in", "gone", "lost"], "kehoach: no such file or folder: gone, lost"),
        (["ingest", "in", "--out", "in/a.pdf"], "kehoach: cannot write to in/a.pdf: "),
        (["ingest", "", "--out", "out"], "kehoach: no such file or folder: ''"),
        (["ingest", "in", "--out", ""], "kehoach: no folder is named for the datasets"),
        (["inspect", "gone"], "kehoach: no such file: gone"),
        (["inspect", "in"], "kehoach: no such file: in"),
        (["schema", "plans"], "kehoach: no dataset plans; there are documents"),
    ],
)
def test_wrong_use_is_one_line(args: list[str], line: str) -> None:
    put("a.pdf", "one")
    result = kehoach(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["ingest"],
        ["ingest", "in", "--jobs", "0"],
        ["ingest", "in", "--jobs", "x"],
        ["ingest", "in", "--timeout", "inf"],
        ["ingest", "in", "--timeout", "nan"],
        ["ingest", "in", "--memory", "99999999999999999"],
        ["read"],
        ["--colour"],
    ],
)
def test_wrong_arguments_exit_with_2(args: list[str]) -> None:
    assert kehoach(*args).exit_code == 2


def test_inspect_shows_the_plan_and_stores_nothing() -> None:
    put("a.pdf", "one")
    result = kehoach("inspect", "in/a.pdf")
    assert result.exit_code == 0
    for said in (
        "12/KH-UBND",
        "issuer: UBND huyện Sông Mẫu",
        "I NHIỆM VỤ",
        "Lập danh mục hồ sơ mẫu số 2.",
        "lead: Phòng Mẫu biểu",
        "deadline: quý II/2024 (period, 2024-04-01 – 2024-06-30)",
        "target: 100% biểu mẫu (= 100 %)",
        "mentions: 7/CV-M",
    ):
        assert said in result.stdout
    assert sorted(path.name for path in Path().iterdir()) == ["in"]


def test_inspect_of_a_file_that_fails() -> None:
    put("a.pdf", "encrypted")
    result = kehoach("inspect", "in/a.pdf")
    assert result.exit_code == 3
    assert (
        result.stderr == "kehoach: in/a.pdf: encrypted: the file needs a password; save a copy without one\n"
    )


@pytest.mark.parametrize("command", [["ingest", "in", "--out", "out"], ["inspect", "in/a.pdf"]])
def test_plan_text_cannot_speak_to_the_terminal(command: list[str]) -> None:
    put("a.pdf", "rude")
    result = kehoach(*command)
    assert result.exit_code == 0
    assert not set(result.output) & set("\x1b\x07\x9b\u202e")
    assert "[bold red]Ủy ban[/bold red]" in result.output
    assert ":smile:" in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")
def test_a_file_name_cannot_speak_to_the_terminal() -> None:
    put("\x1b[31m[red]x.pdf", "raise")
    result = kehoach("ingest", "in", "--out", "out")
    assert result.exit_code == 3
    assert "\x1b" not in result.output
    assert "[red]x.pdf" in result.output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("một\n hai\tba", "một hai ba"),
        ("a\x00b\x1b[2Jc", "ab[2Jc"),
        ("đ\u202eảo\u2066 \ufeffchữ", "đảo chữ"),
        ("\x85x\u2028y", "x y"),
        ("x\ud800y", "xy"),
    ],
)
def test_plain_text_has_words_only(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_schema_prints_every_column() -> None:
    result = kehoach("schema")
    assert result.exit_code == 0
    for dataset, model in ALL_DATASETS.items():
        assert dataset in result.stdout
        assert all(name in result.stdout for name in model.model_fields)


def test_schema_as_json() -> None:
    printed = json.loads(kehoach("schema", "deadlines", "--json").stdout)
    columns = {column["name"]: column for column in printed["deadlines"]["columns"]}
    assert (columns["due_date"]["type"], columns["due_date"]["nullable"]) == ("date", True)
    assert "recurring" in columns["kind"]["values"]


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("version", PIPELINE_VERSION) == PIPELINE_VERSION
    assert kehoach("--version").stdout == f"kehoach {PIPELINE_VERSION}\n"


def test_an_error_of_ours_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble() -> None:
        raise RuntimeError("a\nb")

    monkeypatch.setattr("kehoach.cli.entry.app", stumble)
    monkeypatch.delenv("KEHOACH_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert (
        capsys.readouterr().err
        == "kehoach: stopped by an error: RuntimeError: a b (KEHOACH_DEBUG=1 shows where)\n"
    )


HEAVY = ("pyarrow", "pydantic", "pandas", "spacy", "numpy")


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kehoach.cli", *args],
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_help_in_a_process_of_its_own_loads_no_heavy_library() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "ingest" in done.stdout
    assert not [name for name in HEAVY if f" {name}\n" in done.stderr]


def test_the_first_word_on_a_terminal_waits_for_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import kehoach.cli.progress"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert " rich.progress\n" in done.stderr
    assert not [name for name in HEAVY if f" {name}\n" in done.stderr]


def test_wrong_use_in_a_process_of_its_own() -> None:
    done = run("ingest", "không-có.pdf")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "kehoach: no such file or folder: kh" in done.stderr


def test_a_log_has_one_line_of_json_a_document() -> None:
    put("a.pdf", "one")
    put("b.pdf", "two documents")
    put("c.pdf", "raise")
    put("d.pdf", "one")
    result = kehoach("ingest", "in", "--out", "out", "--log-json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert sorted(
        (line["source_uri"], line["status"], line["reason"], line["change"], line["tasks"]) for line in lines
    ) == [
        ("in/a.pdf", "stored", None, "new", 2),
        ("in/b.pdf", "stored", None, "new", 2),
        ("in/b.pdf", "stored", None, "new", 2),
        ("in/c.pdf", "failed", "parser_crash", "new", 0),
        ("in/d.pdf", "stored", None, "copy", 2),
    ]
    assert all(line["seconds"] >= 0 and line["document_id"] for line in lines)
    assert result.stderr.count("\n") == 1
    assert next(line["message"] for line in lines if line["status"] == "failed").startswith(
        "the parser stopped: ValueError"
    )


def test_a_pipe_gets_no_progress_bar() -> None:
    put("a.pdf", "one")
    result = kehoach("ingest", "in", "--out", "out")
    assert "reading" not in result.output


class Screen(StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_rate_failures_and_the_file_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Console(file=Screen(), force_terminal=True, width=100, _environ={})
    monkeypatch.setattr("kehoach.cli.progress.errors", lambda: screen)
    with Bar() as bar:
        bar.begin(4, 2)
        bar.show_reading([])
        bar.show_reading(["in/a.pdf", "in/b.pdf"])
        bar.advance(failed=True)
        bar.advance(failed=False)
        bar._screen.refresh()
    assert isinstance(screen.file, Screen)
    shown = plain(screen.file.getvalue())
    for said in ("starting", "starting 2 processes", "reading in/a.pdf", "2/4", "/min", "1 failed"):
        assert said in shown


def test_what_is_said_while_the_bar_is_shown_goes_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Console(file=Screen(), force_terminal=True, width=100, _environ={})
    monkeypatch.setattr("kehoach.cli.progress.errors", lambda: screen)
    with Bar():
        assert errors() is screen
    assert errors() is not screen


def test_a_long_batch_is_listed_in_part_and_counted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.running.summary.LISTED", 3)
    for number in range(5):
        put(f"{number}.pdf", f"plan {number}")
    said = kehoach("ingest", "in", "--out", "out").stdout
    assert said.count("12/KH-UBND") == 3
    assert "and 2 more" in said
    assert "5 files: 5 stored" in said


@pytest.mark.parametrize(
    ("option", "name", "value"),
    [
        ("--timeout", "timeout", 7.0),
        ("--memory", "memory_mb", 300),
        ("--max-pages", "max_pages", 12),
        ("--max-page-size", "max_page_size", 900.0),
        ("--max-cells", "max_cells", 40),
        ("--max-file", "max_file_mb", 50),
    ],
)
def test_limits_are_options(monkeypatch: pytest.MonkeyPatch, option: str, name: str, value: float) -> None:
    seen: list[Limits] = []

    class Noting(ThreadWorkers):
        def __init__(self, size: int, limits: Limits, **more: Any) -> None:
            seen.append(limits)
            super().__init__(size, limits, **more)

    monkeypatch.setattr("kehoach.cli.ingest.LocalWorkers", Noting)
    put("a.pdf", "one")
    assert kehoach("ingest", "in", "--out", "out", option, str(value)).exit_code == 0
    assert seen == [replace(Limits(), **{name: value})]


def test_a_narrow_terminal_gets_a_line_for_a_name_and_one_for_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    folder = Path("in") / ("thư mục " * 10)
    folder.mkdir(parents=True)
    (folder / "cuối.pdf").write_text("plan", encoding="utf-8")
    lines = kehoach("ingest", "in").stdout.splitlines()
    assert all(len(line) <= 80 for line in lines[:3])
    assert lines[1] == "12/KH-UBND, UBND huyện Sông Mẫu"
    assert lines[2].startswith("  …")
    assert "cuối.pdf " in lines[2]


def test_a_terminal_too_narrow_for_both_gets_the_path_above_the_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    put("a.pdf", "one")
    lines = kehoach("ingest", "in").stdout.splitlines()
    assert lines[1:3] == ["12/KH-UBND, UBND huyện Sông Mẫu", "  in/a.pdf"]
    assert lines[0].split() == ["pages", "tasks", "agencies", "deadlines", "targets", "warnings"]
    assert lines[3].split() == ["3", "2", "2", "1", "1", "0"]
    assert all(len(line) <= 60 for line in lines[:4])


def test_a_plan_in_two_formats_is_counted_once() -> None:
    put("a.docx", "form docx")
    put("a.pdf", "form pdf")
    put("b.pdf", "warned b 1")
    result = kehoach("ingest", "in", "--out", "out")
    assert result.exit_code == 0
    assert "3 files: 2 stored, 1 stored with warnings" in result.stdout
    assert "2 plans in 3 documents: 3 new" in result.stdout
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["in/a.docx", "–", "2", "2", "1", "1", "0"] in lines
    assert ["in/a.pdf", "3", "1", "1", "1", "1", "0"] in lines
    # Of a the DOCX counts, which has no reading errors; its pages are those of the PDF.
    assert ["total", "of", "2", "plans", "6", "4", "4", "2", "2", "1"] in lines


def test_a_batch_that_is_stopped_before_its_first_file_counts_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("a.pdf", "one")
    report(Summary(), discover(["in"]), "out")
    assert capsys.readouterr().out == "nothing was read\n"


def test_warnings_are_listed_by_file_and_all_of_them_by_status() -> None:
    put("a.pdf", "one")
    put("b.pdf", "warned b 9")
    put("c.pdf", "warned c 1")
    said = kehoach("ingest", "in", "--out", "out").stdout
    listed = said[said.index("warnings:") :].splitlines()
    assert listed == [
        "warnings:",
        "  in/b.pdf",
        *(f"    residue: dòng {n} không rõ" for n in range(1, 5)),
        "  in/c.pdf",
        "    residue: dòng 1 không rõ",
        "and 5 more warnings: kehoach status --warnings --store out lists all of them",
    ]
    assert kehoach("ingest", "in", "--out", "out").stdout.endswith("\n".join(listed) + "\n")

    status = kehoach("status", "--out", "out").stdout
    assert "stored with warnings (status --warnings says which): 2" in status
    assert "  in/b.pdf: 9 warnings\n  in/c.pdf: 1 warning\n" in status
    every = kehoach("status", "--warnings", "--out", "out").stdout.splitlines()
    assert every[:3] == ["10 warnings in 2 files:", "  in/b.pdf", "    residue: dòng 1 không rõ"]
    assert len(every) == 1 + 2 + 10


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ([], ["in/b.pdf", "in/sub/c.pdf"]),
        (["in"], ["in/b.pdf", "in/sub/c.pdf"]),
        (["./in/sub/"], ["in/sub/c.pdf"]),
        (["in/sub/c.pdf", "in/a.pdf"], ["in/sub/c.pdf"]),
    ],
)
def test_warnings_of_some_files_as_json(paths: list[str], files: list[str]) -> None:
    Path("in/sub").mkdir()
    put("a.pdf", "one")
    put("b.pdf", "warned b 1")
    put("sub/c.pdf", "warned c 1")
    kehoach("ingest", "in", "--out", "out")
    said = json.loads(kehoach("status", "--out", "out", "--warnings", "--json", *paths).stdout)["warnings"]
    assert [row["source_uri"] for row in said] == files
    assert {(row["code"], row["message"]) for row in said} == {("residue", "dòng 1 không rõ")}


def test_a_path_with_nothing_stored_is_wrong_use() -> None:
    put("a.pdf", "one")
    kehoach("ingest", "in", "--out", "out")
    result = kehoach("status", "--out", "out", "--warnings", "in/b.pdf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "kehoach: no file is stored that lies at or under in/b.pdf\n"


def test_one_problem_is_not_called_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.pdf", "one")
    kehoach("ingest", "in", "--out", "out")
    found = Examination(1, [Problem(Said("a row is missing"))])
    monkeypatch.setattr("pipeline.store.consistency.examine", lambda out, others, workers: found)
    assert kehoach("check", "--out", "out").stdout.startswith("1 document checked: 1 problem; ingest")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (count_of(0, "{count} file", "{count} files"), "0 files"),
        (count_of(1, "{count} file", "{count} files"), "1 file"),
        (count_of(2, "{count} file", "{count} files"), "2 files"),
        (count_of(1, "{count} process", "{count} processes"), "1 process"),
        (count_of(2, "{count} process", "{count} processes"), "2 processes"),
    ],
)
def test_what_is_counted_is_named_in_its_number(said: str, expected: str) -> None:
    assert said == expected
