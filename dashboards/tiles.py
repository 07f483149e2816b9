"""Where each province stands on the map of tiles: data in `tiles.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from analysis.watching.provinces import Era


class Tile(BaseModel):
    """A province's square: its column and row from 0, and a short name where the full one has no room."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: tuple[int, int]
    name: str | None = None


class _TileFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    before: dict[str, Tile]
    after: dict[str, Tile]


def tiles(era: Era) -> dict[str, Tile]:
    """The squares of an era's provinces, by their official codes."""
    return _file().before if era == "before" else _file().after


@cache
def _file() -> _TileFile:
    text = files(__package__).joinpath("tiles.toml").read_text(encoding="utf-8")
    return _TileFile.model_validate(tomllib.loads(text))
