"""The store that the pages show."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.language import speak
from tests.dashboards.invented import fill, watch


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Streamlit puts the page in the place of the main module and leaves it there: processes of later tests
    would begin with it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of four plans."""
    made = tmp_path_factory.mktemp("dashboard") / "store"
    fill(made)
    return made


@pytest.fixture
def shown(folder: Path) -> Iterator[Path]:
    """That store is shown, in Vietnamese."""
    speak("vi")
    watch(folder)
    yield folder
    speak("en")
