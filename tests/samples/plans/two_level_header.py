"""Annexes with a two-level column header and a row of column numbers. All units and persons are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
    HALF_YEARLY,
    QUARTERLY,
    YEARLY,
    Annex,
    Column,
    Form,
    Group,
    HeaderCell,
    Heading,
    Item,
    Plan,
    Table,
    Task,
    by,
    event,
    every,
    goal,
    ongoing,
    row,
    since,
    within,
)

PLANNING = ("Sở Kế hoạch và Đầu tư",)
LAND = ("Sở Tài nguyên và Môi trường",)
DISTRICTS = "UBND các huyện, thành phố"
ZONES = "Ban Quản lý các khu công nghiệp tỉnh"

COMPETITIVENESS = (
    Group("I", "GIA NHẬP THỊ TRƯỜNG"),
    row(
        "1",
        Task(
            "Rút ngắn thời gian cấp giấy chứng nhận đăng ký doanh nghiệp còn không quá 02 ngày làm việc.",
            lead=PLANNING,
            coordinate=("Cục Thuế tỉnh", "Công an tỉnh"),
            deadlines=(within("Quý I/2024", "2024-01-01", "2024-03-31"),),
        ),
        "Sở Kế hoạch và Đầu tư",
        "Cục Thuế tỉnh; Công an tỉnh",
        "Quý I/2024",
    ),
    row(
        "2",
        Task(
            "Hướng dẫn người thành lập doanh nghiệp, bảo đảm 100% hồ sơ đăng ký nộp qua mạng thông tin điện tử.",
            lead=PLANNING,
            coordinate=(DISTRICTS,),
            deadlines=(ongoing("Thường xuyên"),),
            targets=(goal("100% hồ sơ đăng ký nộp qua mạng thông tin điện tử", "eq", 100, "%"),),
        ),
        "Sở Kế hoạch và Đầu tư",
        DISTRICTS,
        "Thường xuyên",
    ),
    row(
        "3",
        Task(
            "Liên thông việc cấp mã số thuế, đăng ký sử dụng lao động và mở tài khoản ngân hàng trong cùng một lần nộp hồ sơ.",
            lead=PLANNING,
            coordinate=("Cục Thuế tỉnh", "Bảo hiểm xã hội tỉnh", "Ngân hàng Nhà nước Chi nhánh tỉnh"),
            deadlines=(within("Quý IV/2024 - Quý I/2025", "2024-10-01", "2025-03-31"),),
        ),
        "Sở Kế hoạch và Đầu tư",
        ("- Cục Thuế tỉnh;", "- Bảo hiểm xã hội tỉnh;", "- Ngân hàng Nhà nước Chi nhánh tỉnh."),
        "Quý IV/2024 - Quý I/2025",
    ),
    Group("II", "TIẾP CẬN ĐẤT ĐAI"),
    row(
        "4",
        Task(
            "Công khai bản đồ quy hoạch, kế hoạch sử dụng đất trên Cổng thông tin điện tử của tỉnh.",
            lead=LAND,
            coordinate=(DISTRICTS,),
            deadlines=(by("Trước 20/11/2024", "2024-11-20"),),
        ),
        "Sở Tài nguyên và Môi trường",
        DISTRICTS,
        "Trước 20/11/2024",
    ),
    row(
        "5",
        Task(
            "Tạo quỹ đất sạch tối thiểu 150 ha để thu hút nhà đầu tư thứ cấp.",
            lead=("Trung tâm Phát triển quỹ đất tỉnh",),
            coordinate=(ZONES, "Sở Xây dựng", "UBND huyện Sơn Mẫu"),
            deadlines=(within("Giai đoạn 2024-2025", "2024-01-01", "2025-12-31"),),
            targets=(
                goal("Tạo quỹ đất sạch tối thiểu 150 ha để thu hút nhà đầu tư thứ cấp", "ge", 150, "ha"),
            ),
        ),
        "Trung tâm Phát triển quỹ đất tỉnh",
        f"{ZONES}, Sở Xây dựng và UBND huyện Sơn Mẫu",
        "Giai đoạn 2024-2025",
    ),
    row(
        "6",
        Task(
            "Rà soát, cắt giảm ít nhất 30% thời gian thực hiện thủ tục giao đất, cho thuê đất so với quy định.",
            lead=LAND,
            coordinate=("Các sở, ban, ngành liên quan", "Sở Xây dựng", "Sở Tài chính"),
            deadlines=(by("Đến năm 2025", "2025-12-31"),),
            targets=(
                goal(
                    "cắt giảm ít nhất 30% thời gian thực hiện thủ tục giao đất, cho thuê đất so với quy định",
                    "ge",
                    30,
                    "%",
                    "decrease",
                ),
            ),
        ),
        "Sở Tài nguyên và Môi trường",
        "Các sở, ban, ngành liên quan (Sở Xây dựng, Sở Tài chính)",
        "Đến năm 2025",
    ),
    Group("III", "TÍNH MINH BẠCH VÀ CHI PHÍ THỜI GIAN"),
    row(
        "7",
        Task(
            "Công bố kế hoạch thanh tra, kiểm tra doanh nghiệp; bảo đảm mỗi doanh nghiệp không bị kiểm tra quá 01 lần/năm.",
            lead=("Thanh tra tỉnh",),
            coordinate=("Các sở, ngành có liên quan",),
            deadlines=(every("Tháng 12 hàng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),),
            targets=(goal("mỗi doanh nghiệp không bị kiểm tra quá 01 lần/năm", "le", 1, "lần/năm"),),
        ),
        "Thanh tra tỉnh",
        "Các sở, ngành có liên quan được giao quyết định thanh tra, kiểm tra",
        "Tháng 12 hàng năm",
    ),
    row(
        "8",
        Task(
            "Vận hành đường dây nóng, trả lời phản ánh của doanh nghiệp qua một đầu mối duy nhất.",
            lead=("Văn phòng UBND tỉnh",),
            coordinate=("Sở Thông tin và Truyền thông",),
            deadlines=(since("Từ tháng 4/2024", "2024-04-01"),),
        ),
        "Văn phòng UBND tỉnh",
        "Sở Thông tin và Truyền thông",
        "Từ tháng 4/2024",
    ),
    row(
        "9",
        Task(
            "Tổ chức chương trình “Cà phê doanh nhân” tại trung tâm các huyện, thành phố.",
            lead=("Hiệp hội Doanh nghiệp tỉnh",),
            coordinate=(*PLANNING, DISTRICTS),
            deadlines=(every("Hàng quý", QUARTERLY),),
        ),
        "Hiệp hội Doanh nghiệp tỉnh",
        ("Sở Kế hoạch và Đầu tư", DISTRICTS),
        "Hàng quý",
    ),
    Group("IV", "CHI PHÍ KHÔNG CHÍNH THỨC VÀ THIẾT CHẾ PHÁP LÝ"),
    row(
        "10",
        Task(
            "Lắp đặt camera giám sát, công khai số điện thoại của người đứng đầu tại nơi tiếp nhận hồ sơ của doanh nghiệp.",
            lead=("Các sở, ban, ngành", DISTRICTS),
            coordinate=("Sở Nội vụ",),
            deadlines=(within("Trong năm 2024", "2024-01-01", "2024-12-31"),),
        ),
        ("- Các sở, ban, ngành", f"- {DISTRICTS}"),
        "Sở Nội vụ",
        "Trong năm 2024",
    ),
    row(
        "11",
        Task(
            "Đào tạo, hỗ trợ pháp lý cho ít nhất 400 lượt doanh nghiệp nhỏ và vừa mỗi năm theo Nghị định số 55/2019/NĐ-CP ngày 24/6/2019 của Chính phủ.",
            lead=("Sở Tư pháp",),
            coordinate=("Đoàn Luật sư tỉnh", "Hiệp hội Doanh nghiệp tỉnh"),
            deadlines=(
                within("Năm 2024", "2024-01-01", "2024-12-31"),
                ongoing("những năm tiếp theo", "2025-01-01"),
            ),
            targets=(
                goal(
                    "Đào tạo, hỗ trợ pháp lý cho ít nhất 400 lượt doanh nghiệp nhỏ và vừa mỗi năm",
                    "ge",
                    400,
                    "lượt doanh nghiệp nhỏ và vừa",
                ),
            ),
        ),
        "Sở Tư pháp",
        "Đoàn Luật sư tỉnh, Hiệp hội Doanh nghiệp tỉnh",
        "Năm 2024 và những năm tiếp theo",
    ),
    row(
        "12",
        Task(
            "Báo cáo kết quả xử lý phản ánh của doanh nghiệp về hành vi nhũng nhiễu.",
            lead=("Công an tỉnh",),
            coordinate=("Thanh tra tỉnh",),
            deadlines=(every("06 tháng", HALF_YEARLY), every("năm", YEARLY)),
        ),
        "Công an tỉnh",
        "Thanh tra tỉnh",
        "06 tháng, năm",
    ),
)

GREEN = (
    Group("A", "GIẢM THIỂU TÁC ĐỘNG TIÊU CỰC ĐẾN MÔI TRƯỜNG (CHỈ SỐ XANH - PGI)", "whole", indices=("PGI",)),
    row(
        "1",
        Task(
            "Hoàn thành hệ thống xử lý nước thải tập trung tại các cụm công nghiệp đang hoạt động.",
            lead=("Sở Công Thương",),
            coordinate=("Chủ đầu tư hạ tầng cụm công nghiệp", DISTRICTS),
            deadlines=(by("31/12/2025", "2025-12-31"),),
        ),
        "Sở Công Thương",
        f"Chủ đầu tư hạ tầng cụm công nghiệp; {DISTRICTS}",
        "31/12/2025",
    ),
    row(
        "2",
        Task(
            "Kiểm tra việc chấp hành pháp luật về bảo vệ môi trường của tối thiểu 60 cơ sở sản xuất, kinh doanh.",
            lead=LAND,
            coordinate=("Công an tỉnh", ZONES),
            deadlines=(every("Hàng năm", YEARLY),),
            targets=(
                goal(
                    "Kiểm tra việc chấp hành pháp luật về bảo vệ môi trường của tối thiểu 60 cơ sở sản xuất, kinh doanh",
                    "ge",
                    60,
                    "cơ sở sản xuất, kinh doanh",
                ),
            ),
        ),
        "Sở Tài nguyên và Môi trường",
        f"Công an tỉnh, {ZONES}",
        "Hàng năm",
    ),
    row(
        "3",
        Task(
            "Xử lý dứt điểm các điểm tập kết rác thải tự phát dọc các tuyến quốc lộ.",
            lead=(DISTRICTS,),
            coordinate=("Sở Giao thông vận tải",),
            deadlines=(within("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),),
        ),
        DISTRICTS,
        "Sở Giao thông vận tải",
        "6 tháng đầu năm 2024",
    ),
    Group("B", "VAI TRÒ CỦA CHÍNH QUYỀN TRONG THÚC ĐẨY THỰC HÀNH XANH", "whole"),
    row(
        "4",
        Task(
            "Xây dựng cơ chế hỗ trợ lãi suất cho doanh nghiệp đổi mới công nghệ sạch, trình HĐND tỉnh xem xét.",
            lead=("Sở Khoa học và Công nghệ",),
            coordinate=("Sở Tài chính", *PLANNING),
            deadlines=(event("Theo chương trình kỳ họp HĐND tỉnh"),),
        ),
        "Sở Khoa học và Công nghệ",
        "Sở Tài chính, Sở Kế hoạch và Đầu tư",
        "Theo chương trình kỳ họp HĐND tỉnh",
    ),
    row(
        "5",
        Task(
            "Đưa tiêu chí xanh vào hồ sơ mời thầu mua sắm công.",
            lead=("Sở Tài chính",),
            coordinate=("Các cơ quan, đơn vị, địa phương",),
            deadlines=(since("Bắt đầu từ ngày 01/7/2024", "2024-07-01"),),
        ),
        "Sở Tài chính",
        "Các cơ quan, đơn vị, địa phương",
        "Bắt đầu từ ngày 01/7/2024",
    ),
    row(
        "6",
        Task(
            "Tổ chức ít nhất 04 lớp tập huấn kiểm kê khí nhà kính cho doanh nghiệp.",
            lead=LAND,
            coordinate=("Hiệp hội Doanh nghiệp tỉnh",),
            deadlines=(ongoing("Thường xuyên trong năm 2024", "2024-01-01", "2024-12-31"),),
            targets=(
                goal(
                    "Tổ chức ít nhất 04 lớp tập huấn kiểm kê khí nhà kính cho doanh nghiệp",
                    "ge",
                    4,
                    "lớp tập huấn",
                ),
            ),
        ),
        "Sở Tài nguyên và Môi trường",
        "Hiệp hội Doanh nghiệp tỉnh",
        "Thường xuyên trong năm 2024",
    ),
)

PLAN = Plan(
    slug="mau-03-tieu-de-hai-tang-2024",
    document={
        "document_type": "KH",
        "number": "92",
        "symbol": "92/KH-UBND",
        "issuer": "UBND tỉnh Hòa Mẫu",
        "issuer_level": "province",
        "province": None,
        "district": None,
        "commune": None,
        "issue_place": "Hòa Mẫu",
        "issue_date": "2024-02-05",
        "issue_year": 2024,
        "issue_month": 2,
        "title": "Cải thiện Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) và Chỉ số xanh cấp tỉnh (PGI) tỉnh Hòa Mẫu giai đoạn 2024 - 2025",
        "period_start_year": 2024,
        "period_end_year": 2025,
        "indices": ["PCI", "PGI"],
        "signer_name": "Trần Văn Thử",
        "signer_title": "PHÓ CHỦ TỊCH",
    },
    title_indices=("PCI", "PGI"),
    references=("02/NQ-CP", "21-NQ/TU", "55/2019/NĐ-CP"),
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH HÒA MẪU"),
    number="Số: 92/KH-UBND",
    place_date="Hòa Mẫu, ngày 05 tháng 02 năm 2024",
    title=(
        "Cải thiện Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)",
        "và Chỉ số xanh cấp tỉnh (PGI) tỉnh Hòa Mẫu giai đoạn 2024 - 2025",
    ),
    preamble=(
        "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ về những nhiệm vụ, giải pháp chủ yếu cải thiện môi trường kinh doanh, nâng cao năng lực cạnh tranh quốc gia năm 2024;",
        "Thực hiện Nghị quyết số 21-NQ/TU ngày 12/12/2023 của Ban Chấp hành Đảng bộ tỉnh về phát triển kinh tế - xã hội năm 2024, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:",
    ),
    blocks=(
        Heading("I", "MỤC TIÊU"),
        Item("1", "Chỉ số PCI năm 2024 đạt tối thiểu 66,5 điểm; năm 2025 đạt trên 68 điểm."),
        Item(
            "2",
            "Đến hết năm 2025, 100% cụm công nghiệp đang hoạt động có hệ thống xử lý nước thải tập trung, góp phần nâng cao Chỉ số PGI.",
        ),
        Heading("II", "NHIỆM VỤ TRỌNG TÂM"),
        Item("", "(Chi tiết tại Phụ lục I và Phụ lục II kèm theo)"),
        Heading("III", "TỔ CHỨC THỰC HIỆN"),
        Item(
            "1",
            Task(
                "Giao Sở Kế hoạch và Đầu tư làm đầu mối theo dõi, tổng hợp; trước ngày 05 tháng cuối quý tham mưu UBND tỉnh họp đánh giá tiến độ.",
                lead=PLANNING,
                deadlines=(
                    every("trước ngày 05 tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=5"),
                ),
            ),
        ),
        Item(
            "2",
            Task(
                f"Các sở, ban, ngành, {DISTRICTS} ban hành kế hoạch của cơ quan, địa phương mình trước ngày 29/02/2024.",
                lead=("Các sở, ban, ngành", DISTRICTS),
                deadlines=(by("trước ngày 29/02/2024", "2024-02-29"),),
            ),
        ),
        Item(
            "3",
            Task(
                "Đề nghị Hiệp hội Doanh nghiệp tỉnh phối hợp với Báo Hòa Mẫu tuyên truyền nội dung Kế hoạch, vận động doanh nghiệp trả lời phiếu khảo sát khách quan, đầy đủ.",
                lead=("Hiệp hội Doanh nghiệp tỉnh",),
                coordinate=("Báo Hòa Mẫu",),
            ),
        ),
        Item("", f"Yêu cầu các sở, ban, ngành, {DISTRICTS} nghiêm túc triển khai thực hiện Kế hoạch này./."),
    ),
    targets=(
        goal("Chỉ số PCI năm 2024 đạt tối thiểu 66,5 điểm", "ge", 66.5, "điểm"),
        goal("năm 2025 đạt trên 68 điểm", "gt", 68, "điểm"),
        goal("100% cụm công nghiệp đang hoạt động có hệ thống xử lý nước thải tập trung", "eq", 100, "%"),
    ),
    recipients=(
        "Thường trực Tỉnh ủy;",
        "Thường trực HĐND tỉnh;",
        "CT, các PCT UBND tỉnh;",
        "Các sở, ban, ngành tỉnh;",
        f"{DISTRICTS};",
        "Lưu: VT, TH.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Trần Văn Thử",
    annexes=(
        Annex(
            name="PHỤ LỤC I",
            title=("Phân công nhiệm vụ cải thiện Chỉ số năng lực cạnh tranh cấp tỉnh",),
            attached="(Kèm theo Kế hoạch số 92/KH-UBND ngày 05 tháng 02 năm 2024 của UBND tỉnh Hòa Mẫu)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "TT", 6, "center"),
                        Column("task", "Nhiệm vụ, giải pháp", 52, "both"),
                        Column("lead", "Chủ trì", 24),
                        Column("coordinate", "Phối hợp", 28),
                        Column("time", "Thời gian hoàn thành", 18, "center"),
                    ),
                    header=(
                        (
                            HeaderCell("TT", rows=2),
                            HeaderCell("Nhiệm vụ, giải pháp", rows=2),
                            HeaderCell("Phân công trách nhiệm", columns=2),
                            HeaderCell("Thời gian hoàn thành", rows=2),
                        ),
                        (HeaderCell("Chủ trì"), HeaderCell("Phối hợp")),
                    ),
                    rows=COMPETITIVENESS,
                    numbered=True,
                ),
            ),
        ),
        Annex(
            name="PHỤ LỤC II",
            title=("Nhiệm vụ cải thiện Chỉ số xanh cấp tỉnh",),
            attached="(Kèm theo Kế hoạch số 92/KH-UBND ngày 05 tháng 02 năm 2024 của UBND tỉnh Hòa Mẫu)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "TT", 6, "center"),
                        Column("task", "Nội dung công việc", 52, "both"),
                        Column("lead", "Cơ quan chủ trì", 24),
                        Column("coordinate", "Cơ quan thực hiện", 28),
                        Column("time", "Thời hạn", 18, "center"),
                    ),
                    rows=GREEN,
                ),
            ),
        ),
    ),
    form=Form(size=14, table_size=12, rule="underline", left=30, right=15),
)
