"""The store that the pages show."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.language import speak
from tests.dashboards.invented import fill, watch


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
