"""Documents that look like plans of work and give none: forms, timetables, rosters, price lists, a division
of labour.

Each is a small DOCX that goes through the whole pipeline; a table of real work in the same place shows that
it is not overlooked.
"""

from pathlib import Path
from typing import Final

import pytest

from pipeline.document import ingest_file
from schemas.rows import PlanRecords
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, run, table

CENTRED: Final = '<w:jc w:val="center"/>'
BORDERS: Final = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def title(*lines: str) -> str:
    return "".join(par(run(line, "<w:b/>"), CENTRED) for line in lines)


def ruled(*rows: str) -> str:
    """A table with rules from its rows, the cells of a row parted by bars."""
    grid = [texts.split("|") for texts in rows]
    assert len({len(texts) for texts in grid}) == 1
    return table(*(row(*map(cell, texts)) for texts in grid), columns=len(grid[0]), properties=BORDERS)


def head(symbol: str, kind: str, subject: str) -> str:
    """The header of an official document of an invented district."""
    sides = table(
        row(
            cell(title("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MẪU") + par(f"Số: {symbol}", CENTRED)),
            cell(
                title("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
                + par("Sông Mẫu, ngày 05 tháng 3 năm 2024", CENTRED)
            ),
        ),
        columns=2,
    )
    return sides + title(kind, subject)


def signed() -> str:
    sides = row(
        cell(par("Nơi nhận:") + par("- Như trên;") + par("- Lưu: VT.")),
        cell(title("CHỦ TỊCH") + par("") + title("Nguyễn Văn Mẫu")),
    )
    return table(sides, columns=2)


ONE_TASK: Final = par("II. NHIỆM VỤ") + par(
    "1. Phòng Nội vụ chủ trì rà soát thủ tục hành chính, hoàn thành trước ngày 30/6/2024."
)
PLAN: Final = (
    head("12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2024")
    + ONE_TASK
    + par("Trên đây là Kế hoạch năm 2024./.")
    + signed()
)


def annexed(folder: Path, *content: str, name: str = "BIỂU MẪU") -> PlanRecords:
    """The records of a plan of one task with this annex."""
    attached = par("(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện Sông Mẫu)", CENTRED)
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    path = docx_file(folder, PLAN + page + title("PHỤ LỤC", name) + attached + "".join(content))
    (records,) = ingest_file(path, path.name)
    assert records.document.status != "failed"
    return records


def of_annex(records: PlanRecords) -> list[str]:
    """The texts of the tasks beyond the plan's own one."""
    found = [task.task_text for task in records.tasks]
    assert sum("rà soát thủ tục" in text for text in found) == 1
    return [text for text in found if "rà soát thủ tục" not in text]


WORK: Final = [
    "STT|Nhiệm vụ|Chủ trì|Phối hợp|Thời gian",
    "1|Niêm yết công khai thủ tục|Văn phòng|UBND các xã|Quý II",
]


def test_a_table_of_work_gives_tasks(tmp_path: Path) -> None:
    """The control: in the same place, real work is found."""
    assert of_annex(annexed(tmp_path, ruled(*WORK), name="DANH MỤC NHIỆM VỤ")) == [
        "Niêm yết công khai thủ tục"
    ]


@pytest.mark.parametrize(
    "form",
    [
        [
            "STT|Nhiệm vụ|Chủ trì|Phối hợp",
            "1|||",
            "2|||",
        ],
        [
            "STT|Nhiệm vụ|Chủ trì|Phối hợp",
            "1|…|…|…",
            "2|....||",
            "...|...|...|...",
        ],
        [
            "STT|Nội dung|Cơ quan chủ trì|Cơ quan phối hợp|Kết quả",
            "(1)|(2)|(3)|(4)|(5)",
            "||||",
        ],
        [
            "STT|Nhiệm vụ|Chủ trì|Phối hợp",
            "I|Cải cách thể chế||",
            "1|||",
            "II|Cải cách thủ tục||",
            "1|||",
        ],
        [
            "STT|Nhiệm vụ|Chủ trì|Phối hợp",
            "1|Nhiệm vụ …||",
            "2|Nhiệm vụ ...||",
            "…|||",
        ],
        [
            "STT|Tên nhiệm vụ được giao|Chủ trì|Phối hợp|Thời hạn",
            "1||||…/…/2024",
            "Tổng cộng||||",
        ],
    ],
)
def test_an_empty_report_form_gives_no_tasks(tmp_path: Path, form: list[str]) -> None:
    records = annexed(tmp_path, ruled(*form), name="BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN")
    assert of_annex(records) == []


@pytest.mark.parametrize(
    "programme",
    [
        [
            "Thời gian|Nội dung|Người thực hiện",
            "7h30 - 8h00|Đón tiếp đại biểu|Ban Tổ chức",
            "8h00 - 8h15|Khai mạc hội nghị|Văn phòng",
            "8h15|Báo cáo kết quả|Phòng Nội vụ",
        ],
        [
            "Thời gian|Nội dung công việc|Chủ trì|Thành phần",
            "07 giờ 30|Họp giao ban|Chủ tịch|Các phòng",
            "14:00|Làm việc với xã|Phó Chủ tịch|Phòng Nội vụ",
        ],
        [
            "Thứ, ngày|Buổi|Nội dung|Chủ trì|Địa điểm",
            "Thứ Hai 04/3|Sáng|8h00: Họp giao ban tuần|Chủ tịch|Phòng họp A",
            "|Chiều|14h00: Tiếp công dân|Phó Chủ tịch|Trụ sở",
        ],
        [
            "Ngày|Sáng|Chiều|Đơn vị chuẩn bị",
            "Thứ Hai|7g30 họp Ban Thường vụ|13g30 đi cơ sở|Văn phòng",
        ],
        [
            "STT|Thời gian|Hoạt động|Đơn vị thực hiện",
            "1|Từ 7 giờ 00 đến 7 giờ 30|Văn nghệ chào mừng|Trung tâm Văn hóa",
            "2|Từ 7 giờ 30|Phát biểu khai mạc|Lãnh đạo huyện",
        ],
    ],
)
def test_a_programme_by_the_hour_gives_no_tasks(tmp_path: Path, programme: list[str]) -> None:
    assert of_annex(annexed(tmp_path, ruled(*programme), name="CHƯƠNG TRÌNH HỘI NGHỊ")) == []


@pytest.mark.parametrize(
    "roster",
    [
        [
            "STT|Họ và tên|Chức vụ|Đơn vị",
            "1|Nguyễn Văn Mẫu|Trưởng phòng|Phòng Nội vụ",
            "2|Trần Thị Mẫu|Chuyên viên|Văn phòng",
        ],
        [
            "STT|Họ và tên|Chức vụ, đơn vị công tác|Nhiệm vụ",
            "1|Nguyễn Văn Mẫu|Trưởng Phòng Nội vụ|Trưởng ban",
            "2|Trần Thị Mẫu|Chuyên viên Văn phòng|Thành viên",
        ],
        [
            "STT|Thành viên|Đơn vị|Nhiệm vụ được phân công",
            "1|Ông Nguyễn Văn Mẫu|Phòng Nội vụ|Tổ trưởng",
            "2|Bà Trần Thị Mẫu|Văn phòng|Thư ký",
        ],
        [
            "STT|Tên cơ quan|Người phụ trách|Điện thoại|Trách nhiệm",
            "1|Phòng Nội vụ|Nguyễn Văn Mẫu|0123|Đầu mối",
        ],
    ],
)
def test_a_roster_of_people_gives_no_tasks(tmp_path: Path, roster: list[str]) -> None:
    assert of_annex(annexed(tmp_path, ruled(*roster), name="DANH SÁCH THÀNH VIÊN TỔ CÔNG TÁC")) == []


@pytest.mark.parametrize(
    "prices",
    [
        [
            "STT|Nội dung|Đơn vị tính|Số lượng|Đơn giá|Thành tiền",
            "1|In tài liệu|Bộ|100|20.000|2.000.000",
            "2|Nước uống|Chai|50|5.000|250.000",
        ],
        [
            "STT|Nội dung công việc|ĐVT|Số lượng|Đơn giá (đồng)|Thành tiền (đồng)|Ghi chú",
            "1|Thuê hội trường|Ngày|01|3.000.000|3.000.000|",
            "|Tổng cộng||||3.000.000|",
        ],
        [
            "STT|Hạng mục|Kinh phí|Đơn vị thực hiện",
            "1|In tài liệu|2.000.000|Văn phòng",
        ],
    ],
)
def test_a_price_list_gives_no_tasks(tmp_path: Path, prices: list[str]) -> None:
    assert of_annex(annexed(tmp_path, ruled(*prices), name="DỰ TOÁN KINH PHÍ")) == []


def test_a_division_of_labour_gives_no_invented_deadlines(tmp_path: Path) -> None:
    lines = [
        (
            "Điều 1. Phân công công tác giữa Chủ tịch và các Phó Chủ "
            "tịch Ủy ban nhân dân huyện nhiệm kỳ 2021 - 2026 như sau:"
        ),
        "1. Chủ tịch Nguyễn Văn Mẫu:",
        "a) Lãnh đạo, điều hành toàn diện các mặt công tác của Ủy ban nhân dân huyện.",
        (
            "b) Trực tiếp phụ trách các lĩnh vực: quy hoạch, kế hoạch "
            "phát triển kinh tế hàng năm và 5 năm; báo cáo tháng, quý."
        ),
        "2. Phó Chủ tịch Trần Thị Mẫu:",
        (
            "a) Phụ trách các lĩnh vực: văn hóa, giáo dục, y tế; "
            "tiếp công dân định kỳ; kỳ thi năm học 2023 - 2024."
        ),
        "b) Theo dõi và chỉ đạo hoạt động của Phòng Giáo dục và Đào tạo, Phòng Y tế.",
        (
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và "
            "thay thế Quyết định số 99/QĐ-UBND ngày 10/01/2022."
        ),
        "Điều 3. Chánh Văn phòng, Thủ trưởng các phòng, ban chịu trách nhiệm thi hành Quyết định này./.",
    ]
    body = head(
        "34/QĐ-UBND",
        "QUYẾT ĐỊNH",
        "Về việc phân công công tác của Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân huyện",
    )
    path = docx_file(tmp_path, body + "".join(map(par, lines)) + signed())
    (records,) = ingest_file(path, path.name)
    assert records.document.document_type == "QĐ"
    assert [(d.deadline_text, d.due_date, d.recurrence) for d in records.deadlines] == []
