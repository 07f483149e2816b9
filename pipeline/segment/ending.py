"""The end of a document: recipients (nơi nhận) and signature (Decree 30/2020, Annex I), and where the body
before them ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.closings import AUTHORITY, CLOSINGS, OFFICE, SIGNED, WORDS_OF_A_NAME
from extractors.document_types import PRINTED_NAME
from extractors.letterhead import LETTERHEAD
from extractors.metadata.signing import split_signature
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.patterns import one_of
from pipeline.segment.header import is_motto, opens_type
from schemas.layout import Block, Paragraph, Table, paragraphs_of

_ANNEXES: Final = LETTERHEAD.annexes

_RECIPIENTS: Final = re.compile(rf"^{one_of(CLOSINGS.recipients.heading)}\b")
_ARCHIVE: Final = re.compile(rf"^[-+]?\s*{one_of(CLOSINGS.recipients.archive)}\b")
_SIGNER: Final = re.compile(rf"^{AUTHORITY}(?=\s*\w)|^{OFFICE}\b")
# Names of the Central Highlands hold an apostrophe with a capital behind it ("H'Mẫu").
_NAME_WORD: Final = re.compile(r"(?:[A-ZĐ]['’])?[A-ZĐÀ-Ỹ][a-zđà-ỹ'’]*\.?$")
_COLUMN_GAP: Final = re.compile(r"(?<=[:;.,])\s+")  # between the columns of a line set with tabs
_OPENS_ANNEX: Final = re.compile(
    rf"{one_of(_ANNEXES.annex, _ANNEXES.blank_form, _ANNEXES.form, _ANNEXES.lists)}|{PRINTED_NAME}\b"
)
_MAX_HEADING: Final = 80  # letters; a longer line in capitals is a title
_MAX_RECIPIENT: Final = 160  # letters in a line of recipients; body paragraphs after the signature are longer
_MAX_RECIPIENTS: Final = 60  # lines of recipients that a page break cut off; no list is as long
_MAX_SHRED: Final = 8  # letters of a line that is left of a seal
_MAX_SIGNATURE: Final = 6  # blocks from the first office to the name, with notes and blanks between


@dataclass(slots=True)
class Ending:
    """Where the ending begins and ends in the blocks (`end` exclusive), and its paragraphs by part; `before`
    are lines of the body that the reader took for the first ones of the columns."""

    start: int
    end: int
    before: list[Paragraph] = field(default_factory=list)
    recipients: list[Paragraph] = field(default_factory=list)
    titles: list[Paragraph] = field(default_factory=list)
    name: list[Paragraph] = field(default_factory=list)
    residue: list[Paragraph] = field(default_factory=list)


def find_ending(blocks: Sequence[Block]) -> Ending | None:
    """The first recipients-and-signature group in `blocks`, or None where the document has none."""
    return next((ending for i in range(len(blocks)) if (ending := ending_at(blocks, i))), None)


def ending_at(blocks: Sequence[Block], at: int) -> Ending | None:
    """The recipients-and-signature group that begins with block `at`; None where none does."""
    block = blocks[at]
    if isinstance(block, Table):
        paragraphs = list(paragraphs_of(block))
        if block.ruled and not _is_only_a_signature(block, paragraphs):
            return None
        if any(_RECIPIENTS.match(p.folded) for p in paragraphs) or _is_signature(paragraphs):
            return _from_table(blocks, at)
    elif _RECIPIENTS.match(block.folded) or (
        _SIGNER.match(block.folded) and _is_heading_line(block) and _signature_follows(blocks, at)
    ):
        return _from_paragraphs(blocks, at)
    return None


def is_person_name(text: str) -> bool:
    """Two to six capitalized words without digits: the name under a signature (with or without rank or
    degree)."""
    words = text.replace(",", " ").split()
    if all(len(word) == 1 for word in words):  # "Y T": what a seal on a scan leaves of its letters
        return False
    return len(words) in WORDS_OF_A_NAME and all(_NAME_WORD.match(w) for w in words)


def _is_signature(paragraphs: list[Paragraph]) -> bool:
    named = any(is_person_name(p.text) for p in paragraphs)
    signed = any(_SIGNER.match(p.folded) for p in paragraphs)
    return signed and (named or bool(split_signature([p.text for p in paragraphs])[1]))


def _is_only_a_signature(table: Table, paragraphs: list[Paragraph]) -> bool:
    """Whether a table drawn with lines is a signature in a row of its own, maybe with the recipients beside
    it."""
    others = [p for p in paragraphs if not (_is_heading_line(p) or is_person_name(p.text))]
    listed = any(_RECIPIENTS.match(p.folded) for p in others)
    return table.n_rows == 1 and _is_signature(paragraphs) and (listed or len(others) <= 1)


def _is_heading_line(paragraph: Paragraph) -> bool:
    return paragraph.text == paragraph.text.upper() and len(paragraph.text) < _MAX_HEADING


def _signature_follows(blocks: Sequence[Block], at: int) -> bool:
    following = [b for b in blocks[at : at + _MAX_SIGNATURE] if isinstance(b, Paragraph)]
    return any(is_person_name(p.text) for p in following[1:])


def _from_table(blocks: Sequence[Block], at: int) -> Ending:
    """Recipients on the left, signature on the right; a signature table may follow the recipients' in a block
    of its own."""
    ending = Ending(at, at + 1)
    while True:
        table = blocks[ending.end - 1]
        assert isinstance(table, Table)
        for column in range(table.n_cols):
            _sort_column(
                [p for c in table.cells if c.col == column for p in paragraphs_of(Table(1, 1, (c,)))], ending
            )
        following = blocks[ending.end] if ending.end < len(blocks) else None
        if ending.name or not isinstance(following, Table) or following.ruled:
            break
        ending.end += 1
    if not ending.name:
        _take_name_after(blocks, ending)
    _take_recipients_after(blocks, ending)
    return ending


def _sort_column(paragraphs: list[Paragraph], ending: Ending) -> None:
    listing = False
    signing: list[Paragraph] = []
    for paragraph in paragraphs:
        if _RECIPIENTS.match(paragraph.folded) and not listing:
            listing = True
            ending.before += [p for p in signing if not p.text.isupper()]
            signing = [p for p in signing if p.text.isupper()]
        if listing:
            ending.recipients.append(paragraph)
        else:
            signing.append(paragraph)
    _sort_signature(signing, ending)


def _sort_signature(paragraphs: list[Paragraph], ending: Ending) -> None:
    names = [i for i, p in enumerate(paragraphs) if is_person_name(p.text) and not _SIGNER.match(p.folded)]
    last = names[-1] if names else None
    for i, paragraph in enumerate(paragraphs):
        if i == last:
            ending.name.append(paragraph)
        elif SIGNED.match(paragraph.folded) or (last is not None and i > last):
            ending.residue.append(paragraph)
        elif read_marker(paragraph.text).form in BULLET_FORMS:
            ending.recipients.append(paragraph)
        else:
            ending.titles.append(paragraph)


def _take_name_after(blocks: Sequence[Block], ending: Ending) -> None:
    """The name that a page break cut off from the signature, with the last lines of the office above it."""
    following = blocks[ending.end : ending.end + _MAX_SIGNATURE]
    rest: list[Paragraph] = []
    for block in following:
        if isinstance(block, Table):
            break
        rest.append(block)
    offices = 0
    while offices < len(rest) and _is_heading_line(rest[offices]) and _SIGNER.match(rest[offices].folded):
        offices += 1
    at = offices
    while at < len(rest) and _is_shred(rest[at]):
        at += 1
    if at < len(rest) and is_person_name(rest[at].text):
        ending.titles += rest[:offices]
        ending.residue += rest[offices:at]
        ending.name.append(rest[at])
        ending.end += at + 1


def _is_shred(line: Paragraph) -> bool:
    """Whether a line below an office is what OCR made of the seal: a few signs that name nothing."""
    text = line.text.strip()
    is_name = is_person_name(text) and not text.isupper()
    return len(text) <= _MAX_SHRED and not is_name and not _OPENS_ANNEX.match(line.folded)


def _take_recipients_after(blocks: Sequence[Block], ending: Ending) -> None:
    """Recipients whose list a page break cut off from the signature: bullets up to the archive's line ("Lưu:
    …")."""
    following = range(ending.end, min(ending.end + _MAX_RECIPIENTS, len(blocks)))
    last = next((i for i in following if _is_archive(blocks[i])), None)
    if not ending.recipients or any(_is_archive(p) for p in ending.recipients) or last is None:
        return
    lines = [b for b in blocks[ending.end : last + 1] if isinstance(b, Paragraph)]
    rest = [p for p in lines if len(p.text) <= _MAX_RECIPIENT and not is_motto(p) and not opens_type(p)]
    if len(rest) == last + 1 - ending.end:
        ending.recipients.extend(rest)
        ending.end = last + 1


def _is_archive(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_ARCHIVE.match(block.folded))


def _from_paragraphs(blocks: Sequence[Block], at: int) -> Ending:
    """Recipients and signature set one under the other."""
    ending = Ending(at, at)
    signing: list[Paragraph] = []
    beside = False  # the signature stands beside the recipients, in lines set with tabs
    while ending.end < len(blocks):
        block = blocks[ending.end]
        if isinstance(block, Table):
            if block.ruled or any(is_person_name(line.text) for line in signing):
                break
            # "Nơi nhận:" and "TM. ỦY BAN NHÂN DÂN" stand a little higher than what is beside the list
            rest = _from_table(blocks, ending.end)
            if signing and not rest.name:
                break
            rest.start, rest.recipients = at, ending.recipients + rest.recipients
            rest.titles = signing + rest.titles
            return rest
        if columns := _columns_of(block, beside=beside):
            beside = True
            ending.recipients.append(columns[0])
            signing.append(columns[1])
        elif not _file_line(block, ending.recipients, signing, beside=beside):
            break
        ending.end += 1
    _sort_signature(signing, ending)
    return ending


def _file_line(
    line: Paragraph, recipients: list[Paragraph], signing: list[Paragraph], *, beside: bool
) -> bool:
    """Files a line under the recipients or the signature; False for one that belongs to neither."""
    if len(line.text) > _MAX_RECIPIENT:
        return False
    listed = read_marker(line.text).form in BULLET_FORMS
    named = any(is_person_name(signed.text) for signed in signing)
    interleaved = bool(recipients) and not named  # lines of both columns, read in turn
    if _RECIPIENTS.match(line.folded) or (listed and (beside or not signing or interleaved)):
        recipients.append(line)
        return True
    if _SIGNER.match(line.folded) or SIGNED.match(line.folded) or is_person_name(line.text):
        signing.append(line)
        return True
    if _OPENS_ANNEX.match(line.folded):
        return False
    heading = _is_heading_line(line)
    if signing and heading:
        signing.append(line)
        return True
    if recipients and not signing and not heading:
        recipients.append(line)
        return True
    return False


def _columns_of(line: Paragraph, *, beside: bool) -> tuple[Paragraph, Paragraph] | None:
    """The two columns of a line set with tabs: "Nơi nhận:    CHỦ TỊCH", then `beside` it "- Lưu: VT.
    Nguyễn Văn A"."""
    heading = _RECIPIENTS.match(line.folded)
    if not (heading or (beside and read_marker(line.text).form in BULLET_FORMS)):
        return None
    for gap in _COLUMN_GAP.finditer(line.text):
        right = line.cut(gap.end(), len(line.text))
        signs = _SIGNER.match(right.folded) and _is_heading_line(right)
        if signs or (not heading and (is_person_name(right.text) or SIGNED.match(right.folded))):
            return line.cut(0, gap.start()), right
    return None
