"""What the commands that ask a store share: opening it, dates as people write them, and where answers go."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

import pandas as pd

from analysis.corpus import Corpus, read
from kehoach.cli.console import refuse
from pipeline.store import StoreError
from schemas.language import gettext as _
from schemas.language import spoken

Writer = Callable[[Path], None]


def corpus_at(store: str, frames: Collection[str]) -> Corpus:
    """The plans of the store at a folder or URL, these frames of them (`analysis.corpus.read`); wrong use
    where there is none or it cannot be read."""
    try:
        return read(store, frames=frames)
    except FileNotFoundError:
        refuse(_("no store in {store}").format(store=store))
    except (StoreError, ValueError) as error:
        refuse(str(error))


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option names: 2025-06-30 or 30/6/2025; wrong use for anything else."""
    if text is None:
        return None
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        said = _("{option} {text} is no day: write it as 2025-06-30 or 30/6/2025")
        refuse(said.format(option=option, text=text))


def day_text(day: object) -> str:
    """A day as the language writes it: 30/06/2025 in Vietnamese, 2025-06-30 in English; "" for none."""
    if pd.isna(day):  # type: ignore[call-overload]
        return ""
    stamp = pd.Timestamp(day)  # type: ignore[arg-type]
    return stamp.strftime("%d/%m/%Y" if spoken() == "vi" else "%Y-%m-%d")


def write_answer(out: str, writers: Mapping[str, Writer]) -> None:
    """Write an answer to a file in the form that its ending names, whole or not at all; wrong use for
    another ending and where it cannot be written."""
    path = Path(out)
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        said = _("{file}: its ending must be one of {endings}")
        refuse(said.format(file=out, endings=", ".join(writers)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer(path)
    except OSError as error:
        cannot_write(out, error)


def cannot_write(out: str, error: OSError) -> NoReturn:
    """Wrong use: an answer has no place there."""
    said = _("{file} cannot be written: {why}")
    refuse(said.format(file=out, why=error.strerror or error))
