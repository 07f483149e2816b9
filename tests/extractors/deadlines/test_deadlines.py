"""The deadline grammar against the contract's section 4: what each phrase means, and which time words of
prose count."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import clauses, find_deadlines
from extractors.deadlines.stream import Stream
from extractors.text.loader import WordFile
from extractors.text.phrases import Phrases
from extractors.text.time_words import TIME
from schemas.findings import Deadline

Row = tuple[str, str, str | None, str | None, str | None]
YEARLY, MONTHLY, WEEKLY = "FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY"
QUARTERLY, HALF_YEARLY = "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6"


def rows(found: list[Deadline]) -> list[Row]:
    """Deadlines as (text, kind, start, due, recurrence), dates in ISO form."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return [(d.text, d.kind, iso(d.start_date), iso(d.due_date), d.recurrence) for d in found]


def column(text: str, year: int | None = 2023) -> list[Row]:
    return rows(find_deadlines(text, year=year, column=True))


def prose(text: str, year: int | None = 2023) -> list[Row]:
    return rows(find_deadlines(text, year=year, column=False))


def due(text: str, day: str) -> Row:
    return (text, "date", None, day, None)


def period(text: str, first: str | None, last: str | None) -> Row:
    return (text, "period", first, last, None)


def start(text: str, day: str) -> Row:
    return (text, "start", day, None, None)


def ongoing(text: str, first: str | None = None, last: str | None = None) -> Row:
    return (text, "ongoing", first, last, None)


def recurring(text: str, rule: str | None) -> Row:
    return (text, "recurring", None, None, rule)


def event(text: str) -> Row:
    return (text, "event", None, None, None)


def yearly(month: int, day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


def in_quarters(day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"


@pytest.mark.parametrize(
    "expected",
    [
        due("trước ngày 20/6/2023", "2023-06-20"),
        due("15/4/2023", "2023-04-15"),
        due("Trước tháng 12/2023", "2023-11-30"),
        period("trong tháng 3/2023", "2023-03-01", "2023-03-31"),
        period("Tháng 5/2023", "2023-05-01", "2023-05-31"),
        period("quý II/2023", "2023-04-01", "2023-06-30"),
        period("Trong năm 2022", "2022-01-01", "2022-12-31"),
        period("Năm 2023", "2023-01-01", "2023-12-31"),
        due("đến năm 2025", "2025-12-31"),
        period("Cuối năm", None, "2023-12-31"),
        start("từ tháng 4/2023", "2023-04-01"),
        start("Bắt đầu từ ngày 01/9/2022", "2022-09-01"),
        ongoing("Thường xuyên"),
        ongoing("Thường xuyên trong năm 2022", "2022-01-01", "2022-12-31"),
        recurring("Hàng tuần", WEEKLY),
        recurring("Hàng tháng", MONTHLY),
        recurring("Hàng năm", YEARLY),
        recurring("Hàng quý", QUARTERLY),
        recurring("06 tháng", HALF_YEARLY),
        recurring("Quý IV hàng năm", yearly(12, -1)),
        recurring("Tháng 10 hàng năm", yearly(10, -1)),
        recurring("Đầu tháng 01 hàng năm", yearly(1, 10)),
        recurring("Trước 15/12 hàng năm", yearly(12, 15)),
        recurring("Ngày 30 tháng cuối cùng của quý", in_quarters(30)),
        period("đầu tháng 5/2023", "2023-05-01", "2023-05-10"),
        period("giữa tháng 5/2023", "2023-05-11", "2023-05-20"),
        period("cuối tháng 5/2023", "2023-05-21", "2023-05-31"),
        period("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        due("chậm nhất 30/6/2024", "2024-06-30"),
        recurring("Tháng 1 năm sau liền kề", yearly(1, -1)),
        period("12/2025", "2025-12-01", "2025-12-31"),
        period("Quý IV/2025 - Quý II/2026", "2025-10-01", "2026-06-30"),
        period("giai đoạn 2026-2030", "2026-01-01", "2030-12-31"),
        recurring("Định kỳ", None),
        event("Theo quy định"),
        event("Theo tiến độ Kế hoạch đề ra"),
        event("Khi có hồ sơ trễ hạn"),
    ],
    ids=lambda row: row[0],
)
def test_every_row_of_the_contract_table(expected: Row) -> None:
    assert column(expected[0]) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hoàn thành trong tháng 4 và bắt đầu thực hiện vào tháng 5/2023",
            [
                period("trong tháng 4", "2023-04-01", "2023-04-30"),
                start("bắt đầu thực hiện vào tháng 5/2023", "2023-05-01"),
            ],
        ),
        (
            "Hàng quý, 06 tháng, năm",
            [recurring("Hàng quý", QUARTERLY), recurring("06 tháng", HALF_YEARLY), recurring("năm", YEARLY)],
        ),
        (
            "Trong năm 2022 và những năm tiếp theo",
            [
                period("Trong năm 2022", "2022-01-01", "2022-12-31"),
                ongoing("những năm tiếp theo", "2023-01-01"),
            ],
        ),
        (
            "Quý IV năm 2025 và các năm tiếp theo",
            [
                period("Quý IV năm 2025", "2025-10-01", "2025-12-31"),
                ongoing("các năm tiếp theo", "2026-01-01"),
            ],
        ),
        (
            "Tháng 10 hàng năm và hàng tháng, quý, năm.",
            [
                recurring("Tháng 10 hàng năm", yearly(10, -1)),
                recurring("hàng tháng", MONTHLY),
                recurring("quý", QUARTERLY),
                recurring("năm", YEARLY),
            ],
        ),
        (
            "trước ngày 01/6 và 15/11 hằng năm",
            [recurring("trước ngày 01/6", yearly(6, 1)), recurring("15/11 hằng năm", yearly(11, 15))],
        ),
        (
            "Hoàn thành trong tháng 5/2023 và thường xuyên",
            [period("trong tháng 5/2023", "2023-05-01", "2023-05-31"), ongoing("thường xuyên")],
        ),
        (
            "Hàng năm, theo lịch của Hội đồng",
            [recurring("Hàng năm", YEARLY), event("theo lịch của Hội đồng")],
        ),
        (
            "Quý I/2024 hoặc sau khi có hướng dẫn",
            [period("Quý I/2024", "2024-01-01", "2024-03-31"), event("sau khi có hướng dẫn")],
        ),
        ("Thường xuyên; thường xuyên", [ongoing("Thường xuyên")]),
        ("Định kỳ, đột xuất", [recurring("Định kỳ", None), event("đột xuất")]),
        (
            "- Khảo sát: trong tháng 8;\n- Báo cáo trước ngày 15/9/2022",
            [period("trong tháng 8", "2023-08-01", "2023-08-31"), due("trước ngày 15/9/2022", "2022-09-15")],
        ),
        ("- Theo quy định\n- Hàng tháng", [event("Theo quy định"), recurring("Hàng tháng", MONTHLY)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_compound_gives_one_deadline_per_part_and_equal_ones_once(text: str, expected: list[Row]) -> None:
    assert column(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Từ ngày 01/01/2026 đến ngày 31/12/2026", "2026-01-01", "2026-12-31"),
        ("Từ 15/6 đến 20/6/2023", "2023-06-15", "2023-06-20"),
        ("15-20/6/2023", "2023-06-15", "2023-06-20"),
        ("Từ ngày 10 đến ngày 15 tháng 6 năm 2024", "2024-06-10", "2024-06-15"),
        ("Quý I - IV/2024", "2024-01-01", "2024-12-31"),
        ("Quý 1-4/2024", "2024-01-01", "2024-12-31"),
        ("Tháng 8-9/2022", "2022-08-01", "2022-09-30"),
        ("tháng 11 - tháng 2/2026", "2025-11-01", "2026-02-28"),
        ("tháng 10 năm 2023 đến tháng 3 năm 2024", "2023-10-01", "2024-03-31"),
        ("2025 - 2030", "2025-01-01", "2030-12-31"),
        ("Năm 2025-2026", "2025-01-01", "2026-12-31"),
        ("Trong giai đoạn 2 (năm 2021 - 2023)", "2021-01-01", "2023-12-31"),
        ("01/2025 - 12/2026", "2025-01-01", "2026-12-31"),
        ("6 tháng đầu năm", "2023-01-01", "2023-06-30"),
        ("06 tháng cuối năm 2024", "2024-07-01", "2024-12-31"),
        ("Cả năm", "2023-01-01", "2023-12-31"),
        ("Trong năm", "2023-01-01", "2023-12-31"),
        ("Đầu năm 2026", "2026-01-01", None),
        ("cuối quý II/2023", None, "2023-06-30"),
        ("tháng Mười hai", "2023-12-01", "2023-12-31"),
        ("tháng Mười năm 2024", "2024-10-01", "2024-10-31"),
        ("tháng Năm", "2023-05-01", "2023-05-31"),
        ("quý bốn", "2023-10-01", "2023-12-31"),
        ("Quí 1/2024", "2024-01-01", "2024-03-31"),
        ("Q1/2026", "2026-01-01", "2026-03-31"),
        ("T12/2025", "2025-12-01", "2025-12-31"),
        ("QUÝ III/2023", "2023-07-01", "2023-09-30"),
        ("QuýIV/2025", "2025-10-01", "2025-12-31"),
        ("Quý III / 2023", "2023-07-01", "2023-09-30"),
        ("Tháng12/2023", "2023-12-01", "2023-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("Tuần đầu của tháng 6/2023", "2023-06-01", "2023-06-07"),
        ("tuần đầu tiên tháng 9", "2023-09-01", "2023-09-07"),
        ("Sáu tháng đầu năm", "2023-01-01", "2023-06-30"),
        ("Tuần thứ hai của tháng 6/2023", "2023-06-08", "2023-06-14"),
        ("tuần thứ 4 tháng 8/2023", "2023-08-22", "2023-08-28"),
        ("Tuần cuối tháng 02/2024", "2024-02-23", "2024-02-29"),
        ("tuần cuối cùng của quý II/2023", "2023-06-24", "2023-06-30"),
        ("Tuần đầu năm 2024", "2024-01-01", "2024-01-07"),
    ],
)
def test_a_stretch_has_its_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    assert column(text) == [period(text, first, last)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("chậm nhất ngày 30 tháng 6 năm 2024", "2024-06-30"),
        ("chậm nhất trong tháng 6/2024", "2024-06-30"),
        ("ngày 15 tháng 6", "2023-06-15"),
        ("hết quý III/2024", "2024-09-30"),
        ("đến hết năm 2025", "2025-12-31"),
        ("từ nay đến hết năm 2025", "2025-12-31"),
        ("Đến tháng 6/2025", "2025-06-30"),
        ("trước năm 2026", "2025-12-31"),
        ("Trước 16 giờ 30 phút ngày 20/6/2023", "2023-06-20"),
        ("trước 17h00 ngày 05/9/2022", "2022-09-05"),
        ("chậm nhất 30 tháng 6 năm 2024", "2024-06-30"),
        ("15.4.2023", "2023-04-15"),
        ("15-4-2023", "2023-04-15"),
        ("15/4/23", "2023-04-15"),
        ("Trước 30/11/202 3", "2023-11-30"),
        ("15/4", "2023-04-15"),
        ("ngày cuối cùng của tháng 2/2024", "2024-02-29"),
        ("ngày cuối cùng của quý II/2023", "2023-06-30"),
        ("trước tuần đầu tháng 6/2023", "2023-05-31"),
        ("tháng 05/8/2023", "2023-08-05"),
    ],
)
def test_a_limit_is_its_last_day(text: str, day: str) -> None:
    assert column(text) == [due(text, day)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hàng năm (trước ngày 15/12)", yearly(12, 15)),
        ("Hằng năm, trước ngày 15/12", yearly(12, 15)),
        ("Hàng quý, trước ngày 25 của tháng cuối quý", in_quarters(25)),
        ("trước ngày 15 của tháng cuối quý", in_quarters(15)),
        ("trước ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("Trước 20 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("Trước ngày 10 tháng sau", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("Từ ngày 15 đến ngày 20 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("Trước ngày 15/01 của năm sau", yearly(1, 15)),
        ("Trước tháng 12 hàng năm", yearly(11, -1)),
        ("Trước 15/12/hàng năm", yearly(12, 15)),
        ("thứ sáu hàng tuần", "FREQ=WEEKLY;BYDAY=FR"),
        ("Hàng tuần (thứ Sáu)", "FREQ=WEEKLY;BYDAY=FR"),
        ("Hàng ngày", "FREQ=DAILY"),
        ("02 lần/năm", HALF_YEARLY),
        ("Mỗi quý 01 lần", QUARTERLY),
        ("06 tháng một lần", HALF_YEARLY),
        ("Định kỳ 06 tháng/lần", HALF_YEARLY),
        ("5 năm/lần", "FREQ=YEARLY;INTERVAL=5"),
        ("02 lần/quý", None),
        ("trước 25 tháng cuối quý", in_quarters(25)),
        ("06 tháng (trước ngày 15/6)", yearly(6, 15)),
        ("Cuối tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("cuối mỗi quý", in_quarters(-1)),
        ("Ngày cuối cùng của quý", in_quarters(-1)),
        ("Tuần đầu hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=7"),
        ("tuần cuối của tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_a_rule_names_the_day_of_each_round(text: str, rule: str | None) -> None:
    assert column(text) == [recurring(text, rule)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 4 và tháng 5/2024", ["2024-04-30", "2024-05-31"]),
        ("Quý I, II/2025", ["2025-03-31", "2025-06-30"]),
        ("Tháng 11/2022, tháng 12", ["2022-11-30", "2022-12-31"]),
        ("ngày 15 và 30/6/2024", ["2024-06-15", "2024-06-30"]),
        ("Năm 2023, 2024", ["2023-12-31", "2024-12-31"]),
        ("Tháng 3; tháng 6 năm 2024", ["2023-03-31", "2024-06-30"]),
    ],
)
def test_a_missing_year_is_that_of_the_time_beside_it_else_the_plans(text: str, expected: list[str]) -> None:
    assert [row[3] for row in column(text)] == expected


def test_without_any_year_no_date_is_made_up() -> None:
    assert column("Tháng 5", year=None) == [event("Tháng 5")]
    assert prose("Hoàn thành trong tháng 5.", year=None) == []
    assert prose("Hoàn thành trong tháng 5/2024.", year=None) == [
        period("trong tháng 5/2024", "2024-05-01", "2024-05-31")
    ]


@pytest.mark.parametrize(
    "text", ["31/02/2023", "45/13/2023", "Trước ngày 31/02/2023", "tháng 13/2023", "Trước ngày 00/5/2023"]
)
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    assert column(text) == [event(text)]
    assert prose(f"Hoàn thành {text}.") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Hoàn thành theo tiến độ được giao.", "theo tiến độ được giao"),
        ("Sau khi Nghị định số 12/2024/NĐ-CP ngày 05/3/2024 có hiệu lực", None),
        ("Theo Kế hoạch số 15/KH-UBND ngày 05/3/2023", None),
        ("Theo kế hoạch hàng năm của tỉnh", None),
        ("Ngay sau khi Kế hoạch được ban hành", None),
        ("Trong vòng 05 ngày làm việc", None),
        ("Năm học 2025-2026", None),
        ("Trong hè 2023", None),
        ("Thời gian thực hiện: Theo hướng dẫn của Bộ", "Theo hướng dẫn của Bộ"),
        ("7h00 - 7h15", None),
    ],
)
def test_what_names_no_time_is_an_event_in_a_column_and_nothing_in_prose(text: str, said: str | None) -> None:
    assert column(text) == [event(said or text)]
    assert prose(text) == []


@pytest.mark.parametrize("text", ["", "-", "x", "732", "…", "Hoàn thành", "./."])
def test_an_entry_that_says_nothing_gives_nothing(text: str) -> None:
    assert column(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các xã gửi số liệu về phòng chuyên môn trước ngày 20/6/2023 để tổng hợp.",
            [due("trước ngày 20/6/2023", "2023-06-20")],
        ),
        ("Thành lập tổ công tác trước ngày 15/6/2023.", [due("trước ngày 15/6/2023", "2023-06-15")]),
        (
            "Niêm yết lại thủ tục (hoàn thành trong tháng 7/2023).",
            [period("trong tháng 7/2023", "2023-07-01", "2023-07-31")],
        ),
        ("Đến hết năm 2023, mọi hồ sơ được số hóa.", [due("Đến hết năm 2023", "2023-12-31")]),
        ("Quý II/2023, tổ chức hội thi.", [period("Quý II/2023", "2023-04-01", "2023-06-30")]),
        ("Tổ chức hội thi (tháng 9/2023).", [period("tháng 9/2023", "2023-09-01", "2023-09-30")]),
        ("Hàng năm mỗi đơn vị đăng ký một sáng kiến.", [recurring("Hàng năm", YEARLY)]),
        (
            "Tham mưu lãnh đạo định kỳ hàng tuần bố trí lịch tiếp dân.",
            [recurring("định kỳ hàng tuần", WEEKLY)],
        ),
        ("Theo dõi và định kỳ hàng tháng báo cáo lãnh đạo.", [recurring("định kỳ hàng tháng", MONTHLY)]),
        (
            "Báo cáo kết quả theo định kỳ hàng tháng (nêu rõ đơn vị chậm).",
            [recurring("định kỳ hàng tháng", MONTHLY)],
        ),
        ("Báo cáo định kỳ hàng quý về phòng chuyên môn.", [recurring("định kỳ hàng quý", QUARTERLY)]),
        ("Đảm bảo hồ sơ đúng hạn hàng năm đạt trên 95%.", [recurring("hàng năm", YEARLY)]),
        ("Tổ chức lấy ý kiến người dân hàng năm.", [recurring("hàng năm", YEARLY)]),
        ("Các đơn vị định kỳ kiểm tra việc thực hiện.", [recurring("định kỳ", None)]),
        ("Hàng năm, các xã gửi báo cáo trước ngày 15/12.", [recurring("trước ngày 15/12", yearly(12, 15))]),
        (
            "Hàng tháng, tổng hợp số liệu gửi trước ngày 20.",
            [recurring("trước ngày 20", "FREQ=MONTHLY;BYMONTHDAY=20")],
        ),
        (
            "Hàng quý (trước ngày 20 tháng cuối quý), 6 tháng (trước ngày 20/6) gửi báo cáo.",
            [
                recurring("Hàng quý (trước ngày 20 tháng cuối quý)", in_quarters(20)),
                recurring("trước ngày 20/6", yearly(6, 20)),
            ],
        ),
        (
            "Hàng tuần rà soát hồ sơ, hoàn thành trước ngày 30/7.",
            [recurring("Hàng tuần", WEEKLY), due("trước ngày 30/7", "2023-07-30")],
        ),
        ("Tỷ lệ phủ sóng theo mục tiêu đến năm 2030 đạt 100%.", [due("đến năm 2030", "2030-12-31")]),
        ("Thường xuyên kiểm tra việc niêm yết.", [ongoing("Thường xuyên")]),
        (
            "Lập chương trình công tác hằng năm và định kỳ gửi báo cáo trước ngày 10/12.",
            [recurring("trước ngày 10/12", yearly(12, 10))],
        ),
        (
            "Thực hiện nghiêm việc chấm điểm công chức hàng tháng theo thang điểm.",
            [recurring("hàng tháng", MONTHLY)],
        ),
        ("Triển khai tốt việc rà soát thủ tục rườm rà hàng quý.", [recurring("hàng quý", QUARTERLY)]),
        (
            "Tổ chức sơ kết Đề án vào năm 2025, tổng kết vào năm 2027.",
            [
                period("vào năm 2025", "2025-01-01", "2025-12-31"),
                period("vào năm 2027", "2027-01-01", "2027-12-31"),
            ],
        ),
        (
            "Tham mưu sơ kết Đề án năm 2025, tổng kết Đề án năm 2027.",
            [period("năm 2025", "2025-01-01", "2025-12-31"), period("năm 2027", "2027-01-01", "2027-12-31")],
        ),
        (
            "Mở lớp trong tuần đầu của tháng 6/2023.",
            [period("trong tuần đầu của tháng 6/2023", "2023-06-01", "2023-06-07")],
        ),
        ("Bắt đầu áp dụng từ tháng 01/8/2023.", [start("Bắt đầu áp dụng từ tháng 01/8/2023", "2023-08-01")]),
        ("Các xã, phường thường xuyên rà soát thủ tục.", [ongoing("thường xuyên")]),
        (
            "Phòng chuyên môn chủ trì, phối hợp với các xã thường xuyên rà soát thủ tục.",
            [ongoing("thường xuyên")],
        ),
        ("Xây dựng lịch trực và thường xuyên đôn đốc các xã.", [ongoing("thường xuyên")]),
        (
            "Báo cáo UBND tỉnh (qua Sở Y tế) định kỳ 6 tháng, hằng năm.",
            [recurring("định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6"), recurring("hằng năm", "FREQ=YEARLY")],
        ),
        ("Trong năm, tổ chức hai đợt tập huấn.", [period("Trong năm", "2023-01-01", "2023-12-31")]),
        (
            "Trồng cây xanh trong năm 2023 và những năm tiếp theo ở các trường.",
            [
                period("trong năm 2023", "2023-01-01", "2023-12-31"),
                ongoing("những năm tiếp theo", "2024-01-01"),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_time_of_doing_counts_in_prose(text: str, expected: list[Row]) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # dates of cited documents, years in names
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 5/3/2023 về công tác văn thư.",
        "Triển khai Nghị quyết số 03/2021/NQ-HĐND ngày 10 tháng 7 năm 2023.",
        "Rà soát Kế hoạch cải cách hành chính năm 2023 của đơn vị.",
        "Cải thiện chỉ số năm 2022 của huyện.",
        "Triển khai Chiến lược phát triển dữ liệu đến năm 2030.",
        "Thực hiện Chương trình hành động giai đoạn 2021-2025.",
        "Phổ biến Đề án “Xã hội học tập đến năm 2030”.",
        "Hưởng ứng Ngày Pháp luật 09/11 hàng năm.",
        "Gửi báo cáo giữa kỳ (năm 2025) và báo cáo cuối kỳ (năm 2027).",
        "Tổ chức hội nghị tổng kết công tác năm 2023.",
        "Chuẩn bị tổng kết Chương trình giai đoạn 2023-2027.",
        # noun phrases
        "Giải quyết công việc hàng ngày.",
        "Xây dựng kế hoạch hàng năm của đơn vị.",
        "Xây dựng kế hoạch kiểm tra hàng năm và tổ chức thực hiện.",
        "Xây dựng kế hoạch 5 năm, hàng năm.",
        "Thực hiện tốt việc tiếp dân định kỳ.",
        "Đôn đốc việc kiểm tra hàng quý.",
        "Thực hiện chế độ báo cáo định kỳ hàng quý.",
        "Gắn với công tác thi đua, khen thưởng hàng năm.",
        "Khắc phục hạn chế trong việc giải quyết hồ sơ hàng năm.",
        "Bố trí dự toán chi thường xuyên.",
        "Sử dụng ngân sách hằng năm được giao.",
        # "thường xuyên" of somebody else, or after the verb
        "Phân công công chức thường xuyên hỗ trợ người dân.",
        "Chấn chỉnh các đơn vị không thường xuyên cập nhật.",
        "Xử lý các trường hợp thường xuyên trễ hẹn.",
        "Phối hợp chặt chẽ, thường xuyên, có hiệu quả.",
        # measured, past, compared, conditional
        "Quy định có hiệu lực từ ngày 01/7/2023.",
        "Số liệu tính đến ngày 15/6/2023.",
        "Tăng 20% so với năm 2022.",
        "Khắc phục hạn chế trong năm 2022.",
        "Sửa các văn bản đã ban hành trong tháng 3/2023.",
        "Rà soát hồ sơ tiếp nhận trước ngày 01/7/2023.",
        "Ngày 05/7/2023, huyện đã ban hành quy chế.",
        "Thu hồi khoản đến ngày 30/6 hàng năm chưa phân bổ.",
        "Đối với việc triển khai trong năm 2023, các xã tự cân đối.",
        "Tránh chồng chéo trong kế hoạch thanh tra, kiểm tra hàng năm, bảo đảm đúng quy định.",
        # durations and counts
        "Trả kết quả trong vòng 05 ngày làm việc.",
        "Đạt từ 10/11 điểm trở lên.",
        "Tổ chức 02 cuộc/năm.",
        "ngày     tháng     năm 2023",
    ],
)
def test_other_time_words_of_prose_do_not_count(text: str) -> None:
    assert prose(text) == []


def test_texts_are_verbatim_at_their_offsets_over_several_lines() -> None:
    text = "+ Rà soát: Trước  ngày 15–4–2023\n+ Báo cáo: HẰNG QUÝ"
    found = find_deadlines(text, year=2023, column=True)
    assert [(d.text, text[d.start : d.end]) for d in found] == [
        ("Trước  ngày 15–4–2023",) * 2,
        ("HẰNG QUÝ",) * 2,
    ]


def test_certain_readings_are_more_confident_than_completed_ones_and_conditions() -> None:
    confidences = [
        find_deadlines(text, year=2023, column=True)[0].confidence
        for text in ("Tháng 5/2023", "Tháng 5", "Theo quy định")
    ]
    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == 3


def test_a_stop_inside_a_number_ends_no_sentence() -> None:
    s = Stream("Chi 5.937 đồng. Xong")
    assert [i for i in range(len(s)) if clauses.ends_sentence(s, i)] == [5]


_VOCABULARY = """
trước sau trong đến từ nay hết chậm nhất ngày tháng quý năm tuần hàng hằng mỗi định kỳ thường xuyên đầu giữa
cuối và hai , - / ( ) . ; : I II IV 01 15 30 31 3 6 12 2023 2025 15/4 31/02 12/2025 20/6/2023 2025-2030 giai
đoạn những tiếp theo lần thứ sáu cả mười bắt khi báo cáo kế hoạch các xã 12/QĐ-UBND đã “ ” là 20/6 1,5 nửa
học 23 lần/năm T4 Q1
"""
_WORDS = _VOCABULARY.split()
_TIME_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=24).map(" ".join) | st.lists(
    st.sampled_from([*_WORDS, "\n- ", "\n"]), max_size=24
).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(_TIME_TEXTS, st.text(max_size=200)),
    column=st.booleans(),
    year=st.sampled_from([None, 2023, 1, 9999]),
)
def test_no_text_raises_and_every_finding_is_where_it_says(text: str, column: bool, year: int | None) -> None:
    found = find_deadlines(text, year=year, column=column)
    for d in found:
        assert text[d.start : d.end] == d.text != ""
        assert 0 <= d.start < d.end <= len(text)
        if d.kind == "event":
            assert column
        else:
            assert d.kind in ("ongoing", "recurring") or d.start_date or d.due_date
        if d.start_date and d.due_date:
            assert d.start_date <= d.due_date
        if d.recurrence:
            assert rrulestr(d.recurrence, dtstart=datetime(2024, 1, 1))[0]
    keys = [
        (d.kind, d.start_date, d.due_date, d.recurrence, d.text.casefold() if d.kind == "event" else "")
        for d in found
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "unit",
    [
        "thường xuyên ",
        "tháng 4, ",
        "hàng quý, năm, ",
        "từ ",
        "bắt đầu a ",
        "12/2025 - ",
        "theo kế hoạch hàng năm ",
        "đến năm 2030 ",
        "1/",
        "tuần đầu ",
        "sơ kết năm 2030 ",
        "thực hiện việc lập hàng năm ",
        "(",
        "1",
    ],
)
@pytest.mark.parametrize("column", [True, False])
def test_the_work_grows_with_the_length_of_the_text(
    unit: str, column: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    at = Stream.at

    def counted(self: Stream, i: int) -> object:
        nonlocal looks
        looks += 1
        return at(self, i)

    monkeypatch.setattr(Stream, "at", counted)
    work = []
    for repeats in (200, 400):
        looks = 0
        find_deadlines(unit * repeats, year=2023, column=column)
        work.append(looks)
    assert work[1] <= 2.3 * work[0] + 1000


def test_no_class_of_words_names_another_spelling() -> None:
    """A word of `spellings` is read as the one it stands for: in a class it would never be found."""
    classes = [
        words
        for table in vars(TIME).values()
        if isinstance(table, WordFile)
        for words in vars(table).values()
        if isinstance(words, Phrases)
    ]
    named = {key for words in classes for phrase in words for key in phrase}
    assert not named & set(TIME.spellings)
