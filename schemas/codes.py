"""Closed lists of codes that the datasets use, each with what it means."""

from typing import Final

INDICES: Final[dict[str, str]] = {
    "PAR_INDEX": "Chỉ số cải cách hành chính",
    "SIPAS": "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính",
    "PAPI": "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh",
    "PCI": "Chỉ số năng lực cạnh tranh cấp tỉnh",
    "DDCI": "Chỉ số năng lực cạnh tranh cấp sở, ban, ngành và địa phương",
    "DTI": "Chỉ số chuyển đổi số",
    "PGI": "Chỉ số xanh cấp tỉnh",
    "ICT_INDEX": "Chỉ số sẵn sàng cho phát triển và ứng dụng công nghệ thông tin",
}

REFORM_AREAS: Final[dict[str, str]] = {
    "steering": "chỉ đạo, điều hành",
    "institutions": "thể chế, văn bản quy phạm pháp luật",
    "procedures": "thủ tục hành chính, một cửa",
    "organisation": "tổ chức bộ máy",
    "civil_service": "công vụ, công chức",
    "public_finance": "tài chính công",
    "digital_government": "chính quyền điện tử, chính quyền số, dịch vụ công trực tuyến",
    "impact": "tác động đến người dân, kinh tế – xã hội, sự hài lòng",
}

ISSUER_LEVELS: Final = ("government", "ministry", "province", "department", "district", "commune")

# Why a file could not be read (contract, section 1), each with what the person at the keyboard can do.
REASONS: Final[dict[str, str]] = {
    "empty_file": "the file holds no bytes; ask for it again",
    "unreadable": "the file could not be opened; see that it is still there and may be read",
    "encrypted": "the file needs a password; save a copy without one",
    "corrupt": "the file is damaged; open it in its program, save it anew, or ask for it again",
    "unsupported_type": "this kind of file is not read; save it as PDF or DOCX",
    "too_large": "the file is over a limit; raise the limit or split the file",
    "hostile_archive": (
        "the package unpacks to far more than its size; if you know who sent it, save or pack it anew"
    ),
    "timeout": "reading took longer than the limit; raise it (--timeout) or split the file",
    "out_of_memory": (
        "reading needed more memory than the limit; raise it (--memory), read fewer at a time (--jobs)"
    ),
    "parser_crash": "the parser died on this file; please report it with the file",
    "ocr_unavailable": (
        "the pages are images and no OCR program is installed; install tesseract-ocr and tesseract-ocr-vie"
    ),
    "converter_unavailable": "this old format needs LibreOffice; install libreoffice-writer",
    "converter_failed": (
        "LibreOffice did not do its work; see that it runs, the next run tries the file again"
    ),
    "machine": (
        "the machine failed, not the file; see to its disks and memory, the next run tries the file again"
    ),
}

# What `diagnostics` tells of a document that was read: what the reader saw, then what the extractors doubt.
DIAGNOSTICS: Final[dict[str, str]] = {
    "no_text": "no text was found in the file",
    "no_text_layer": "a page of a PDF is a picture and was not recognised",
    "broken_text_layer": "the text layer of a page, or a font of it, says no Vietnamese that can be read",
    "low_ocr_confidence": "a recognised page is hard to read",
    "marks_restored": "marks that OCR lost were put back: as read, as put, how probable",
    "doubtful_marks": "marks that OCR may have lost and that were left as read",
    "doubtful_number": "a quarter, date or amount on a recognised page that was read in two ways",
    "picture_not_read": "a picture covers much of a page; what is written in it is not read",
    "page_read_by_fallback": "a page could only be read by the slower of two PDF programs",
    "page_unreadable": "a page is damaged and could not be read",
    "file_repaired": "the file's table of objects was damaged and rebuilt",
    "table_without_rules": "a table without ruling lines could not be taken apart",
    "picture_recognised": "a picture that covers much of a page was read by OCR, as a part of the text",
    "embedded_document": "a document is embedded in the text; the message says whether it was read",
    "entity_left_out": "an entity declared in the file's XML was left out",
    "cell_error": "cells of a spreadsheet show an error instead of a value",
    "residue": "text that belongs to no part of the document",
    "text_without_task": "a line in a part for duties that was read as no task",
    "row_without_task": "a row beside tasks that was read as none",
    "table_without_tasks": "a table that gave neither tasks nor targets",
    "part_without_tasks": "a part for duties that names agencies, times or quantities, and gave no task",
    "doubtful_task": "a task that hardly says anything",
    "unpaired_items": "entries of a row that were neither one for each of its tasks nor one for all",
    "deadline_before_issue": "a deadline that ends before the document's own date",
    "impossible_date": "a day that does not exist; no deadline was stored for it",
    "spoilt_head": "the number or the date of issue cannot be read in full; what is legible of it was stored",
    "unknown_unit": "the unit of the issuer is not in the register of units; a province was left out",
    "row_left_out": "a row that breaks the form of its dataset and was left out",
    "correction_unfit": "a reviewer's correction that fits nothing read now; it is kept and not applied",
    "corrections_disagree": "a reviewer's correction that disagrees with an earlier one; it is not applied",
}
