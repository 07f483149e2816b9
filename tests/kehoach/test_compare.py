"""`kehoach compare` and `kehoach cascade` as their users meet them."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis.comparing import comparison
from analysis.matching import match_plans
from kehoach.cli import app
from tests.analysis.comparing.invented import Said, by_work, cited, records, stored


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store of four plans in the default place; which tasks are the same, their words say."""
    monkeypatch.setattr(comparison, "match_plans", by_work)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    above = records(
        "above",
        [Said("dossiers: z", "UBND các huyện"), Said("zeal: z", "UBND các huyện")],
        symbol="14/KH-UBND",
        issuer="UBND tỉnh Bình Thuận",
        issuer_level="province",
        district=None,
    )
    one = records(
        "one",
        [Said("dossiers: \x1b[31m[bold]x[/bold]", "Phòng Nội vụ", area="procedures"), Said("zeal: x")],
        cites=(cited("14/KH-UBND", date(2023, 3, 5)),),
    )
    other = records(
        "other",
        [Said("dossiers: y", "Phòng Tư pháp"), Said("zoo: y")],
        symbol="13/KH-UBND",
        issuer="UBND huyện Đức Linh",
        district="Đức Linh",
    )
    before = records(
        "before",
        [Said("zeal: w")],
        symbol="11/KH-UBND",
        issue_date=date(2022, 3, 5),
        issue_year=2022,
        period_start_year=2022,
        period_end_year=2022,
        title="Cải cách hành chính năm 2022",
    )
    stored(tmp_path / "data" / "parquet", above, one, other, before)


def kehoach(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def test_compare_shows_pairs_and_what_differs() -> None:
    result = kehoach("compare", "12/KH-UBND", "13/KH-UBND")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 the same, 0 in part, 1 only in A, 1 only in B" in result.stdout
    assert "The same task in both plans (1)" in result.stdout
    assert "lead: another" in result.stdout
    assert "Candidates to choose from (1)" in result.stdout
    assert "\x1b" not in result.stdout
    assert "[bold]x[/bold]" in result.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--by", "area"], "thủ tục hành chính, một cửa"),
        (["--by", "agency"], "Phòng Nội vụ huyện Tuy Phong"),
    ],
)
def test_compare_groups_rows(args: list[str], said: str) -> None:
    assert said in kehoach("compare", "one", "other", *args).stdout.splitlines()


def test_three_plans_are_columns() -> None:
    stdout = kehoach("compare", "one", "other", "above").stdout
    assert "The tasks of A in the other plans (2)" in stdout
    assert "same: task 1" in stdout


def test_all_of_a_province() -> None:
    result = kehoach("compare", "--all-of", "Bình Thuận")
    assert result.exit_code == 0
    assert "4 pieces of work, 2 of them in more than one plan" not in result.stdout
    assert "3 pieces of work, 2 of them in more than one plan" in result.stdout
    assert "How many pieces of work two plans share" in result.stdout


def test_last_year_is_a_and_this_year_b() -> None:
    result = kehoach("compare", "--last-year", "one")
    assert result.exit_code == 0
    first, second = [line for line in result.stdout.splitlines() if line.startswith(("A  ", "B  "))]
    assert "11/KH-UBND" in first
    assert "12/KH-UBND" in second


def test_cascade_finds_the_parent_that_the_child_cites() -> None:
    result = kehoach("cascade", "one")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "parent  14/KH-UBND" in result.stdout
    assert "2 tasks fall to the child: taken up 2, changed 0, dropped 0" in result.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["compare"], "name two plans or more, or give one of --all-of, --last-year, --successors"),
        (["compare", "one"], "a comparison needs two plans"),
        (["compare", "one", "other", "--all-of", "Bình Thuận"], "name two plans or more, or give one"),
        (["compare", "one", "other", "--year", "2023"], "narrow --all-of down"),
        (["compare", "one", "99/KH-UBND"], "no plan in the store is called 99/KH-UBND"),
        (["compare", "one", "one"], "each once"),
        (["compare", "one", "other", "--out", "x.docx"], "x.docx ends in no form"),
        (["compare", "one", "other", "--store", "nowhere"], "no store in nowhere"),
        (["compare", "one", "other", "--same", "2"], "2 is no pair of tasks"),
        (["compare", "one", "other", "above", "--same", "1=1"], "a choice is about two plans"),
        (["compare", "--all-of", "Bình Thuận", "--same", "1=1"], "are about two plans"),
        (["compare", "--successors", "above"], "no plan of a district"),
        (["cascade", "other"], "cites no plan of the store. Name the parent behind it; it may be one of"),
        (["cascade", "one", "nowhere"], "no plan in the store is called nowhere"),
    ],
)
def test_wrong_use_is_one_sentence(args: list[str], said: str) -> None:
    result = kehoach(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_out_writes_and_says_what() -> None:
    result = kehoach("compare", "one", "other", "--out", "found.html")
    assert result.exit_code == 0
    assert "written: found.html" in result.stdout
    assert Path("found.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    kehoach("compare", "one", "other", "--out", "folder")
    kehoach("cascade", "one", "--out", "folder")
    assert len(list(Path("folder/task_matches").glob("*.parquet"))) == 2


def test_a_place_that_cannot_be_written_to_is_told() -> None:
    Path("closed").write_text("a file, where a folder would have to be")
    result = kehoach("compare", "one", "other", "--out", "closed/found.html")
    assert result.exit_code == 2
    assert "closed/found.html cannot be written" in result.stderr


def test_what_is_said_of_a_pair_is_kept_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "match_plans", match_plans)
    before = kehoach("compare", "one", "other").stdout
    after = kehoach("compare", "one", "other", "--same", "2=2", "--none", "1=1")
    assert after.exit_code == 0
    assert "zeal" not in before.partition("Candidates")[0]
    assert "1 the same" in after.stdout
    assert Path("data/parquet/matches.csv").is_file()
    assert kehoach("compare", "one", "other").stdout == after.stdout
    assert kehoach("check").exit_code == 0  # the file does not disturb the store
