"""What people decided about pairs of tasks, kept in `matches.csv` in the store's folder."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, cast, get_args

from filelock import FileLock
from upath import UPath

from analysis.exports.csv_file import inert
from analysis.exports.replacing import replacing
from schemas.folding import normal_text
from schemas.language import gettext as _

Choice = Literal["same", "part", "none"]
"""What somebody decided: the same task, a part in common, no match."""

FILE: Final = "matches.csv"
_CHOICES: Final = get_args(Choice)
_GUARD: Final = "'"


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file: two plans by their keys, a task of each by its text in normal form, what was
    decided, by whom and when (ISO, UTC)."""

    plan_key_a: str
    plan_key_b: str
    task_text_a: str
    task_text_b: str
    grade: Choice
    who: str = ""
    when: str = ""

    def turned(self) -> "Decision":
        """The same decision with the plans the other way round."""
        return Decision(
            self.plan_key_b,
            self.plan_key_a,
            self.task_text_b,
            self.task_text_a,
            self.grade,
            self.who,
            self.when,
        )

    @property
    def pair(self) -> frozenset[tuple[str, str]]:
        """What it is about, whichever plan is called A."""
        return frozenset({(self.plan_key_a, self.task_text_a), (self.plan_key_b, self.task_text_b)})


COLUMNS: Final = tuple(field.name for field in fields(Decision))


class Choices:
    """The decisions in the `matches.csv` of a folder; of two on one pair of tasks the later counts.

    The file is CSV for Excel (UTF-8 with its mark), in which no cell acts. `faults` tells of lines that
    cannot be read; they are passed over, and kept when the file is written.
    """

    def __init__(self, folder: str | Path | UPath) -> None:
        """The decisions kept in `folder`, a folder or URL; none where it has no such file. OSError where it
        cannot be read."""
        self.path = UPath(folder) / FILE
        self.faults: list[str] = []
        self._unread: list[list[str]] = []
        self._decisions: dict[frozenset[tuple[str, str]], Decision] = {}
        self._read()

    def __iter__(self) -> Iterator[Decision]:
        """The decisions that count, the oldest first."""
        return iter(self._decisions.values())

    def __len__(self) -> int:
        return len(self._decisions)

    def between(self, plan_key_a: str, plan_key_b: str) -> list[Decision]:
        """The decisions on tasks of two plans, the oldest first, with A as `plan_key_a`."""
        return [
            turned
            for decision in self
            for turned in (decision, decision.turned())
            if (turned.plan_key_a, turned.plan_key_b) == (plan_key_a, plan_key_b)
        ]

    def add(self, decisions: Iterable[Decision]) -> None:
        """Keep decisions, each in place of an earlier one on its pair; texts are put into normal form, and an
        empty `when` becomes now.

        What others added meanwhile is kept: the file is locked, read again and replaced as a whole. OSError
        where it cannot be written, as in an object store; it is as it was then.
        """
        if not isinstance(self.path, Path):
            said = _("{file}: decisions on matches can be kept in a store on disk only")
            raise OSError(said.format(file=self.path))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with FileLock(self.path.with_name(f".{FILE}.lock")):
            self._read()
            for decision in decisions:
                self._put(
                    Decision(
                        decision.plan_key_a,
                        decision.plan_key_b,
                        normal_text(decision.task_text_a),
                        normal_text(decision.task_text_b),
                        decision.grade,
                        decision.who,
                        decision.when or now,
                    )
                )
            self._write(self.path)

    def _put(self, decision: Decision) -> None:
        self._decisions.pop(decision.pair, None)  # the later one stands last
        self._decisions[decision.pair] = decision

    def _read(self) -> None:
        self.faults, self._unread, self._decisions = [], [], {}
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            lines = csv.reader(file)
            try:
                for cells in lines:
                    if any(cells) and tuple(cells) != COLUMNS:
                        self._read_line(cells, lines.line_num)
            except csv.Error as error:  # a cell without an end: to go on would lose the lines behind it
                said = _(
                    "{file}, line {line}: cannot be read as CSV; put the line right, or move the file away"
                )
                raise OSError(said.format(file=self.path, line=lines.line_num)) from error

    def _read_line(self, cells: list[str], number: int) -> None:
        decision = _decision(cells)
        if decision is not None:
            self._put(decision)
            return
        self._unread.append(cells)
        said = _("{file}, line {line}: not a decision on two tasks (the columns are {columns}); passed over")
        self.faults.append(said.format(file=self.path, line=number, columns=", ".join(COLUMNS)))

    def _write(self, path: Path) -> None:
        with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([inert(_bare(cell)) for cell in cells] for cells in self._unread)
            writer.writerows([inert(cell) for cell in astuple(decision)] for decision in self)


def _decision(cells: list[str]) -> Decision | None:
    """The decision that a line holds; None where it holds none."""
    if len(cells) != len(COLUMNS):
        return None
    key_a, key_b, text_a, text_b, grade, who, when = map(_bare, cells)
    if not (key_a and key_b and text_a and text_b) or grade not in _CHOICES:
        return None
    return Decision(key_a, key_b, normal_text(text_a), normal_text(text_b), cast("Choice", grade), who, when)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps it from acting."""
    bare = cell.removeprefix(_GUARD)
    return bare if inert(bare) == cell else cell
