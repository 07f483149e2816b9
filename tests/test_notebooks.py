"""The notebooks run from top to bottom on the sample plans."""

import json
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.plans_at_hand import RAW, ROOT, records_of

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    for file in sorted(RAW.glob("*.docx")):
        store.put([records_of(file)])
    monkeypatch.setenv("KEHOACH_STORE", str(tmp_path))
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), notebook.name, "exec"), names)
    assert len(names["owed"]) > 0  # type: ignore[arg-type]
