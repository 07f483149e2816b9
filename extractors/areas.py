"""The reform area of a task: which part of the public administration reform programme it belongs to.

The evidence in its order is that of the contract (section 1): the task's own text and topics; group rows
and headings, innermost first; the document's title. Of a text only what is ordered counts: means, places,
grounds, purposes and examples are set aside, and are looked at where nothing else says more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from extractors.agencies import read_heading
from extractors.indices import name_indices
from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, check_codes, load
from extractors.text.patterns import one_of, whole
from schemas.codes import REFORM_AREAS
from schemas.layout import value


class AreaNames(WordFile):
    """The names of one area in headings, those that are clear enough to name it in running text, and the
    places and bodies of its work."""

    headings: WordList
    texts: WordList
    places: WordList = ()


class _Words(WordFile):
    words: WordList


class AsideWords(WordFile):
    """What tells the means, grounds, purposes and examples of an order from what is ordered."""

    means: WordList
    no_means: WordList
    grounds: WordList
    laws: WordList
    purposes: WordList
    measures: WordList
    examples: WordList


def _of_every_area(areas: dict[str, AreaNames]) -> dict[str, AreaNames]:
    check_codes(areas, REFORM_AREAS)
    return areas


def _between_areas(narrower: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    named = {area for wider, areas in narrower.items() for area in (wider, *areas)}
    check_codes(named | set(REFORM_AREAS), REFORM_AREAS)
    return narrower


class AreaWords(WordFile):
    """areas.toml: names by the code of their area, which areas give way to narrower ones, and what is not
    ordered but only said beside it."""

    areas: Annotated[dict[str, AreaNames], AfterValidator(_of_every_area)]
    steering_of_reform: AreaNames
    reform: _Words
    policy: AreaNames
    narrower: Annotated[dict[str, tuple[str, ...]], AfterValidator(_between_areas)]
    online: _Words
    aside: AsideWords
    set_phrases: _Words
    whole_plan: _Words


WORDS: Final = load("areas", AreaWords)

# A subject of policy stands beside the areas, and is none: null in the data.
_POLICY: Final = "policy"
_STEERING: Final = "steering"
_NAMES: Final = {**WORDS.areas, _POLICY: WORDS.policy}

_Rank = Literal["ordered", "place", "beside"]


@value
class _Reader:
    """A pattern of names, and the area of each."""

    pattern: re.Pattern[str]
    areas: Mapping[str, str]

    @classmethod
    def of(cls, *classes: tuple[str, Sequence[str]]) -> "_Reader":
        areas = {name: area for area, names in classes for name in names}
        return cls(re.compile(whole(areas)), areas)


@value
class _Readers:
    """How a plan's running texts, and how its headings, topics and title are read."""

    texts: _Reader
    titles: _Reader


@cache
def _readers(*, of_reform: bool) -> _Readers:
    texts = [(area, names.texts) for area, names in _NAMES.items()]
    texts.append(("digital_government", WORDS.online.words))
    titles = [*texts, *((area, names.headings) for area, names in _NAMES.items())]
    if of_reform:
        texts.append((_STEERING, WORDS.steering_of_reform.texts))
        titles.append((_STEERING, WORDS.steering_of_reform.texts))
        titles.append((_STEERING, WORDS.steering_of_reform.headings))
    texts.extend((area, names.places) for area, names in _NAMES.items())
    return _Readers(_Reader.of(*texts), _Reader.of(*titles))


_PLACES: Final = frozenset(place for names in _NAMES.values() for place in names.places)
_ONLINE: Final = frozenset(WORDS.online.words)
_REFORM: Final = re.compile(whole(WORDS.reform.words))

_BRACKET: Final = re.compile(r"\([^()]*\)")
_ELLIPSIS: Final = re.compile(r"\.\.+|…")
_SENTENCE: Final = re.compile(r"[^.;]+")
_EXAMPLES: Final = re.compile(rf",? {one_of(WORDS.aside.examples)} ?:.*")
# Within how many words of its preposition a thing is the means: "trên các hệ thống phần mềm".
_MEANS: Final = re.compile(
    rf"{whole(WORDS.aside.means)}(?! {one_of(WORDS.aside.no_means)})(?: [\w“\"]+){{0,2}} [“\"]?$"
)
_GROUNDS: Final = re.compile(rf"{whole(WORDS.aside.grounds)}[^,]*(?:, {one_of(WORDS.aside.laws)} [^,]*)*$")
_PURPOSE: Final = re.compile(whole(WORDS.aside.purposes))
_OF_MEASURE: Final = re.compile(rf"{whole(WORDS.aside.measures)}(?: \w+){{0,3}} $")
_SET_PHRASE: Final = re.compile(whole(WORDS.set_phrases.words))
_WHOLE_PLAN: Final = re.compile(whole(WORDS.whole_plan.words))
# An index's name with what it says of itself: "Chỉ số hài lòng của người dân trong thực hiện TTHC (SIPAS)".
_INDEX: Final = re.compile(
    r"(?<!\w)(?:bộ )?chỉ số [^,;()]*?(?= và (?:bộ )?chỉ số |[,;()]|$)|(?<!\w)[a-z]+(?:[ -]index)?(?!\w)"
)


@value
class _Areas:
    """The areas that a text names, each once, in the order of mention: as what is ordered, and only beside
    it."""

    ordered: tuple[str, ...]
    beside: tuple[str, ...]


def reform_area(
    heading_path: Sequence[str], topics: Sequence[str], task_text: str, title: str | None = None
) -> str | None:
    """The code of the area that a task belongs to, or None where none fits (contract, section 1).

    `heading_path` is outermost first, `title` that of the document. Where text and topics speak of several
    areas, the innermost heading that names one of them decides, else the topic, else the first area that is
    ordered.
    """
    area = _area(heading_path, topics, task_text, title)
    return None if area == _POLICY else area


def _area(
    heading_path: Sequence[str], topics: Sequence[str], task_text: str, title: str | None
) -> str | None:
    of_reform = title is None or any(_speaks_of_reform(line) for line in (title, *heading_path))
    readers = _readers(of_reform=of_reform)
    text = _read(task_text, readers.texts)
    named = [*_topic_areas(topics, readers.titles, policy=not text.ordered), *text.ordered]
    headings = [area for heading in reversed(heading_path) if (area := _heading_area(heading, of_reform))]
    if named:
        return next((area for area in headings if area in named), named[0])
    # Elsewhere than in a plan of the reform what is said beside the order is a matter of course: "đăng trên
    # Cổng thông tin điện tử".
    if nearest := (*headings, *(text.beside if of_reform else ())):
        return nearest[0]
    if title and name_indices(title) and _WHOLE_PLAN.search(fold(task_text)):
        return _STEERING
    return _heading_area(title or "", of_reform)


def _topic_areas(topics: Sequence[str], reader: _Reader, *, policy: bool) -> list[str]:
    """The areas of a row's topics; a subject of policy only where the text names no area (`policy`)."""
    read = [_read(topic, reader) for topic in topics]
    areas = [area for topic in read for area in (topic.ordered or topic.beside)]
    return areas if policy else [area for area in areas if area != _POLICY]


@lru_cache(maxsize=1024)
def _speaks_of_reform(line: str) -> bool:
    return bool(_REFORM.search(fold(line)) or name_indices(line))


def _read(text: str, reader: _Reader) -> _Areas:
    """The areas that a text names. The bullets under a lead-in only say in full what it orders; brackets say
    something beside it."""
    lead_in, _, bullets = text.partition("\n")
    read = _read_passage(lead_in, reader)
    return _read_passage(text, reader) if bullets and not read.ordered else read


def _read_passage(text: str, reader: _Reader) -> _Areas:
    folded = _ELLIPSIS.sub(",", fold(text))
    found: dict[_Rank, dict[str, None]] = {"ordered": {}, "place": {}, "beside": {}}
    for line in _BRACKET.sub(" ", folded).split("\n"):
        plain = " ".join(line.split())
        # Two of three lines name no area, and no name goes over the end of a sentence.
        if reader.pattern.search(plain) is None:
            continue
        for sentence in _SENTENCE.finditer(plain):
            for area, rank in _mentions(_EXAMPLES.sub("", sentence[0].strip()), reader):
                found[rank][area] = None
    for bracket in _BRACKET.finditer(folded):
        for name in reader.pattern.finditer(bracket[0]):
            found["beside"][reader.areas[name[0]]] = None
    return _Areas(tuple(found["ordered"]) or tuple(found["place"]), tuple(found["beside"]))


def _mentions(sentence: str, reader: _Reader) -> Iterator[tuple[str, _Rank]]:
    """The areas named in one sentence, with whether that is ordered, a place, or only beside the order."""
    names = list(reader.pattern.finditer(sentence))
    if not names:
        return
    purposes = (found.start() for found in _PURPOSE.finditer(sentence))
    purpose = next((at for at in purposes if not _OF_MEASURE.search(sentence, 0, at)), len(sentence))
    found: list[tuple[str, _Rank, str]] = []
    for name in names:
        before = sentence[: name.start()]
        aside = name.start() > purpose or _MEANS.search(before) or _GROUNDS.search(before)
        rank: _Rank = "beside" if aside else "place" if name[0] in _PLACES else "ordered"
        found.append((reader.areas[name[0]], rank, name[0]))
    online = any(rank == "ordered" and name in _ONLINE for _, rank, name in found)
    for area, rank, _ in found:
        if not (online and area == "procedures"):
            yield area, rank


@lru_cache(maxsize=1024)
def _heading_area(heading: str, of_reform: bool) -> str | None:
    """The one area that a heading or title names; a wider name gives way to a narrower one beside it. The
    names of agencies and of indices in it name none."""
    reader = _readers(of_reform=of_reform).titles
    if reader.pattern.search(" ".join(fold(heading).split())) is None:
        return None  # four of five headings: whom they name need not be asked
    for mention in read_heading(heading):
        heading = heading[: mention.start] + " " * (mention.end - mention.start) + heading[mention.end :]
    folded = " ".join(fold(heading).split())
    folded = _SET_PHRASE.sub(" ", folded)
    folded = _INDEX.sub(lambda match: " " if name_indices(match[0]) else match[0], folded)
    named = {reader.areas[name[0]] for name in reader.pattern.finditer(folded)}
    named -= {wider for wider, narrower in WORDS.narrower.items() if named & set(narrower)}
    return named.pop() if len(named) == 1 else None
