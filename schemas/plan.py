"""The plan model: a layout cut into the parts of an official document (Decree 30/2020/NĐ-CP, Annex I)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from schemas.layout import Footnote, Paragraph, Table

Form = Literal["part", "roman", "number", "letter", "dash", "plus", "bullet", "article", "plain"]
Part = Literal["preamble", "purpose", "objective", "situation", "duty", "funding", "closing", "other"]


@dataclass(slots=True)
class Node:
    """A heading or an item of the body: one paragraph, its list marker, and what stands under it.

    `marker` is the bare marker ("II", "1", "2.1", "a", "-", "" for a plain paragraph), `start` the offset in
    the paragraph's text where the text after the marker begins, `part` which part of the plan it belongs to.
    """

    paragraph: Paragraph
    form: Form
    marker: str
    start: int
    part: Part = "other"
    children: list["Node | Table"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without its marker."""
        return self.paragraph.text[self.start :]

    @property
    def folded(self) -> str:
        """The text without its marker, in its matching form."""
        return self.paragraph.folded[self.start :]

    def walk(self) -> Iterator["Node"]:
        """This node and every node under it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()


@dataclass(slots=True)
class Header:
    """The head of the document; every field holds the paragraphs as they stand.

    `issuer`: name of the issuing body, with the body above it (left column); `motto`: quốc hiệu and tiêu ngữ;
    `number`: the line "Số: …"; `place_date`; `subject`: the "V/v …" lines of a letter; `type_name`: KẾ HOẠCH,
    QUYẾT ĐỊNH …; `title`: the trích yếu; `attached`: the line "(Ban hành kèm theo Quyết định số …)" under it;
    `addressees`: Kính gửi.
    """

    issuer: list[Paragraph] = field(default_factory=list)
    motto: list[Paragraph] = field(default_factory=list)
    number: list[Paragraph] = field(default_factory=list)
    place_date: list[Paragraph] = field(default_factory=list)
    subject: list[Paragraph] = field(default_factory=list)
    type_name: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    attached: list[Paragraph] = field(default_factory=list)
    addressees: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Annex:
    """An annex: its name ("PHỤ LỤC I"), title, the line "(Kèm theo …)", its content, and the `part` that its
    title says."""

    name: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    attached: list[Paragraph] = field(default_factory=list)
    content: list[Node | Table] = field(default_factory=list)
    part: Part = "other"


@dataclass(slots=True)
class Plan:
    """One document of a file, cut into its parts; `residue` holds what no part claimed (it is reported, never
    dropped).

    `pages` are the first and the last page of a document that shares its file with others; None where it has
    the file alone or the format has no pages.
    """

    header: Header
    body: list[Node | Table]
    annexes: list[Annex] = field(default_factory=list)
    recipients: list[Paragraph] = field(default_factory=list)
    signature_titles: list[Paragraph] = field(default_factory=list)
    signature_name: list[Paragraph] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    furniture: list[Paragraph] = field(default_factory=list)
    residue: list[Paragraph] = field(default_factory=list)
    pages: tuple[int, int] | None = None

    def outlines(self) -> Iterator[list[Node | Table]]:
        """The trees of the body and of each annex, in reading order."""
        yield self.body
        for annex in self.annexes:
            yield annex.content

    def nodes(self) -> Iterator[Node]:
        """Every heading and item of the body and of the annexes, in reading order."""
        for root in self.outlines():
            for node in root:
                if isinstance(node, Node):
                    yield from node.walk()
