"""The head of a document: issuing body, quốc hiệu, number, date, type, trích yếu, addressees (Decree 30/2020,
Annex I)."""

import re
from collections.abc import Sequence

from extractors.text.folding import fold
from extractors.text.markers import BULLET_FORMS, read_marker
from schemas.layout import Block, Paragraph, Table, paragraphs_of
from schemas.plan import Header

# A header stands in the first blocks; a motto further down belongs to another document.
_HEADER_BLOCKS = 12
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa|^việt nam$|độc lập\W+tự do\W+hạnh phúc|^đảng cộng sản việt nam$"
)
# OCR sees a speck or a stroke of the seal before "Số:" as a sign.
_NUMBER = re.compile(r"^số\s*:?\s*[\d./\s…_-]*[/\-]|^[\W\d]{0,3}số\s*:|^số\s+\d")
_DATE = re.compile(r"ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm")
# What opens the right column of a head: quốc hiệu, tiêu ngữ, or the place before the date, after the number.
_RIGHT_COLUMN = re.compile(r"\S +(cộng hòa xã hội|độc lập\W+tự do)|^số.*?/\S+ +([^,]{2,40}, ngày )")
_SUBJECT = re.compile(r"^(v/v|về việc)\b")
_ADDRESSEE = re.compile(r"^kính gửi\b")
_ATTACHED = re.compile(r"^\(?\s*((được )?(ban hành|đính|gửi) )?kèm( theo)?\b")
# What may follow a letterhead: an annex's name, addressees. Numbers and dates further down are none of the
# head's.
_AFTER_HEAD = re.compile(r"^(phụ lục|phụ biểu|biểu mẫu|biểu số|mẫu số|danh mục|kính gửi)\b")
_STATE = re.compile(r"cộng hòa xã hội chủ nghĩa|đảng cộng sản việt nam")
TYPE_NAME = re.compile(
    r"^(nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông "
    r"cáo|thông báo|hướng dẫn|chương trình( hành động)?|"
    r"kế hoạch( hành động)?|phương án|đề án|dự án|báo cáo|tờ trình|công điện|thông tư|nghị định|kết luận)$"
)
# Between a decision's trích yếu and its legal basis stands who decides, in capitals (Decree 30/2020, Annex
# III, form 1.2).
_DECIDES = re.compile(
    r"^(chủ tịch|ủy ban nhân dân|hội đồng nhân dân|(bộ|cục|vụ|viện|hiệu|tổng "
    r"cục) trưởng|trưởng (phòng|ban)|giám đốc|thủ tướng|"
    r"ban (thường vụ|chấp hành))\b"
)
_DECISIONS = re.compile(r"^(quyết định|nghị quyết|chỉ thị)\b")
# The trích yếu is centred or bold; this many paragraphs is more than any has.
_TITLE_PARAGRAPHS = 12


def is_motto(text: str) -> bool:
    """Whether `text` is a line of the quốc hiệu and tiêu ngữ."""
    return bool(_MOTTO.search(fold(text)))


def is_attached_line(text: str) -> bool:
    """Whether `text` opens the line "(Kèm theo Kế hoạch số …)", "(Ban hành kèm theo Quyết định số …)" of what
    is attached."""
    return bool(_ATTACHED.match(fold(text)))


def opens_type(block: Block) -> bool:
    """Whether a paragraph in the midst of a file names a type as a title does: "KẾ HOẠCH", or with its trích
    yếu in one line. Not the order "QUYẾT ĐỊNH:" of a decision's body."""
    if not isinstance(block, Paragraph):
        return False
    if TYPE_NAME.match(fold(block.text).strip()):
        return block.text.isupper() or block.align == "center" or block.bold > 0.5
    return _type_and_title_in_one(block) is not None


def take_header(blocks: Sequence[Block]) -> tuple[Header, list[Block]]:
    """The header's paragraphs, sorted into its parts, and the blocks left after it.

    Blocks without a header (an annex as a file of its own) come back whole with an empty header.
    """
    header = Header()
    at = _take_head_columns(blocks, header)
    at = _take_type_and_title(blocks, at, header)
    at = _take_addressees(blocks, at, header)
    return header, list(blocks[at:])


def _take_head_columns(blocks: Sequence[Block], header: Header) -> int:
    """The blocks up to the last one of number, motto, place and date; returns the index after them."""
    end, state = 0, False
    for i, block in enumerate(blocks[:_HEADER_BLOCKS]):
        if isinstance(block, Table) and block.ruled:
            break
        texts = [p.text for p in paragraphs_of(block)]
        if isinstance(block, Paragraph) and (
            _AFTER_HEAD.match(fold(block.text)) or is_attached_line(block.text)
        ):
            break
        named = any(_STATE.search(fold(t)) for t in texts)
        if named and state:  # the quốc hiệu of the next document, after a letter of a few lines
            break
        state = state or named
        if any(TYPE_NAME.match(fold(t).strip()) for t in texts):
            break
        if any(is_motto(t) or _NUMBER.match(fold(t)) for t in texts) or (
            any(_DATE.search(fold(t)) for t in texts) and end
        ):
            end = i + 1
    # a plan without quốc hiệu still has its number line; anything less is no header
    if not any(
        is_motto(p.text) or _NUMBER.match(fold(p.text)) for b in blocks[:end] for p in paragraphs_of(b)
    ):
        return 0
    for block in blocks[:end]:
        if isinstance(block, Paragraph):
            for part in _columns_of(block):
                _sort_line(part, header, in_subject=False)
            continue
        for column in range(block.n_cols):
            in_subject = False
            for cell in block.cells:
                if cell.col == column:
                    for paragraph in paragraphs_of(Table(1, 1, (cell,))):
                        in_subject = _sort_line(paragraph, header, in_subject=in_subject)
    return end


def _columns_of(line: Paragraph) -> list[Paragraph]:
    """The two columns of a head that was set with tabs: "TỈNH MẪU    Độc lập - Tự do - Hạnh phúc" is one
    paragraph."""
    match = _RIGHT_COLUMN.search(fold(line.text))
    if not match:
        return [line]
    at = max(match.start(1), match.start(2))
    return [line.cut(0, len(line.text[:at].rstrip())), line.cut(at, len(line.text))]


def _sort_line(paragraph: Paragraph, header: Header, *, in_subject: bool) -> bool:
    """Files one line of the head; returns whether the subject of a letter is still open in this column."""
    text = fold(paragraph.text).strip()
    if is_motto(text) or (text in ("việt nam", "viet nam")):
        header.motto.append(paragraph)
    elif _SUBJECT.match(text) or in_subject:
        header.subject.append(paragraph)
        return True
    elif _NUMBER.match(text):
        header.number.append(paragraph)
    elif _DATE.search(text) or (
        header.place_date
        and not header.type_name
        and re.fullmatch(r"[\d\s]*(tháng|năm)[\d\s.…]*(năm[\d\s.…]*)?", text)
    ):
        header.place_date.append(paragraph)
    elif (header.motto and not header.issuer and not header.number) or any(c.isalnum() for c in text):
        header.issuer.append(paragraph)
    else:
        header.motto.append(paragraph)
    return False


def _take_type_and_title(blocks: Sequence[Block], at: int, header: Header) -> int:
    """KẾ HOẠCH and the trích yếu under it; a letter has its subject in the head and nothing here."""
    i = at
    while i < len(blocks) and isinstance(blocks[i], Paragraph):
        paragraph = blocks[i]
        assert isinstance(paragraph, Paragraph)
        if TYPE_NAME.match(fold(paragraph.text).strip(" :")):
            header.type_name.append(paragraph)
            return _take_title(blocks, i + 1, header)
        opening = _type_and_title_in_one(paragraph)
        if opening:
            header.type_name.append(opening[0])
            header.title.append(opening[1])
            return _take_title(blocks, i + 1, header)
        if header.number and i == at and _SUBJECT.match(fold(paragraph.text)):
            header.subject.append(paragraph)
            at = i = i + 1
            continue
        break
    return at


def _type_and_title_in_one(paragraph: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """ "KẾ HOẠCH Triển khai …" set as one centred paragraph: its two parts."""
    match = re.match(
        r"(KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH|THÔNG BÁO|ĐỀ ÁN|NGHỊ QUYẾT)\s+(?=\S)", paragraph.text
    )
    if not match or paragraph.align != "center":
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
            is_title_line(paragraph, header.title)
            and not (header.title and header.attached)
            and not _is_who_decides(paragraph, header)
        ):
            header.title.append(paragraph)
        else:
            break
        at += 1
    return at


def _is_who_decides(paragraph: Paragraph, header: Header) -> bool:
    decides = any(_DECISIONS.match(fold(line.text)) for line in header.type_name)
    return (
        decides
        and bool(header.title)
        and paragraph.text.isupper()
        and bool(_DECIDES.match(fold(paragraph.text)))
    )


def _is_attached(paragraph: Paragraph, before: Sequence[Paragraph]) -> bool:
    """The line "(Kèm theo …)" under a title, or its second line."""
    if before:
        return paragraph.align == "center" and not before[-1].text.rstrip().endswith(")")
    return is_attached_line(paragraph.text) and (
        paragraph.align == "center" or paragraph.text.startswith("(")
    )


def is_title_line(paragraph: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a paragraph can be a line of a trích yếu or of an annex's title after the lines `before`:
    centred, or bold before any body text. A centred line that fills the page's width looks flush left: it is
    bold as the lines before it."""
    text = fold(paragraph.text)
    if (
        _ADDRESSEE.match(text)
        or is_attached_line(text)
        or (text.endswith(":") and TYPE_NAME.match(text[:-1].rstrip()))
    ):
        return False
    if read_marker(paragraph.text).form not in ("plain", "roman", "part") and before:
        return False
    if read_marker(paragraph.text).form in ("roman", "part") and paragraph.align != "center":
        return False
    if paragraph.align == "center":
        return True
    if text.startswith(("căn cứ", "thực hiện ")) or paragraph.bold <= 0.5:
        return False
    return paragraph.align is None or (
        bool(before) and before[-1].bold > 0.5 and before[-1].size == paragraph.size
    )


def _take_addressees(blocks: Sequence[Block], at: int, header: Header) -> int:
    if at >= len(blocks):
        return at
    block = blocks[at]
    if isinstance(block, Table):
        if block.ruled or not any(_ADDRESSEE.match(fold(p.text)) for p in paragraphs_of(block)):
            return at
        header.addressees.extend(paragraphs_of(block))
        return at + 1
    if not _ADDRESSEE.match(fold(block.text)):
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
            listed or (open_list and len(follower.text) < 200 and follower.text.rstrip().endswith((";", ".")))
        ):
            break
        header.addressees.append(follower)
        at += 1
    return at
