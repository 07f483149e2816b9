"""The head of a document: issuing body, quốc hiệu, number, date, type, trích yếu, addressees (Decree 30/2020,
Annex I)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.closings import OFFICE
from extractors.document_types import CLASSES, PRINTED_NAME, printed_name, type_of_name
from extractors.letterhead import LETTERHEAD, names_motto
from extractors.references.words import NUMBER
from extractors.text.date_words import DAY, MONTH, YEAR
from extractors.text.folding import without_diacritics
from extractors.text.markers import BULLET_FORMS, read_marker
from extractors.text.patterns import one_of
from schemas.layout import Block, Paragraph, Table, paragraphs_of
from schemas.plan import Header

_MOTTO_WORDS: Final = LETTERHEAD.motto
_LINES: Final = LETTERHEAD.lines
_ATTACHED_WORDS: Final = LETTERHEAD.attached
_ANNEXES: Final = LETTERHEAD.annexes

# A header stands in the first blocks; a motto further down belongs to another document.
_HEADER_BLOCKS: Final = 12
# The trích yếu is centred or bold; this many paragraphs is more than any has.
_TITLE_PARAGRAPHS: Final = 12
_MAX_ADDRESSEE: Final = 200  # letters in one entry of the addressees; a longer paragraph is body text
MOSTLY_BOLD: Final = 0.5  # a paragraph with a greater share of bold letters is set in bold

_FIRST_VALUES: Final = r"\W+".join(_MOTTO_WORDS.values[:2])
_STATE_OR_PARTY: Final = re.compile(one_of(_MOTTO_WORDS.state, _MOTTO_WORDS.party))
_LONGEST_MOTTO: Final = 45  # letters: the tiêu ngữ has 31 with its dashes
# As many letters stay when the marks are taken off them: most lines are no tiêu ngữ by their length alone.
_LONGER_THAN_MOTTO: Final = re.compile(rf"(?:\W*\w){{{_LONGEST_MOTTO + 1}}}")
_ENOUGH_VALUES: Final = 2
# OCR sees a speck or a stroke of the seal before "Số:" as a sign.
_NUMBER: Final = re.compile(rf"^{NUMBER}\s*:?\s*[\d./\s…_-]*[/\-]|^[\W\d]{{0,3}}{NUMBER}\s*:|^{NUMBER}\s+\d")
# The same with its first word spoilt: two letters, a gap of any signs, and the printed end of the symbol.
_SPOILT_NUMBER: Final = re.compile(
    r"\W{0,3}[Ss][^\W\d_]?\s?:?.{0,15}?/\s?[A-ZĐ]{2,8}[a-z]?(?:\s?-\s?[\w&]{2,14}){1,3}$"
)
# A day or a month, what is left for it to be written by hand, or what OCR makes of handwriting ("4®", "?").
_SPOILT: Final = r"[\s.…_]*+[^\s,;(]{0,5}(?: [^\s,;(]{1,2})?[\s.…_]*+"
_FIGURES: Final = r"\s*[^\s,;(/]{0,3}\s*[/.\-]\s*[^\s,;(/]{0,3}\s*[/.\-]\s*\d{4}(?!\d)"
# "place, ngày … năm 2025": where the word between is spoilt too, place and year tell the line.
_BETWEEN: Final = r"[^,;()]{0,24}"
_DATE: Final = re.compile(
    rf"{DAY}{_SPOILT}{MONTH}{_SPOILT}{YEAR}"
    rf"|^[^,()\d]{{2,40}}[,.] ?{DAY}(?:{_FIGURES}|{_BETWEEN}(?<!\w){YEAR}[\s\d.…]*)$"
)
_END_OF_DATE: Final = re.compile(rf"[\d\s]*(?:{MONTH}|{YEAR})[\d\s.…]*(?:{YEAR}[\d\s.…]*)?")
# What opens the right column of a head: quốc hiệu, tiêu ngữ, or the place before the date, after the number.
_RIGHT_COLUMN: Final = re.compile(
    rf"\S +({one_of(_MOTTO_WORDS.state_opening)}|{_FIRST_VALUES})"
    rf"|^{NUMBER}.*?/\S+ +([^,]{{2,40}}, {DAY} )"
)
# A rule between the lines or columns of a head, typed.
_TYPED_RULE: Final = re.compile(r"\s*(?:_{3,}|\|)\s*")
_SUBJECT: Final = re.compile(rf"^{one_of(_LINES.subject_mark, _LINES.subject)}\b")
_ADDRESSEE: Final = re.compile(rf"^{one_of(_LINES.addressee)}\b")
_ATTACHED: Final = re.compile(
    rf"^\(?\s*(?:(?:{one_of(_ATTACHED_WORDS.passive)} )?{one_of(_ATTACHED_WORDS.verbs)} )?"
    rf"{one_of(_ATTACHED_WORDS.with_document)}\b"
)
# What may follow a letterhead: an annex's name, addressees. Numbers and dates further down are none of the
# head's.
_AFTER_HEAD: Final = re.compile(
    rf"^(?:{one_of(_ANNEXES.annex, _ANNEXES.blank_form, _ANNEXES.lists, _LINES.addressee)}"
    rf"|{one_of(_ANNEXES.form)} {NUMBER})\b"
)
_TYPE_NAME: Final = re.compile(PRINTED_NAME)
_TYPE_AND_TITLE: Final = re.compile(rf"({PRINTED_NAME})\s+(?=\S)")
# Between a decision's trích yếu and its legal basis stands who decides, in capitals (Decree 30/2020, Annex
# III, form 1.2).
_DECIDES: Final = re.compile(rf"^(?:{OFFICE}|{one_of(_LINES.deciding_bodies)})\b")
_ENDS_CLAUSE: Final = re.compile(r"[.,:;]\W*$")
_BODY_OPENINGS: Final = (*_LINES.basis, *(f"{verb} " for verb in _LINES.implementing))


_PLAIN_VALUES: Final = tuple(without_diacritics(value) for value in _MOTTO_WORDS.values)


def is_motto(line: Paragraph) -> bool:
    """Whether a paragraph is a line of the quốc hiệu and tiêu ngữ."""
    return _is_motto(line.folded)


def _is_motto(folded: str) -> bool:
    """A recogniser loses marks and a letter here and there: two of the three values tell the tiêu ngữ."""
    if names_motto(folded):
        return True
    if _LONGER_THAN_MOTTO.match(folded):
        return False
    plain = without_diacritics(folded)
    return len(plain) <= _LONGEST_MOTTO and sum(value in plain for value in _PLAIN_VALUES) >= _ENOUGH_VALUES


def is_attached_line(line: Paragraph) -> bool:
    """Whether a paragraph opens the line "(Kèm theo Kế hoạch số …)", "(Ban hành kèm theo Quyết định số …)" of
    what is attached."""
    return bool(_ATTACHED.match(line.folded))


def goes_on_attached(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a centred paragraph is a further line of the line "(Kèm theo …)" `before`, whose bracket is
    open."""
    return line.align == "center" and not before[-1].text.rstrip().endswith(")")


def is_type_name(line: Paragraph) -> bool:
    """Whether a paragraph is the name of a type and nothing else: "KẾ HOẠCH", "Chương trình hành động"."""
    return _is_type_name(line.folded.strip())


def _is_type_name(folded: str) -> bool:
    return _TYPE_NAME.fullmatch(printed_name(folded)) is not None


def opens_type(block: Block) -> bool:
    """Whether a paragraph in the midst of a file names a type as a title does: "KẾ HOẠCH", or with its trích
    yếu in one line. Not the order "QUYẾT ĐỊNH:" of a decision's body."""
    if not isinstance(block, Paragraph):
        return False
    if not (block.align == "center" or block.bold > MOSTLY_BOLD or block.text.isupper()):
        return False
    return is_type_name(block) or _type_and_title_in_one(block) is not None


def take_header(blocks: Sequence[Block]) -> tuple[Header, list[Block]]:
    """The header's paragraphs, sorted into its parts, and the blocks left after it.

    Blocks without a header (an annex as a file of its own) come back whole with an empty header.
    """
    header = Header()
    blocks = _with_type_set_free(blocks)
    at = _take_head_columns(blocks, header)
    at = _take_type_and_title(blocks, at, header)
    at = _take_addressees(blocks, at, header)
    return header, list(blocks[at:])


def _take_head_columns(blocks: Sequence[Block], header: Header) -> int:
    """The blocks up to the last one of number, motto, place and date; returns the index after them."""
    end = _end_of_columns(blocks)
    for block in blocks[:end]:
        if isinstance(block, Paragraph):
            for part in _columns_of(block):
                _sort_line(part, header, in_subject=False)
        else:
            _sort_table(block, header)
    return end


def _with_type_set_free(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the type's name taken out of the head's right column, into which the stamp of urgency
    beside it draws it."""
    for i, block in enumerate(blocks[:_HEADER_BLOCKS]):
        if not isinstance(block, Table) or block.ruled or not any(map(is_motto, paragraphs_of(block))):
            continue
        last = block.cells[-1]
        if last.paragraphs and is_type_name(last.paragraphs[-1]):
            cells = (*block.cells[:-1], replace(last, paragraphs=last.paragraphs[:-1]))
            return [*blocks[:i], replace(block, cells=cells), last.paragraphs[-1], *blocks[i + 1 :]]
    return blocks


def _end_of_columns(blocks: Sequence[Block]) -> int:
    """The index after the last block of number, motto, place and date; 0 where there is no head: a plan
    without quốc hiệu still has its number line, anything less is none."""
    end, is_head, state = 0, False, False
    for i, block in enumerate(blocks[:_HEADER_BLOCKS]):
        if isinstance(block, Table) and block.ruled:
            break
        lines = list(paragraphs_of(block))
        if isinstance(block, Paragraph) and (_AFTER_HEAD.match(block.folded) or is_attached_line(block)):
            break
        named = any(_STATE_OR_PARTY.search(line.folded) for line in lines)
        if named and state:  # the quốc hiệu of the next document, after a letter of a few lines
            break
        state = state or named
        if any(is_type_name(line) for line in lines):
            break
        if any(is_motto(line) or _is_number(line) for line in lines):
            end, is_head = i + 1, True
        elif end and any(_DATE.search(line.folded) for line in lines):
            end = i + 1
    return end if is_head else 0


def _is_number(line: Paragraph) -> bool:
    """Whether a line of the head is that of number and symbol."""
    spoilt = _SPOILT_NUMBER.match(line.text.strip())
    return _NUMBER.match(line.folded.strip()) is not None or spoilt is not None


def _sort_table(table: Table, header: Header) -> None:
    """Files the lines of a head that is set as a table, column by column."""
    for column in range(table.n_cols):
        in_subject, numbered = False, False
        for cell in table.cells:
            if cell.col == column:
                for paragraph in paragraphs_of(Table(1, 1, (cell,))):
                    is_stamp = numbered and not in_subject and not _names_part(paragraph, header)
                    if is_stamp:  # of urgency, below the number
                        header.motto.append(paragraph)
                        continue
                    in_subject = _sort_line(paragraph, header, in_subject=in_subject)
                    numbered = numbered or _is_number(paragraph)


def _names_part(line: Paragraph, header: Header) -> bool:
    """Whether a line opens a part of the head by its words, as the issuer's name does not."""
    text = line.folded.strip()
    if _is_motto(text) or _is_number(line) or _goes_on_number(text, header):
        return True
    return bool(_SUBJECT.match(text) or _DATE.search(text))


def _columns_of(line: Paragraph) -> list[Paragraph]:
    """The two columns of a head that was set with tabs: "TỈNH MẪU    Độc lập - Tự do - Hạnh phúc" is one
    paragraph. A head that was copied into one line keeps its rules as signs: "TỈNH MẪU____ Số: 1/KH |…"."""
    parts: list[Paragraph] = []
    start = 0
    for rule in [*_TYPED_RULE.finditer(line.text), None]:
        end = rule.start() if rule else len(line.text)
        if line.text[start:end].strip():
            parts += _cut_at_right_column(line.cut(start, end))
        start = rule.end() if rule else end
    return parts or [line]


def _cut_at_right_column(line: Paragraph) -> list[Paragraph]:
    match = _RIGHT_COLUMN.search(line.folded)
    if not match:
        return [line]
    at = max(match.start(1), match.start(2))
    return [line.cut(0, len(line.text[:at].rstrip())), line.cut(at, len(line.text))]


def _sort_line(paragraph: Paragraph, header: Header, *, in_subject: bool) -> bool:
    """Files one line of the head; returns whether the subject of a letter is still open in this column."""
    text = paragraph.folded.strip()
    if _is_motto(text):
        header.motto.append(paragraph)
    elif _SUBJECT.match(text) or in_subject:
        header.subject.append(paragraph)
        return True
    elif _is_number(paragraph) or _goes_on_number(text, header):
        header.number.append(paragraph)
    elif _DATE.search(text) or (header.place_date and not header.type_name and _END_OF_DATE.fullmatch(text)):
        header.place_date.append(paragraph)
    elif (header.motto and not header.issuer and not header.number) or any(c.isalnum() for c in text):
        header.issuer.append(paragraph)
    else:
        header.motto.append(paragraph)
    return False


def _goes_on_number(text: str, header: Header) -> bool:
    """Whether a line is the number itself, under a "Số:" that stands alone."""
    return bool(header.number) and header.number[-1].text.rstrip().endswith(":") and text[:1].isdigit()


def _take_type_and_title(blocks: Sequence[Block], at: int, header: Header) -> int:
    """KẾ HOẠCH and the trích yếu under it; a letter has its subject in the head and nothing here."""
    i = at
    while i < len(blocks) and isinstance(blocks[i], Paragraph):
        paragraph = blocks[i]
        assert isinstance(paragraph, Paragraph)
        if _is_type_name(paragraph.folded.strip(" :")):
            header.type_name.append(paragraph)
            return _take_title(blocks, i + 1, header)
        opening = _type_and_title_in_one(paragraph)
        if opening:
            header.type_name.append(opening[0])
            header.title.append(opening[1])
            return _take_title(blocks, i + 1, header)
        if header.number and i == at and _SUBJECT.match(paragraph.folded):
            header.subject.append(paragraph)
            at = i = i + 1
            continue
        break
    return at


def _type_and_title_in_one(paragraph: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """ "KẾ HOẠCH Triển khai …" set as one centred paragraph: its two parts."""
    match = _TYPE_AND_TITLE.match(paragraph.folded) if paragraph.align == "center" else None
    if not match or not paragraph.text[: match.end(1)].isupper():
        return None
    return paragraph.cut(0, match.end(1)), paragraph.cut(match.end(), len(paragraph.text))


def _take_title(blocks: Sequence[Block], at: int, header: Header) -> int:
    while at < len(blocks) and len(header.title) < _TITLE_PARAGRAPHS:
        paragraph = blocks[at]
        if not isinstance(paragraph, Paragraph):
            break
        if _is_attached(paragraph, header.attached):
            header.attached.append(paragraph)
        elif (
            (is_title_line(paragraph, header.title) or _stands_under_type(paragraph, header))
            and not (header.title and header.attached)
            and not _is_who_decides(paragraph, header)
        ):
            header.title.append(paragraph)
        else:
            break
        at += 1
    return at


def _stands_under_type(paragraph: Paragraph, header: Header) -> bool:
    """Whether a paragraph in bold or in capitals stands right under the type's name: it is the title however
    aligned, for a centred line that fills the width looks flush left."""
    if header.title or header.attached or read_marker(paragraph.text).form != "plain":
        return False
    text = paragraph.folded
    if _ADDRESSEE.match(text) or is_attached_line(paragraph):
        return False
    if text.startswith(_BODY_OPENINGS) and (
        text.startswith(_LINES.basis) or paragraph.bold <= MOSTLY_BOLD or _ENDS_CLAUSE.search(text)
    ):
        return False  # the first sentence of the text; a title may open with what is carried out
    stands_out = paragraph.bold > MOSTLY_BOLD or paragraph.text.isupper()
    return stands_out and not _is_who_decides_alone(paragraph, header)


def _is_who_decides(paragraph: Paragraph, header: Header) -> bool:
    return bool(header.title) and _is_who_decides_alone(paragraph, header)


def _is_who_decides_alone(paragraph: Paragraph, header: Header) -> bool:
    decides = any(type_of_name(line.text) in CLASSES.deciding for line in header.type_name)
    return decides and paragraph.text.isupper() and bool(_DECIDES.match(paragraph.folded))


def _is_attached(paragraph: Paragraph, before: Sequence[Paragraph]) -> bool:
    """The line "(Kèm theo …)" under a title, or its second line."""
    if before:
        return goes_on_attached(paragraph, before)
    return is_attached_line(paragraph) and (paragraph.align == "center" or paragraph.text.startswith("("))


def is_title_line(paragraph: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a paragraph can be a line of a trích yếu or of an annex's title after the lines `before`:
    centred, or bold before any body text. A centred line that fills the page's width looks flush left: it is
    bold as the lines before it."""
    text = paragraph.folded
    if (
        _ADDRESSEE.match(text)
        or is_attached_line(paragraph)
        or (text.endswith(":") and _is_type_name(text[:-1].rstrip()))
    ):
        return False
    form = read_marker(paragraph.text).form
    if form not in ("plain", "roman", "part") and before:
        return False
    if form in ("roman", "part") and paragraph.align != "center":
        return False
    if paragraph.align == "center":
        return True
    if text.startswith(_BODY_OPENINGS) or paragraph.bold <= MOSTLY_BOLD:
        return False
    return paragraph.align is None or (
        bool(before) and before[-1].bold > MOSTLY_BOLD and before[-1].size == paragraph.size
    )


def _take_addressees(blocks: Sequence[Block], at: int, header: Header) -> int:
    if at >= len(blocks):
        return at
    block = blocks[at]
    if isinstance(block, Table):
        if block.ruled or not any(_ADDRESSEE.match(p.folded) for p in paragraphs_of(block)):
            return at
        header.addressees.extend(paragraphs_of(block))
        return at + 1
    if not _ADDRESSEE.match(block.folded):
        return at
    header.addressees.append(block)
    at += 1
    while at < len(blocks):
        follower = blocks[at]
        if not isinstance(follower, Paragraph):
            break
        listed = read_marker(follower.text).form in BULLET_FORMS
        open_list = header.addressees[-1].text.rstrip().endswith((":", ";", ","))
        if not (
            listed
            or (
                open_list
                and len(follower.text) < _MAX_ADDRESSEE
                and follower.text.rstrip().endswith((";", "."))
            )
        ):
            break
        header.addressees.append(follower)
        at += 1
    return at
