"""A table on a page, with files of it to take away. Texts of plans stand in cells, where nothing is read as
Markdown, HTML or a link; files hold no formulas (`analysis.exports`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from analysis.exports.csv_file import write_csv
from analysis.exports.sheets import write_workbook
from dashboards import notation
from schemas.language import gettext as _

Width = Literal["small", "medium", "large"]

MOST_SHOWN: Final = 1_000
"""Rows on a page; files have all."""

_CSV: Final = "text/csv"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Place:
    """What was pointed at in a table: its row (from 0), and its column where a cell was."""

    row: int
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A table of which a page shows the beginning: how many rows it has, and all of them when they are asked
    for."""

    count: int
    rows: Callable[[], pd.DataFrame]


def table(
    frame: pd.DataFrame,
    headers: Mapping[str, str],
    *,
    name: str,
    pick: str | None = None,
    tall: int | None = None,
    widths: Mapping[str, Width] | None = None,
    whole: Whole | None = None,
    zeros: bool = True,
) -> Place | None:
    """Show the columns `headers` of a frame under these headers, and offer it as CSV and as a workbook.

    `name` is the table's key and what its files are called. `pick`: what may be pointed at, a "row" or a
    "cell"; the answer is where. `tall`: pixels of a row, for long texts; `widths` (small, medium, large) the
    columns theirs. `whole`: what the files hold, where the frame is only its beginning.
    Without `zeros` a nought is written as nothing.
    """
    if frame.empty:
        st.info(_("There is nothing here for these filters."))
        return None
    headers = {column: notation.heading(header) for column, header in headers.items()}
    shown = frame[list(headers)].head(MOST_SHOWN)
    settings = {
        column: _setting(shown[column], header, (widths or {}).get(column))
        for column, header in headers.items()
    }
    more: dict[str, Any] = {"row_height": tall} if tall else {}
    if pick is not None:
        more |= {"on_select": "rerun", "selection_mode": f"single-{pick}"}
    state = st.dataframe(
        _written(shown, zeros=zeros),
        hide_index=True,
        column_config=settings,
        key=name,
        placeholder="",
        **more,
    )
    count = whole.count if whole is not None else len(frame)
    if count > MOST_SHOWN:
        said = _("The first {shown} of {all} rows are shown; the files have all of them.")
        st.caption(said.format(shown=notation.number(MOST_SHOWN), all=notation.number(count)))
    rows = whole.rows if whole is not None else lambda: frame
    downloads(lambda: {name: rows()[list(headers)].rename(columns=dict(headers))}, name)
    return _pointed_at(state) if pick is not None else None


def downloads(sheets: Callable[[], Mapping[str, pd.DataFrame]], name: str, *, csv: bool = True) -> None:
    """Offer frames as files; they are written when they are asked for. A CSV file has the first."""
    with st.container(horizontal=True, key=f"files-{name}"):
        if csv:
            st.download_button(
                _("Download CSV"),
                lambda: written(lambda path: write_csv(next(iter(sheets().values())), path)),
                file_name=f"{name}.csv",
                mime=_CSV,
                key=f"csv-{name}",
                on_click="ignore",
            )
        st.download_button(
            _("Download Excel"),
            lambda: written(lambda path: write_workbook(sheets(), path)),
            file_name=f"{name}.xlsx",
            mime=_XLSX,
            key=f"xlsx-{name}",
            on_click="ignore",
        )


def written(write: Callable[[Path], None]) -> bytes:
    """The bytes of the file that `write` writes."""
    with TemporaryDirectory(prefix="kehoach-") as folder:
        path = Path(folder) / "file"
        write(path)
        return path.read_bytes()


def _setting(column: pd.Series, header: str, width: Width | None) -> Any:
    if pd.api.types.is_datetime64_any_dtype(column):
        return st.column_config.DateColumn(header, format=notation.day_format(), width=width)
    if pd.api.types.is_bool_dtype(column):
        return st.column_config.CheckboxColumn(header, width=width)
    if pd.api.types.is_numeric_dtype(column):
        return st.column_config.NumberColumn(header, width=width)
    return st.column_config.TextColumn(header, width=width)


def _written(shown: pd.DataFrame, *, zeros: bool) -> Any:
    """The rows with their numbers as the language writes them, in whatever language the browser is; years are
    no quantities."""
    quantities = [
        column
        for column in shown.columns
        if pd.api.types.is_numeric_dtype(shown[column])
        and not pd.api.types.is_bool_dtype(shown[column])
        and column not in ("issue_year", "page")
    ]
    if not quantities:
        return shown

    def words(value: Any) -> str:
        return "" if pd.isna(value) or not (value or zeros) else notation.number(value)

    return shown.style.format(words, subset=pd.Index(quantities))


def _pointed_at(state: Any) -> Place | None:
    chosen = state["selection"]
    if chosen.get("rows"):
        return Place(int(chosen["rows"][0]))
    if chosen.get("cells"):
        row, column = chosen["cells"][0]
        return Place(int(row), str(column))
    return None
