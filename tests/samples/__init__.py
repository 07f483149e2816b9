"""Sample plans written for this project, in the form of Decree 30/2020/NĐ-CP, with reference labels.

One structured source a plan (`plans/`) gives the DOCX, the PDF printed from it, and the label file. `python
-m tests.samples` writes them anew.
"""

import json
from pathlib import Path

from tests.places import RAW

from .labels import label_file
from .model import Plan
from .package import docx_bytes, docx_parts
from .plans import PLANS

__all__ = ["LABELS", "PLANS", "RAW", "docx_bytes", "docx_parts", "label_text", "write"]

LABELS = Path(__file__).resolve().parent / "labels"


def label_text(plan: Plan) -> str:
    """The plan's label file as JSON."""
    return json.dumps(label_file(plan), ensure_ascii=False, indent=1) + "\n"


def write(plan: Plan, raw: Path = RAW, labels: Path = LABELS) -> Path | None:
    """Writes the plan's label file and DOCX; returns the DOCX when it is new or was changed, else None."""
    (labels / f"{plan.slug}.json").write_text(label_text(plan), encoding="utf-8")
    path = raw / f"{plan.slug}.docx"
    content = docx_bytes(plan)
    if path.exists() and path.read_bytes() == content:
        return None
    path.write_bytes(content)
    return path
