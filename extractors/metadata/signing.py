"""Who signed: the last line above the name, and the name (Decree 30/2020/NĐ-CP, Annex I, part II, section
7)."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.closings import AUTHORITY, CLOSINGS, OFFICE, SIGNED, WORDS_OF_A_NAME
from extractors.text.abbreviations import ABBREVIATIONS
from extractors.text.folding import fold
from extractors.text.patterns import one_of

_AUTHORITY: Final = re.compile(rf"(?<!\w){AUTHORITY}")
# "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" set in one line holds two.
_SHORT_WORD: Final = 2
_OFFICE: Final = re.compile(rf"(?<!\w){OFFICE}(?!\w)")
# Officers of army and police sign with their rank.
_RANK: Final = re.compile(rf"{one_of(CLOSINGS.signature.ranks)}(?!\w)")
_TITLES_OF_PERSON: Final = re.compile(rf"^(?:{one_of(ABBREVIATIONS.names.persons)}\.\s?)+", re.IGNORECASE)


def read_signer_title(lines: Sequence[str]) -> str | None:
    """The last line above the name as printed ("PHÓ CHỦ TỊCH"); of a line that holds "KT. CHỦ TỊCH PHÓ CHỦ
    TỊCH" the office of the one who signs. Notes such as "(Đã ký)" are no titles."""
    titles = [
        " ".join(line.split())
        for line in lines
        if line.strip() and not SIGNED.match(fold(line)) and any(c.isalpha() for c in line)
    ]
    if not titles:
        return None
    last = _last_title(_without_seal(titles))
    if not _names_office(last) and not _is_printed_title(last):
        return None
    folded = fold(last)
    authorities = [match.start() for match in _AUTHORITY.finditer(folded)]
    if authorities:
        offices = [match.start() for match in _OFFICE.finditer(folded, authorities[-1])]
        on_behalf_of_body = folded.startswith(CLOSINGS.signature.on_behalf_of_body, authorities[-1])
        if len(offices) > 1 or (offices and on_behalf_of_body):
            return last[offices[-1] :].strip()
        return last[authorities[-1] :].strip()
    return last


def _without_seal(titles: Sequence[str]) -> Sequence[str]:
    """The lines without what a seal or a signature left behind the office on a scan: words that name no
    office and are not set in capitals, as titles are."""
    end = len(titles)
    while end > 1 and not titles[end - 1].isupper() and not _names_office(titles[end - 1]):
        end -= 1
    return titles[:end] if _names_office(titles[end - 1]) else titles


def _is_printed_title(line: str) -> bool:
    """Whether a line that names no known office is set as a title: in capitals, and of words. What a seal
    over the signature leaves behind on a scan is not ("NÀ 7v", "SG")."""
    words = line.replace(".", " ").split()
    return line.isupper() and all(word.isalpha() for word in words) and max(map(len, words)) > _SHORT_WORD


def _names_office(line: str) -> bool:
    folded = fold(line)
    return _OFFICE.search(folded) is not None or _AUTHORITY.search(folded) is not None


def _last_title(titles: Sequence[str]) -> str:
    """The last line; where an office goes on from the line before ("KT. THỦ TƯỚNG PHÓ THỦ" over "TƯỚNG"),
    both as one."""
    last = titles[-1]
    for before in reversed(titles[:-1]):
        joined = f"{before} {last}"
        edge = len(before)
        if not any(m.start() < edge < m.end() for m in _OFFICE.finditer(fold(joined))):
            break
        last = joined
    return last


def split_signature(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of a signature whose name was not told apart ("CHỦ TỊCH Nguyễn Văn A" read as one line):
    titles, which are printed in capitals, and the name after them, which is not. A narrow column may break
    the name ("PHÓ CHỦ TỊCH Nguyễn Văn / A")."""
    name: list[str] = []
    for i, line in reversed(list(enumerate(lines))):
        words = line.split()
        capitals = next((k for k, word in enumerate(words) if word != word.upper()), len(words))
        name = [*words[capitals:], *name]
        if capitals == 0:
            continue
        if len(name) in WORDS_OF_A_NAME and all(map(_is_name_word, _without_rank(name))):
            return [*lines[:i], " ".join(words[:capitals])], [" ".join(name)]
        break
    return list(lines), []


def _without_rank(name: list[str]) -> list[str]:
    rank = _RANK.match(fold(" ".join(name)))
    return name[len(rank[0].split()) :] if rank else name


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and word.isalpha()


def read_signer_name(lines: Sequence[str]) -> str | None:
    """The name as printed, in title case where it is printed in capitals."""
    names = [
        " ".join(line.split()).strip(" .,;*")
        for line in lines
        if line.strip() and not SIGNED.match(fold(line))
    ]
    if not names or not names[-1] or all(len(word) == 1 for word in names[-1].split()):
        return None
    name = names[-1]
    degrees = _TITLES_OF_PERSON.match(name)
    bare = name[degrees.end() :] if degrees else name
    if bare.isupper():
        bare = " ".join(word.capitalize() for word in bare.split())
    return (degrees[0] if degrees else "") + bare
