"""Which plan a name means: a file, a symbol ("146/KH-UBND", with its issuer where two share it) or a key."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from schemas.folding import without_diacritics
from schemas.language import gettext as _

_CANDIDATES: Final = 5
# Of 100: below, a name has so little in common with another that offering it would only puzzle.
_LIKE: Final = 60
_NOT_WORD: Final = re.compile(r"[^\w/.-]+")
# A plan's key before it, that of an annex as a file of its own behind it (data dictionary, plan_key).
_ANNEX: Final = re.compile(r"\|[+=]")


class PlanNotFoundError(ValueError):
    """A name that no plan of the store has, or that several have; the message names those it may mean."""


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan of a store: the key of the plan itself, what people call it, and the preferred documents that it
    consists of, annexes in files of their own behind it."""

    key: str
    label: str
    document_ids: tuple[str, ...]


def main_key(key: str) -> str:
    """The key of the plan that a key belongs to: its own, or that of the plan of an annex."""
    return _ANNEX.split(key, maxsplit=1)[0]


def label_of(symbol: object, issuer: object, title: object, uri: object) -> str:
    """What people call a plan: "146/KH-UBND · UBND huyện Tuy Phong"; without a symbol its title, without both
    its file and the folder around it."""
    said = [str(part) for part in (symbol, issuer) if isinstance(part, str) and part]
    numbered = isinstance(symbol, str) and symbol[:1].isdigit()
    if not numbered and isinstance(title, str) and title:
        said.append(f"“{title}”")
    return " · ".join(said) or "/".join(PurePosixPath(str(uri)).parts[-2:])


def find_plan(name: str, documents: pd.DataFrame) -> PlanName:
    """The plan that `name` means among `documents` (rows of all documents that were read, as in
    `Corpus.documents`).

    In this order: a plan's key, the path of a file or its end ("plans/146.pdf"), a symbol, a symbol with
    words of the issuer. PlanNotFoundError where none or several are meant.
    """
    for found in _ways(name, documents):
        keys = list(dict.fromkeys(documents.loc[found, "main_plan_key"]))
        if len(keys) > 1:
            said = _("{name} names several plans: {candidates}. Add words of the issuer, or name the file.")
            raise PlanNotFoundError(
                said.format(name=name, candidates=_listed(_label(key, documents) for key in keys))
            )
        if keys:
            return plan_of(keys[0], documents)
    raise PlanNotFoundError(_not_found(name, documents))


def plan_of(key: str, documents: pd.DataFrame) -> PlanName:
    """The plan with this main key; its documents that count, the plan itself first."""
    own = documents[(documents["main_plan_key"] == key) & documents["preferred"].astype(bool)]
    return PlanName(key, _label(key, documents), tuple(_annexes_last(own)["document_id"]))


def plans_of_all(documents: pd.DataFrame) -> list[PlanName]:
    """Every plan of preferred documents (rows as in `Corpus.plans`), in their order."""
    found = {
        str(key): PlanName(str(key), str(own["plan_label"].iloc[0]), tuple(own["document_id"]))
        for key, own in _annexes_last(documents).groupby("main_plan_key", sort=False)
    }
    return [found[key] for key in dict.fromkeys(documents["main_plan_key"])]


def is_annex(documents: pd.DataFrame) -> pd.Series:
    """Which documents are annexes in files of their own."""
    return documents["plan_key"].fillna(documents["document_id"]) != documents["main_plan_key"]


def _annexes_last(documents: pd.DataFrame) -> pd.DataFrame:
    placed = documents.assign(is_annex=is_annex(documents))
    return placed.sort_values(["is_annex", "plan_key", "document_id"], kind="stable")


def _ways(name: str, documents: pd.DataFrame) -> Iterable[pd.Series]:
    """The documents that each way of naming finds, the strictest first, as masks."""
    yield (documents["plan_key"] == name) | (documents["main_plan_key"] == name)
    yield pd.Series(
        [
            any(_is_file(name, uri) for uri in (uri, *others))
            for uri, others in zip(documents["source_uri"], documents["other_uris"], strict=True)
        ],
        index=documents.index,
        dtype=bool,
    )
    wanted = folded_name(name).split()
    symbols = [folded_name(symbol) for symbol in documents["symbol"].fillna("")]
    yield pd.Series([symbol.split() == wanted for symbol in symbols], index=documents.index, dtype=bool)
    issuers = [folded_name(issuer).split() for issuer in documents["issuer"].fillna("")]
    yield pd.Series(
        [
            bool(symbol) and symbol in wanted and set(wanted) - {symbol} <= set(issuer)
            for symbol, issuer in zip(symbols, issuers, strict=True)
        ],
        index=documents.index,
        dtype=bool,
    )


def _is_file(name: str, uri: str) -> bool:
    """Whether a name is a file's path, or the end of it from a slash on."""
    name = name.removeprefix("./")
    return (
        uri == name or uri.endswith(f"/{name}") or name.endswith(f"/{uri.removeprefix('../').lstrip('./')}")
    )


def folded_name(text: str) -> str:
    """A name as names are compared: in small letters without marks, one blank between words, no punctuation
    but that of symbols ("146/kh-ubnd")."""
    return " ".join(_NOT_WORD.split(without_diacritics(text.casefold()))).strip()


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The names among those known that are most like one that is not, at most five; none where all are too
    different."""
    found = process.extract(
        name,
        list(dict.fromkeys(known)),
        scorer=fuzz.WRatio,
        processor=folded_name,
        limit=_CANDIDATES,
        score_cutoff=_LIKE,
    )
    return [like for like, _score, _at in found]


def _not_found(name: str, documents: pd.DataFrame) -> str:
    like = nearest(name, [_label(key, documents) for key in documents["main_plan_key"].unique()])
    if not like:
        return _("no plan in the store is called {name}; kehoach status lists what is stored").format(
            name=name
        )
    said = _("no plan in the store is called {name}; did you mean {candidates}?")
    return said.format(name=name, candidates=_listed(like))


def _label(key: str, documents: pd.DataFrame) -> str:
    rows = documents[documents["main_plan_key"] == key]
    row = rows.assign(is_annex=is_annex(rows)).sort_values(["is_annex", "document_id"]).iloc[0]
    return label_of(row["symbol"], row["issuer"], row["title"], row["source_uri"])


def _listed(labels: Iterable[str]) -> str:
    return "; ".join(labels)
