"""Charts: bars, and squares of a map or a calendar. What they say stands in a table beside them too."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd
import streamlit as st

# Colours that stand off from white and from black letters by 3:1 and 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11).
BARS: Final = "#1F5FA8"
_NOTHING: Final = "#EEF1F5"
_LEAST, _MOST = "#CFE0F3", "#1F5FA8"
_EDGE: Final = "#8A94A3"
_DARK, _LIGHT = "#16202C", "#FFFFFF"
# From this share of the greatest count on squares are so dark that their letters are light.
_DARK_FROM: Final = 0.55
_BAR: Final = 26
# What axes and legend take of a chart's height.
_AXES: Final = 90
# Signs of a name beside a bar; the table has all of it.
_NAME: Final = 260
# Numbers of axes as Vietnamese write them; in English d3 writes them itself.
_VIETNAMESE: Final = "replace(format(datum.value, ',~f'), /,/g, '.')"
_ENGLISH: Final = "format(datum.value, ',~f')"


def axis(title: str, language: str) -> alt.Axis:
    """An axis of whole numbers."""
    return alt.Axis(
        title=title, labelExpr=_VIETNAMESE if language == "vi" else _ENGLISH, tickMinStep=1, grid=True
    )


def bars(
    rows: pd.DataFrame,
    *,
    category: str,
    value: str,
    order: Sequence[str],
    titles: tuple[str, str],
    language: str,
    colour: tuple[str, dict[str, str]] | None = None,
    describes: str,
) -> None:
    """Horizontal bars, one a category in this order; `colour`: the column that parts them, and the colour of
    each of its values. `describes` is read to who does not see the chart."""
    encodings: dict[str, Any] = {
        "y": alt.Y(category, type="nominal", sort=list(order), axis=alt.Axis(title=None, labelLimit=_NAME)),
        "x": alt.X(value, type="quantitative", stack="zero", axis=axis(titles[1], language)),
        "tooltip": [
            alt.Tooltip(category, type="nominal", title=titles[0]),
            alt.Tooltip(value, type="quantitative", title=titles[1]),
        ],
    }
    if colour is not None:
        column, colours = colour
        scale = alt.Scale(domain=list(colours), range=list(colours.values()))
        encodings["color"] = alt.Color(
            column,
            type="nominal",
            scale=scale,
            legend=alt.Legend(title=None, orient="top", direction="vertical"),
        )
    chart = alt.Chart(rows, description=describes).mark_bar(color=BARS).encode(**encodings)
    _show(chart.properties(height=_BAR * rows[category].nunique() + _AXES))


def columns(
    rows: pd.DataFrame, *, category: str, value: str, titles: tuple[str, str], language: str, describes: str
) -> None:
    """Vertical bars in the order of the rows."""
    chart = (
        alt.Chart(rows, description=describes)
        .mark_bar(color=BARS)
        .encode(
            x=alt.X(category, type="nominal", sort=None, axis=alt.Axis(title=titles[0], labelAngle=-45)),
            y=alt.Y(value, type="quantitative", axis=axis(titles[1], language)),
            tooltip=[
                alt.Tooltip(category, type="nominal", title=titles[0]),
                alt.Tooltip(value, type="quantitative", title=titles[1]),
            ],
        )
    )
    _show(chart)


def squares(
    rows: pd.DataFrame,
    *,
    key: str,
    size: tuple[int, int],
    tooltip: dict[str, str],
    header: Sequence[str] = (),
    describes: str,
) -> str | None:
    """Squares in a grid, the darker the greater their `count`; the `key` of the one that is pointed at.

    `rows`: `column` and `row` (from 0), `key`, `count`, `name` (text in it, "\\n" between its lines), `said`
    (the count as it is written), and the columns of `tooltip` with their titles. `size`: pixels of a square.
    `header`: texts above the columns.
    """
    most = max(int(rows["count"].max()), 1)
    drawn = rows.assign(light=rows["count"] > _DARK_FROM * most)
    wide, high = size
    across = len(header) or int(rows["column"].max()) + 1
    y = alt.Y("row:O", scale=alt.Scale(paddingInner=0.06), axis=None)
    base = alt.Chart(drawn, description=describes).encode(x=_across(across, header), y=y)
    chart = alt.layer(_tiles(base, most, tooltip), *_words_on_tiles(base, high)).properties(
        width=wide * across,
        height=high * (int(rows["row"].max()) + 1),
        # Squares keep their size: header and margins come on top.
        autosize=alt.AutoSizeParams(type="pad"),
    )
    state = st.altair_chart(
        _inked(chart).configure_view(stroke=None),
        width="content",
        on_select="rerun",
        selection_mode="pick",
        key=key,
    )
    picked = state["selection"].get("pick") or [{}]
    found = picked[0].get("key")
    return str(found) if found is not None else None


def _across(count: int, header: Sequence[str]) -> alt.X:
    """The columns of squares, under their header where there is one."""
    return alt.X(
        "column:O",
        scale=alt.Scale(paddingInner=0.06, domain=list(range(count))),
        axis=alt.Axis(
            title=None,
            orient="top",
            domain=False,
            ticks=False,
            labelAngle=0,
            labels=bool(header),
            labelExpr=f"{list(header)!r}[datum.value]" if header else "''",
        ),
    )


def _tiles(base: Any, most: int, tooltip: dict[str, str]) -> Any:
    """The squares, which can be pointed at."""
    fill = alt.condition(
        "datum.count == 0",
        alt.value(_NOTHING),
        alt.Color("count:Q", scale=alt.Scale(domain=[0, most], range=[_LEAST, _MOST]), legend=None),
    )
    told = [alt.Tooltip(column, type="nominal", title=title) for column, title in tooltip.items()]
    return (
        base.mark_rect(stroke=_EDGE, strokeWidth=0.6, cornerRadius=3, cursor="pointer")
        .encode(color=fill, tooltip=told)
        .add_params(alt.selection_point(name="pick", fields=["key"]))
    )


def _words_on_tiles(base: Any, high: int) -> tuple[Any, Any]:
    """The name in each square, and its count below."""
    ink = alt.condition("datum.light", alt.value(_LIGHT), alt.value(_DARK))
    names = base.mark_text(fontSize=9, lineBreak="\n", baseline="middle", dy=-6, lineHeight=10)
    counts = base.mark_text(fontSize=10, fontWeight="bold", dy=high // 2 - 8)
    return names.encode(text="name:N", color=ink), counts.encode(text="said:N", color=ink)


def _show(chart: Any) -> None:
    st.altair_chart(_inked(chart), width="stretch")


def _inked(chart: Any) -> Any:
    """The chart with words as dark as those around it; Streamlit's own are too pale to read."""
    return chart.configure_axis(labelColor=_DARK, titleColor=_DARK).configure_legend(labelColor=_DARK)
