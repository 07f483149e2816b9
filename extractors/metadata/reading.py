"""Plan → metadata: which part of the plan each field is read from (contract, section 1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors import units
from extractors.document_types import CLASSES, LETTER, promulgated_type, type_of_name, type_of_symbol
from extractors.indices import name_indices
from extractors.letterhead import LETTERHEAD
from extractors.metadata.attachment import Attachment, read_attachment
from extractors.metadata.bodies import Body, read_bodies, read_body
from extractors.metadata.dating import IssueDate, read_issue_date
from extractors.metadata.issuing import identify_issuer
from extractors.metadata.period import TimedTexts, opens_timing, read_period, speaks_of_goals
from extractors.metadata.record import ISSUER_FIELDS, Attached, DocumentMetadata
from extractors.metadata.signing import read_signer_name, read_signer_title, split_signature
from extractors.metadata.symbol import DocumentNumber, read_number
from extractors.metadata.territory import Evidence
from extractors.metadata.title import read_title
from extractors.text.markers import BULLET_FORMS
from schemas.layout import Paragraph, Table, paragraphs_of
from schemas.plan import Node, Part, Plan
from schemas.said import Said

# Where a plan speaks of its own time; its legal basis, the situation so far and its single duties speak of
# other years.
_TIMED_PARTS: Final[frozenset[Part]] = frozenset({"preamble", "purpose", "objective"})
_BASIS: Final = (*LETTERHEAD.lines.basis, *(f"{word} " for word in LETTERHEAD.lines.proposals))


def read_metadata(
    plan: Plan, promulgated_by: DocumentMetadata | None = None, *, recognised: bool = False
) -> DocumentMetadata:
    """The metadata of one document. What its header does not have a line for is taken from the line "(Kèm
    theo …)" under its title or of its annexes, so that an annex without its plan has symbol, date and issuer
    of the plan; fields that nothing tells are None.

    `promulgated_by` is the document before it in the same file, for one without a letterhead: number, date
    and issuer are then that document's, unless the line names another. `recognised`: its pages are pictures
    that were read by OCR; a unit's name is then the register's, where diacritics alone differ.
    """
    meta = _read(plan, recognised=recognised)
    if promulgated_by is None or not _belongs_to(plan, promulgated_by):
        return meta
    issuer = promulgated_by if promulgated_by.issuer else meta
    date = promulgated_by if promulgated_by.issue_date or not meta.issue_date else meta
    number = promulgated_by if promulgated_by.number or not meta.number else meta
    return replace(
        meta,
        number=number.number,
        symbol=number.symbol,
        issue_date=date.issue_date,
        issue_year=date.issue_year,
        issue_month=date.issue_month,
        **{name: getattr(issuer, name) for name in ISSUER_FIELDS},
    )


def read_attached(plan: Plan, promulgated_by: DocumentMetadata | None = None) -> Attached | None:
    """What tells a document that has its number from another one (`read_metadata`) from that one; None for a
    document with a number line of its own, and for one that is attached to nothing."""
    header = plan.header
    line = _attachment(plan)
    kind = line.document_type or type_of_symbol(line.number.symbol)
    if header.number:
        return None
    if is_lone_annex(plan):
        first, *others = plan.annexes
        named = [*first.name, *first.title, *(p for annex in others for p in annex.name or annex.title)]
        return Attached(kind, _joined(named))
    if promulgated_by is not None and _belongs_to(plan, promulgated_by):
        kind = promulgated_by.document_type
    elif not header.attached:
        return None
    return Attached(kind, _joined([*header.type_name, *header.title]))


def spoilt_lines(plan: Plan) -> list[tuple[Said, Sequence[Paragraph]]]:
    """What of a document's head cannot be read in full, in words, with its lines: the number, the date of
    issue. What was left blank is not spoilt."""
    header = plan.header
    number, dated = _joined(header.number), _joined(header.place_date)
    found: list[tuple[Said, Sequence[Paragraph]]] = []
    if number and read_number(number).spoilt:
        found.append((Said("the number"), header.number))
    if dated and read_issue_date(dated).spoilt:
        found.append((Said("the date of issue"), header.place_date))
    return found


def is_lone_annex(plan: Plan) -> bool:
    """Whether a document is nothing but annexes: what they are attached to is not with them. Lines that stand
    above an annex's name (a body's name, a unit of measure) are no document."""
    header = plan.header
    headed = header.number or header.type_name or header.subject
    lines = all(isinstance(node, Node) and node.form == "plain" and not node.children for node in plan.body)
    return bool(plan.annexes) and not headed and lines


def _belongs_to(plan: Plan, other: DocumentMetadata) -> bool:
    """Whether a document without a letterhead is attached to `other`: its line "(Kèm theo …)" does not name
    another one, and without that line nobody signed it by itself."""
    header = plan.header
    if header.number or header.issuer or not (header.attached or not plan.signature_name):
        return False
    line = _attachment(plan)
    return line.number.number in (None, other.number) and (
        not header.attached or line.document_type in (None, other.document_type)
    )


def _read(plan: Plan, *, recognised: bool) -> DocumentMetadata:
    header = plan.header
    attached = _attachment(plan)
    number = read_number(_joined(header.number)) if header.number else attached.number
    issued = read_issue_date(_joined(header.place_date)) if header.place_date else attached.issued
    if not header.number and attached.issued.date:  # number and date are one document's
        issued = replace(attached.issued, place=issued.place)
    title = _title(plan)
    if recognised and issued.place:
        issued = replace(issued, place=_as_registered(issued.place))
    evidence = _evidence(plan, title, issued, recognised=recognised)
    issuer = identify_issuer(_bodies(plan, attached), evidence)
    period = read_period(title, _timed_texts(plan), issued.year)
    territory = issuer.territory
    titles, names = _texts(plan.signature_titles), _texts(plan.signature_name)
    split = split_signature([*titles, *names])
    if split[1]:
        titles, names = split
    return DocumentMetadata(
        document_type=_document_type(plan, number, attached),
        number=number.number,
        symbol=number.symbol,
        issuer=issuer.name,
        issuer_level=issuer.level,
        province=territory.names.get("province"),
        district=territory.names.get("district"),
        commune=territory.names.get("commune"),
        province_code=territory.codes.get("province"),
        district_code=territory.codes.get("district"),
        commune_code=territory.codes.get("commune"),
        issue_place=issued.place,
        issue_date=issued.date,
        issue_year=issued.year,
        issue_month=issued.month,
        title=title,
        period_start_year=period.start,
        period_end_year=period.end,
        indices=_indices(plan, title),
        signer_name=read_signer_name(names),
        signer_title=read_signer_title(titles),
    )


def _attachment(plan: Plan) -> Attachment:
    """What the line "(Kèm theo …)" under the title says, or the first of an annex."""
    if plan.header.attached:
        return read_attachment(_joined(plan.header.attached))
    for annex in plan.annexes:
        if annex.attached:
            return read_attachment(_joined(annex.attached))
    return Attachment()


def _title(plan: Plan) -> str | None:
    """The trích yếu or the subject of a letter; of an annex without its plan, the annex's title."""
    header = plan.header
    if header.title:
        return read_title(_texts(header.title), type_apart=bool(header.type_name))
    if header.subject:
        return read_title(_texts(header.subject))
    for annex in plan.annexes:
        if annex.title:
            return read_title(_texts(annex.title))
    return None


def _document_type(plan: Plan, number: DocumentNumber, attached: Attachment) -> str | None:
    """The type's printed name; without one, what the symbol says (a letter prints none), or the line "(Kèm
    theo …)"."""
    named = type_of_name(_joined(plan.header.type_name)) if plan.header.type_name else None
    if named:
        return named
    if not plan.header.number and attached.document_type:
        decided = is_lone_annex(plan) and attached.document_type in CLASSES.deciding
        return (promulgated_type(_title(plan) or "") if decided else None) or attached.document_type
    if plan.header.subject and not plan.header.title:
        return LETTER
    return type_of_symbol(number.symbol) or attached.document_type


def _bodies(plan: Plan, attached: Attachment) -> list[Body]:
    bodies = read_bodies(_texts(plan.header.issuer))
    if not bodies and attached.issuer and (body := read_body(attached.issuer)):
        return [body]
    return bodies


def _as_registered(place: str) -> str:
    """A place of issue as the register spells it, where it knows but one unit by these letters."""
    names = {unit.name for unit in units.find(place, misread=True)}
    return names.pop() if len(names) == 1 and not units.find(place) else place


def _evidence(plan: Plan, title: str | None, issued: IssueDate, *, recognised: bool) -> Evidence:
    headline = (title,) if title else ()
    lines = (*plan.header.attached, *(p for annex in plan.annexes for p in (*annex.attached, *annex.title)))
    attached = tuple(_texts(lines))
    everything = tuple(paragraph.text for paragraph in _all_paragraphs(plan))
    texts = tuple(group for group in (headline, attached, everything) if group)
    return Evidence(issued.place, texts, issued.interval(), recognised)


def _timed_texts(plan: Plan) -> TimedTexts:
    roots = [root for root in plan.body if isinstance(root, Node)]
    paragraphs = [
        node.text
        for root in roots
        for node in root.walk()
        if node.part in _TIMED_PARTS and not node.folded.startswith(_BASIS)
    ]
    return TimedTexts(paragraphs, list(_timing(roots)), list(_goals(roots)))


def _timing(roots: Sequence[Node]) -> Iterator[str]:
    """What stands under "Thời gian thực hiện", as a part of the plan or an item right under one. Further down
    it is the time of one task."""
    for root in roots:
        under = [child for child in root.children if isinstance(child, Node) and root.part != "duty"]
        items = [item for item in under if _is_timing(item)]
        for item in items or [root]:
            if _is_timing(item):
                yield item.text.partition(":")[2] or item.text
                yield from (node.text for node in item.walk() if node is not item)


def _is_timing(item: Node) -> bool:
    return item.form not in BULLET_FORMS and item.form != "plain" and opens_timing(item.folded)


def _goals(roots: Sequence[Node]) -> Iterator[str]:
    """The headings of the plan's goals; not the goals themselves, which have years of their own."""
    for root in roots:
        for node in root.walk():
            if node.part == "objective" and node.form not in BULLET_FORMS and speaks_of_goals(node.folded):
                yield node.text


def _indices(plan: Plan, title: str | None) -> tuple[str, ...]:
    """The codes that the title names; where it names none, those the body names, in reading order."""
    if title and (named := name_indices(title)):
        return tuple(named)
    found: dict[str, None] = {}
    for text in (paragraph.text for paragraph in _all_paragraphs(plan)):
        found |= dict.fromkeys(name_indices(text))
    return tuple(found)


def _all_paragraphs(plan: Plan) -> Iterator[Paragraph]:
    """The running text in reading order: body, recipients, annexes."""
    yield from _paragraphs(plan.body)
    yield from plan.recipients
    for annex in plan.annexes:
        yield from _paragraphs(annex.content)


def _paragraphs(roots: Iterable[Node | Table]) -> Iterator[Paragraph]:
    for root in roots:
        if isinstance(root, Table):
            yield from paragraphs_of(root)
        else:
            yield root.paragraph
            yield from _paragraphs(root.children)


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(_texts(paragraphs))
