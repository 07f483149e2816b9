"""Where a further document of the same file begins (Decree 30/2020/NĐ-CP, Annex I: what an official document
is made of).

Two things make one. A letterhead: quốc hiệu or the Party's, with the issuing body, over a type's name and its
trích yếu or over a letter's subject. Or a type's name with a trích yếu of its own after the signature of the
document before: the plan that a decision promulgates or a letter sends. An annex that repeats the letterhead
goes on with its name ("PHỤ LỤC"), and a form ("Mẫu số …") shows a letterhead that nobody has filled in: both
stay annexes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document_types import CLASSES, LETTER, type_of_name, type_of_symbol
from extractors.letterhead import LETTERHEAD
from extractors.metadata.attachment import read_attachment
from extractors.metadata.dating import read_issue_date
from extractors.metadata.symbol import read_number
from extractors.text.patterns import one_of, whole
from pipeline.segment.annexes import opens_annex
from pipeline.segment.ending import Ending, ending_at
from pipeline.segment.header import is_attached_line, is_motto, opens_type, take_header
from schemas.layout import Block, Paragraph, paragraphs_of
from schemas.plan import Header

# No binder has as many documents; what follows in a file that claims to stays with the last.
_MOST_DOCUMENTS: Final = 1000
# A letterhead (12 blocks), a type's name, a trích yếu (12) and addressees: no head is longer.
_HEAD_BLOCKS: Final = 40
# Lines of the issuing body, of a stamp ("HỎA TỐC") or of a draft that stand above the quốc hiệu where no
# table holds them.
_LINES_ABOVE: Final = 4
# An annex's name and title stand this close under a letterhead that it repeats.
_LINES_BELOW: Final = 6
_SHORT_LINE: Final = 80  # letters; a longer line is a sentence
_MOTTO_LINE: Final = 160  # letters of a line that a head set with tabs holds both columns in
# What stands in a letterhead that is to be filled in: dots or rules, the number of a note, "TÊN CƠ QUAN".
_BLANKS: Final = re.compile(rf"\.{{3}}|…|_{{2}}|\(\d{{1,2}}\)|{whole(LETTERHEAD.to_fill_in.names)}")
_ANNEXES: Final = LETTERHEAD.annexes
_CAPTION: Final = re.compile(rf"^\W{{0,2}}{one_of(_ANNEXES.annex, _ANNEXES.form, _ANNEXES.blank_form)}\b")
_PROMULGATES: Final = re.compile(whole(LETTERHEAD.promulgating.verbs))


def cut_documents(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks of each document in a file, in order; together they are all the blocks. Never empty."""
    starts = _Search(blocks).starts()
    return [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]


@dataclass(slots=True)
class _Document:
    """What is known of the document at hand: its head, where its ending ends, and the name of the annex that
    is open."""

    head: "_Head"
    end: int | None = None
    annex: int | None = None


class _Search:
    """One walk over the blocks of a file."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        # where the next ending or letterhead stands after a head, and the ending
        self._next: tuple[int, Ending | None] = (-1, None)

    def starts(self) -> list[int]:
        """The index of the first block of each document; the first is 0."""
        current = _Document(self._head(0))
        found = [0]
        at = current.head.end
        while at < len(self._blocks) and len(found) < _MOST_DOCUMENTS:
            head = self._head_around(at, current)
            if head is not None and head.start and self._opens_document(head, current):
                found.append(head.start)
                current = _Document(head)
            elif opens_annex(self._blocks[at]):
                current.annex = at
            elif current.end is None and (ending := ending_at(self._blocks, at)):
                current.end = ending.end
                at = max(at, ending.end - 1)
            at = max(at + 1, head.end if head is not None and head.names_document else 0)
        return found

    def _head(self, start: int) -> "_Head":
        window = self._blocks[start : start + _HEAD_BLOCKS]
        header, rest = take_header(window)
        return _Head(header, start, start + len(window) - len(rest))

    def _head_around(self, at: int, current: _Document) -> "_Head | None":
        """The head of which block `at` holds the quốc hiệu or the type's name."""
        if self._has_motto(at):
            return self._head(self._first_line(at, current))
        return self._head(at) if opens_type(self._blocks[at]) else None

    def _first_line(self, at: int, current: _Document) -> int:
        """The first of the short lines in capitals above the quốc hiệu, after what ends the document
        before."""
        first = max(current.head.end, current.end or 0, at - _LINES_ABOVE)
        while at > first:
            above = self._blocks[at - 1]
            capitals = (
                isinstance(above, Paragraph) and len(above.text) <= _SHORT_LINE and above.text.isupper()
            )
            if not capitals or opens_annex(above):
                break
            at -= 1
        return at

    def _opens_document(self, head: "_Head", current: _Document) -> bool:
        """Whether a head that stands after the current document's opens a document of its own."""
        if not (head.names_document or self._is_letterhead_after_signature(head, current)):
            return False
        if self._is_captioned(head, current.annex):
            return False
        if head.header.attached and not head.numbered:
            # what is attached to a document of its own type is an annex of it: "KẾ HOẠCH chi tiết (Kèm theo
            # Kế hoạch số …)"
            own_type = head.attached_to or current.head.type_code
            return head.type_code not in CLASSES.forms and head.type_code != own_type
        if not head.has_letterhead:
            return self._follows_promulgation(head, current)
        return self._opens_by_letterhead(head, current)

    def _is_letterhead_after_signature(self, head: "_Head", current: _Document) -> bool:
        """Whether a whole letterhead stands after a signature: OCR may lose the type's name or the subject,
        but not all of it."""
        signed = current.end is not None
        whole_head = head.has_letterhead and bool(head.header.number) and head.dated
        return signed and whole_head and not self._is_annexs_letterhead(head)

    def _opens_by_letterhead(self, head: "_Head", current: _Document) -> bool:
        """Whether a letterhead is a document's, filled in, and not that of a form or of an annex."""
        if any(_BLANKS.search(line.folded) for line in head.header.issuer):
            return False
        if current.end is None:  # not signed, or its signature was not seen
            return head.numbered and head.dated
        if current.annex is None and head.type_code not in CLASSES.forms:
            return True
        return head.numbered or head.dated or self._is_signed(head)

    def _is_annexs_letterhead(self, head: "_Head") -> bool:
        """Whether an annex's name or its line "(Kèm theo …)" stands under a letterhead."""
        following = self._blocks[head.end : head.end + _LINES_BELOW]
        return any(
            opens_annex(block) or (isinstance(block, Paragraph) and is_attached_line(block))
            for block in following
        )

    def _is_captioned(self, head: "_Head", annex: int | None) -> bool:
        """Whether the head stands under the name of an annex or of a form, with nothing but titles between
        them."""
        above = self._blocks[head.start - 1]
        captions = [*head.header.issuer, above] if isinstance(above, Paragraph) else head.header.issuer
        if any(len(p.text) <= _SHORT_LINE and _CAPTION.match(p.folded) for p in captions):
            return True
        between = (self._blocks[i] for i in range(annex + 1 if annex is not None else head.start, head.start))
        titles_only = all(
            isinstance(block, Paragraph) and block.align in ("center", "right") for block in between
        )
        return annex is not None and titles_only

    def _follows_promulgation(self, head: "_Head", current: _Document) -> bool:
        """Whether a type's name with a trích yếu, and no more, opens what the document before puts into force
        or sends."""
        if (
            not head.header.title
            or head.type_code in CLASSES.forms
            or current.annex is not None
            or current.end is None
        ):
            return False
        if self._is_signed(head):
            return True
        if head.type_code == current.head.type_code:
            return False
        body = (
            block for block in self._blocks[current.head.end : current.end] if isinstance(block, Paragraph)
        )
        texts = (*current.head.header.title, *current.head.header.subject, *body)
        return any(_PROMULGATES.search(paragraph.folded) for paragraph in texts)

    def _is_signed(self, head: "_Head") -> bool:
        """Whether a person has signed what the head opens: an ending with a name comes before the next
        letterhead."""
        if self._next[0] < head.end:
            ahead = ((i, ending_at(self._blocks, i)) for i in range(head.end, len(self._blocks)))
            self._next = next(
                (found for found in ahead if found[1] or self._has_motto(found[0])), (len(self._blocks), None)
            )
        return self._next[1] is not None and bool(self._next[1].name)

    def _has_motto(self, at: int) -> bool:
        """Whether a block holds the quốc hiệu, as a line and not in a sentence."""
        block = self._blocks[at]
        lines = paragraphs_of(block) if isinstance(block, Paragraph) or not block.ruled else ()
        return any(len(line.text) <= _MOTTO_LINE and is_motto(line) for line in lines)


@dataclass(frozen=True, slots=True)
class _Head:
    """What may be the head of a document: a header as `take_header` reads it, from block `start` to `end`
    (exclusive)."""

    header: Header
    start: int
    end: int

    @property
    def has_letterhead(self) -> bool:
        """Whether it has a quốc hiệu, and the issuing body or a number line."""
        return bool(self.header.motto) and bool(self.header.issuer or self.header.number)

    @property
    def names_document(self) -> bool:
        """Whether it has a type's name, or what a letter has instead."""
        return bool(
            self.header.type_name or (self.header.subject and (self.header.addressees or self.header.number))
        )

    @property
    def type_code(self) -> str | None:
        """The type; a document without the name of one is a letter."""
        return type_of_name(self.header.type_name[0].text) if self.header.type_name else LETTER

    @property
    def attached_to(self) -> str | None:
        """The type of the document that the line "(Kèm theo …)" names."""
        attachment = read_attachment(" ".join(line.text for line in self.header.attached))
        return attachment.document_type or type_of_symbol(attachment.number.symbol)

    @property
    def numbered(self) -> bool:
        return any(read_number(line.text).number for line in self.header.number)

    @property
    def dated(self) -> bool:
        """Whether month and year are there; the day is written by hand, and a form has blanks for all
        three."""
        dates = [read_issue_date(line.text) for line in self.header.place_date]
        return any(date.year and date.month for date in dates)
