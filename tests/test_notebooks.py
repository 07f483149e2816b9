"""The notebooks run from top to bottom on the sample plans, and count what is there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot
import pytest

from pipeline.store import Store
from tests.places import ROOT
from tests.plans_at_hand import RAW, records_of

matplotlib.use("Agg")

NOTEBOOKS = ROOT / "notebooks"
# What each notebook counts on the samples, by the names that it gives the counts.
EXPECTED: dict[str, dict[str, dict[str, float]]] = {
    "load_a_province": {
        "so_nhiem_vu": {
            "92/KH-UBND · UBND tỉnh Hòa Mẫu": 21,
            "215/KH-UBND · UBND tỉnh Hòa Mẫu": 22,
            "1874/KH-UBND · UBND tỉnh Hòa Mẫu": 23,
        },
        "nhieu_nhat": {"Văn phòng UBND tỉnh": 10, "Sở Nội vụ": 10, "UBND cấp huyện": 7},
    },
    "compare_two_districts": {
        "dem": {"giống nhau": 5, "giống một phần": 1, "chỉ có ở 58/KH-UBND": 24, "chỉ có ở 06/KH-UBND": 17},
    },
    "deadlines_of_a_quarter": {
        "theo_tuan": {"05/05": 5, "19/05": 0, "02/06": 2, "30/06": 13},
        "theo_co_quan": {"Phòng Nội vụ huyện Thí Điểm": 9, "UBND cấp xã": 3},
    },
    "targets_by_index": {
        "theo_chi_so": {"PAPI": 13, "DTI": 9, "SIPAS": 9, "PAR_INDEX": 8, "không gắn chỉ số": 37},
        "muc": {"PAPI": 100, "SIPAS": 93, "PAR_INDEX": 99, "DTI": 90},
    },
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample plans."""
    folder = tmp_path_factory.mktemp("store")
    into = Store(folder)
    for file in sorted(RAW.glob("*.docx")):
        into.put([records_of(file)])
    return folder


@pytest.fixture(autouse=True)
def _close_plots() -> Iterator[None]:
    yield
    matplotlib.pyplot.close("all")


def test_every_notebook_has_numbers_to_hold() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_notebook(name: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_STORE", str(store))
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells), "what a run left behind is not kept"
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), name, "exec"), names)
    assert matplotlib.pyplot.get_fignums(), "it draws something"
    for counted, expected in EXPECTED[name].items():
        found = dict(names[counted])
        assert {key: found[key] for key in expected} == expected
