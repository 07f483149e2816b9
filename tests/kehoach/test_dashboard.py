"""`kehoach dashboard` up to where it serves: what it refuses, and how it lets Streamlit run. How its
pages are served tests/dashboards/test_in_browser.py sees."""

import socket
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from kehoach.cli import dashboard as served
from pipeline.store import Store
from schemas.language import speak, spoken
from tests.pipeline.invented_plans import plan


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    Store(folder).put([plan()])
    return folder


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool, str]]:
    """Port, whether a browser is opened, and language of what would have been served."""
    seen: list[tuple[int, bool, str]] = []

    def serve(app: str, port: int, *, browser: bool) -> None:
        assert Path(app).is_file()
        seen.append((port, browser, spoken()))

    monkeypatch.setattr(served, "_serve", serve)
    monkeypatch.delenv("KEHOACH_LANG", raising=False)
    return seen


def dashboard(*args: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    ended = CliRunner().invoke(app, list(args))
    speak("en")
    return ended.exit_code, ended.output


def _taken() -> socket.socket:
    taken = socket.socket()
    taken.bind((served.HOST, 0))
    taken.listen()
    return taken


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ([], [], "vi"),
        ([], ["--lang", "en"], "en"),
        (["--lang", "en"], [], "en"),
        (["--lang", "en"], ["--lang", "vi"], "vi"),
    ],
)
def test_it_speaks_vietnamese_unless_asked_otherwise(
    store: Path, begun: list[tuple[int, bool, str]], before: list[str], after: list[str], language: str
) -> None:
    code, said = dashboard(*before, "dashboard", "--store", str(store), "--no-browser", *after)
    assert (code, begun[0][1:]) == (0, (False, language))
    assert f"http://127.0.0.1:{begun[0][0]}" in said
    assert len(said.splitlines()) == 1


def test_the_language_of_the_environment_is_asked_for_too(
    store: Path, begun: list[tuple[int, bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_LANG", "en")
    dashboard("dashboard", "--store", str(store))
    assert begun[0][1:] == (True, "en")


def test_a_free_port_is_found_where_the_usual_one_is_taken(
    store: Path, begun: list[tuple[int, bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with _taken() as taken:
        usual = taken.getsockname()[1]
        monkeypatch.setattr(served, "PORT", usual)
        assert dashboard("dashboard", "--store", str(store))[0] == 0
    assert begun[0][0] > usual


def test_a_port_that_was_asked_for_and_is_taken_is_wrong_use(
    store: Path, begun: list[tuple[int, bool, str]]
) -> None:
    with _taken() as taken:
        port = str(taken.getsockname()[1])
        code, said = dashboard("dashboard", "--store", str(store), "--port", port, "--lang", "en")
    assert (code, begun) == (2, [])
    assert said == f"kehoach: port {port} is taken; name another one: --port\n"


def test_no_store_is_wrong_use(tmp_path: Path, begun: list[tuple[int, bool, str]]) -> None:
    code, said = dashboard("dashboard", "--store", str(tmp_path / "none"), "--lang", "en")
    assert (code, begun) == (2, [])
    assert said.startswith("kehoach: no store in ")


def test_without_streamlit_one_sentence_says_what_to_install(
    store: Path, begun: list[tuple[int, bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = util.find_spec
    monkeypatch.setattr(served, "find_spec", lambda name: None if name == "streamlit" else found(name))
    code, said = dashboard("dashboard", "--store", str(store), "--lang", "en")
    assert (code, begun) == (2, [])
    how = "install it in kehoach's folder: pip install '.[dashboard]'"
    assert said == f"kehoach: the dashboard needs Streamlit; {how}\n"


def test_streamlit_serves_this_machine_alone_and_tells_nobody() -> None:
    options: dict[str, Any] = served.options(8501, browser=False)
    assert options["server_address"] == "127.0.0.1"
    assert options["server_headless"] is True
    assert options["server_enableXsrfProtection"] is True
    assert options["server_fileWatcherType"] == "none"
    assert options["browser_gatherUsageStats"] is False
    assert options["client_disableDataExport"] is True


def test_streamlit_knows_every_option() -> None:
    config = pytest.importorskip("streamlit.config")
    known = {option.replace(".", "_") for option in config.get_config_options()}
    assert set(served.options(8501, browser=True)) <= known
