"""Labels of plans that do not exist, as their JSON says them."""

from typing import Any


def task(text: str = "Lập danh mục hồ sơ mẫu số 1.", **fields: Any) -> dict[str, Any]:
    """A task's label that fits the first task of `tests.pipeline.invented_plans.plan`, but for `fields`."""
    period = {"start": "2024-04-01", "due": "2024-06-30", "recurrence": None}
    label: dict[str, Any] = {
        "row": None,
        "heading_path": ["I. NHIỆM VỤ"],
        "topics": [],
        "text": text,
        "lead": ["Phòng Mẫu biểu"],
        "coordinate": [],
        "lead_inherited": False,
        "deadlines": [{"text": "quý II/2024", "kind": "period", **period}],
        "targets": [],
        "indices": [],
        "note": None,
    }
    return label | fields


def target(text: str = "100% biểu mẫu", value: float = 100, unit: str = "%") -> dict[str, Any]:
    return {"text": text, "comparator": "eq", "direction": None, "value": value, "unit": unit}


def labels(*tasks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """The labels of a plan that fit `tests.pipeline.invented_plans.plan(tasks=1)`, but for `parts`."""
    found: dict[str, Any] = {
        "document": {"symbol": "12/KH-UBND", "issue_date": "2024-03-05"},
        "tasks": list(tasks) or [task()],
        "targets": [target()],
        "references": ["7/CV-M"],
    }
    return found | parts
