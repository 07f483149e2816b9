"""An annex whose cells hold several bullets that pair up across its columns. All units and persons are
invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    YEARLY,
    Annex,
    Column,
    Form,
    Group,
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

OFFICE = "Văn phòng HĐND và UBND huyện"
DEPARTMENTS = "Các phòng chuyên môn thuộc UBND huyện"
COMMUNES = "UBND các xã, thị trấn"
HOME = ("Phòng Nội vụ",)

# Empty lines in a cell: typists push a bullet down until it stands beside its task.
ROWS = (
    Group("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
    row(
        "1",
        "Ban hành và thực hiện kế hoạch cải cách hành chính",
        (
            Task(
                "Ban hành kế hoạch chi tiết, phân công đến từng công chức phụ trách tiêu chí.",
                "-",
                (DEPARTMENTS, COMMUNES),
                deadlines=(by("Trước 30/4/2024", "2024-04-30"),),
            ),
            Task(
                "Cập nhật tiến độ trên phần mềm theo dõi nhiệm vụ, nhắc việc đối với nội dung sắp đến hạn.",
                "-",
                HOME,
                deadlines=(every("Hàng tháng", MONTHLY),),
            ),
            Task(
                "Tổng hợp kết quả thực hiện, báo cáo Thường trực Huyện ủy, UBND huyện.",
                "-",
                HOME,
                (OFFICE,),
                deadlines=(
                    every("Hàng quý", QUARTERLY),
                    every("06 tháng", HALF_YEARLY),
                    every("năm", YEARLY),
                ),
            ),
        ),
        (f"- {DEPARTMENTS}; {COMMUNES}", "", "- Phòng Nội vụ", "", f"- Phòng Nội vụ phối hợp với {OFFICE}"),
        ("- Trước 30/4/2024", "", "- Hàng tháng", "", "- Hàng quý, 06 tháng, năm"),
        "Theo dõi chung",
    ),
    row(
        "2",
        "Kiểm tra công tác cải cách hành chính",
        (
            Task(
                "Kiểm tra đột xuất việc thực thi công vụ, bố trí ít nhất 06 cuộc trong năm.",
                "-",
                HOME,
                deadlines=(
                    within("Quý II", "2024-04-01", "2024-06-30"),
                    within("quý IV/2024", "2024-10-01", "2024-12-31"),
                ),
                targets=(goal("bố trí ít nhất 06 cuộc trong năm", "ge", 6, "cuộc"),),
            ),
            Task(
                "Công bố kết luận kiểm tra, theo dõi việc khắc phục của đơn vị được kiểm tra.",
                "-",
                HOME,
                deadlines=(event("Sau khi ban hành kết luận"),),
            ),
        ),
        "Phòng Nội vụ",
        ("- Quý II, quý IV/2024", "- Sau khi ban hành kết luận"),
        "",
    ),
    row(
        "3",
        "100% cơ quan, đơn vị có sáng kiến cải cách hành chính được công nhận",
        (
            Task(
                "Phát động, hướng dẫn tập thể, cá nhân đăng ký sáng kiến.",
                "-",
                (*HOME, "Phòng Kinh tế và Hạ tầng", COMMUNES),
                deadlines=(by("Trước 30/11/2024", "2024-11-30"),),
                targets=(
                    goal(
                        "100% cơ quan, đơn vị có sáng kiến cải cách hành chính được công nhận", "eq", 100, "%"
                    ),
                ),
            ),
            Task(
                "Thẩm định, công nhận và nhân rộng sáng kiến trên địa bàn huyện.",
                "-",
                (*HOME, "Phòng Kinh tế và Hạ tầng", COMMUNES),
                deadlines=(by("Trước 30/11/2024", "2024-11-30"),),
            ),
        ),
        ("- Phòng Nội vụ;", "- Phòng Kinh tế và Hạ tầng;", f"- {COMMUNES}."),
        "Trước 30/11/2024",
        "",
    ),
    Group("II", "CẢI CÁCH THỂ CHẾ"),
    row(
        "4",
        "Chất lượng văn bản quy phạm pháp luật",
        (
            Task(
                "Thẩm định kỹ nội dung, thể thức dự thảo trước khi trình; không để văn bản bị kiến nghị xử lý do trái pháp luật.",
                "-",
                ("Phòng Tư pháp",),
                deadlines=(ongoing("Thường xuyên"),),
            ),
            Task(
                "Lấy ý kiến đối tượng chịu sự tác động trực tiếp và đăng tải công khai dự thảo trong thời gian ít nhất 30 ngày.",
                "-",
                ("Cơ quan chủ trì soạn thảo",),
                deadlines=(event("Theo tiến độ soạn thảo"),),
            ),
        ),
        ("- Phòng Tư pháp", "- Cơ quan chủ trì soạn thảo"),
        ("- Thường xuyên", "- Theo tiến độ soạn thảo"),
        "",
    ),
    row(
        "5",
        "Rà soát, hệ thống hóa văn bản",
        Task(
            "Tổng rà soát văn bản do HĐND, UBND huyện ban hành giai đoạn 2019 - 2023, lập danh mục văn bản hết hiệu lực theo Quyết định số 88/QĐ-UBND ngày 15/01/2024 của UBND huyện.",
            lead=("Phòng Tư pháp", "Nội vụ", "Tài chính - Kế hoạch"),
            deadlines=(within("Cuối tháng 11/2024", "2024-11-21", "2024-11-30"),),
        ),
        "Phòng Tư pháp, Nội vụ, Tài chính - Kế hoạch",
        "Cuối tháng 11/2024",
        "Có biểu mẫu riêng",
    ),
    Group("III", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    row(
        "6",
        "Cập nhật, công khai thủ tục hành chính",
        (
            Task(
                "Thay thế các bảng niêm yết đã cũ, rách, mờ tại nơi tiếp nhận hồ sơ.",
                "-",
                ("Bộ phận Một cửa huyện", COMMUNES),
                deadlines=(within("Giữa tháng 5/2024", "2024-05-11", "2024-05-20"),),
            ),
            Task(
                "Gắn mã QR tra cứu thành phần hồ sơ đối với 100% thủ tục hành chính.",
                "-",
                (OFFICE,),
                ("Huyện đoàn",),
                deadlines=(by("Trước tháng 8/2024", "2024-07-31"),),
                targets=(
                    goal(
                        "Gắn mã QR tra cứu thành phần hồ sơ đối với 100% thủ tục hành chính", "eq", 100, "%"
                    ),
                ),
            ),
            Task(
                "Kiểm tra việc công khai, tập trung vào:",
                "-",
                (OFFICE,),
                deadlines=(every("Hàng quý", QUARTERLY),),
                item_mark="+",
                items=(
                    "Thời gian cập nhật sau khi có quyết định công bố;",
                    "Tính chính xác của mẫu đơn, tờ khai, mức phí, lệ phí.",
                ),
            ),
        ),
        (
            f"- Bộ phận Một cửa huyện; {COMMUNES}",
            f"- {OFFICE} chủ trì, phối hợp với Huyện đoàn",
            f"- {OFFICE}",
        ),
        ("- Giữa tháng 5/2024", "- Trước tháng 8/2024", "- Hàng quý"),
        "",
    ),
    row(
        "7",
        "Tỷ lệ hồ sơ giải quyết đúng hạn",
        (
            Task(
                "Vận hành tính năng cảnh báo hồ sơ sắp đến hạn, phấn đấu tỷ lệ hồ sơ giải quyết đúng hạn của huyện đạt trên 99%.",
                "-",
                (OFFICE,),
                deadlines=(since("Bắt đầu từ tháng 5/2024", "2024-05-01"),),
                targets=(goal("tỷ lệ hồ sơ giải quyết đúng hạn của huyện đạt trên 99%", "gt", 99, "%"),),
            ),
            Task(
                "Xin lỗi, hẹn lại ngày trả kết quả bằng văn bản đối với từng hồ sơ quá hạn.",
                "-",
                (DEPARTMENTS, COMMUNES),
                deadlines=(event("Khi có hồ sơ quá hạn"),),
            ),
        ),
        (f"- {OFFICE}", f"- {DEPARTMENTS}, {COMMUNES}"),
        ("- Bắt đầu từ tháng 5/2024", "- Khi có hồ sơ quá hạn"),
        "",
    ),
    Group("IV", "CẢI CÁCH TỔ CHỨC BỘ MÁY VÀ CHẾ ĐỘ CÔNG VỤ"),
    row(
        "8",
        "Bố trí công chức theo vị trí việc làm",
        Task(
            "Rà soát, bố trí công chức đúng với đề án vị trí việc làm được phê duyệt; chuyển đổi vị trí công tác đối với những vị trí theo quy định.",
            lead=HOME,
            deadlines=(within("Trong năm 2024", "2024-01-01", "2024-12-31"),),
        ),
        "Phòng Nội vụ",
        "Trong năm 2024",
        "Gắn với tinh giản biên chế",
    ),
    row(
        "9",
        "Đào tạo, bồi dưỡng",
        (
            Task(
                "Mở ít nhất 03 lớp bồi dưỡng kỹ năng số cho công chức cấp xã.",
                "-",
                (*HOME, "Phòng Văn hóa và Thông tin"),
                deadlines=(
                    within("Tháng 6", "2024-06-01", "2024-06-30"),
                    within("tháng 9/2024", "2024-09-01", "2024-09-30"),
                ),
                targets=(
                    goal("Mở ít nhất 03 lớp bồi dưỡng kỹ năng số cho công chức cấp xã", "ge", 3, "lớp"),
                ),
            ),
            Task(
                "Cử đúng đối tượng tham gia các lớp do tỉnh tổ chức.",
                "-",
                ("Các cơ quan, đơn vị, địa phương",),
                deadlines=(event("Theo kế hoạch của tỉnh"),),
            ),
        ),
        ("- Phòng Nội vụ và Phòng Văn hóa và Thông tin", "- Các cơ quan, đơn vị, địa phương"),
        ("- Tháng 6 và tháng 9/2024", "- Theo kế hoạch của tỉnh"),
        "",
    ),
    Group("V", "XÂY DỰNG CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ"),
    row(
        "10",
        "Cung cấp và sử dụng dịch vụ công trực tuyến",
        (
            Task(
                "Vận động người dân nộp hồ sơ trực tuyến; mỗi cán bộ, công chức là một tuyên truyền viên tại nơi cư trú.",
                "-",
                ("Các cơ quan, đơn vị, địa phương",),
                deadlines=(ongoing("Thường xuyên"),),
            ),
            Task(
                "Giao chỉ tiêu cho từng xã, thị trấn, bảo đảm tỷ lệ hồ sơ trực tuyến toàn trình đạt từ 70% trở lên, tỷ lệ thanh toán trực tuyến đạt tối thiểu 50%.",
                "-",
                (OFFICE,),
                deadlines=(
                    within("trong tháng 4", "2024-04-01", "2024-04-30"),
                    since("bắt đầu thực hiện vào tháng 5/2024", "2024-05-01"),
                ),
                targets=(
                    goal("tỷ lệ hồ sơ trực tuyến toàn trình đạt từ 70% trở lên", "ge", 70, "%"),
                    goal("tỷ lệ thanh toán trực tuyến đạt tối thiểu 50%", "ge", 50, "%"),
                ),
            ),
            Task(
                "Chấm dứt tình trạng nộp hộ, làm thay không đúng quy định.",
                "-",
                (COMMUNES,),
                deadlines=(event("Ngay sau khi Kế hoạch được ban hành"),),
            ),
        ),
        ("- Các cơ quan, đơn vị, địa phương", f"- {OFFICE}", f"- {COMMUNES}"),
        (
            "- Thường xuyên",
            "- Hoàn thành giao chỉ tiêu trong tháng 4 và bắt đầu thực hiện vào tháng 5/2024",
            "- Ngay sau khi Kế hoạch được ban hành",
        ),
        "",
    ),
    Group("VI", "TÁC ĐỘNG CỦA CẢI CÁCH HÀNH CHÍNH"),
    row(
        "11",
        "Mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính",
        (
            Task(
                "Khảo sát độc lập ít nhất 500 phiếu tại các xã, thị trấn.",
                "-",
                HOME,
                indices=("SIPAS",),
                deadlines=(
                    every("Ngày 25 tháng cuối cùng của quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
                ),
                targets=(
                    goal("Khảo sát độc lập ít nhất 500 phiếu tại các xã, thị trấn", "ge", 500, "phiếu"),
                ),
            ),
            Task(
                "Xây dựng giải pháp đối với từng nội dung được đánh giá thấp (năm 2023 nội dung tiếp nhận góp ý chỉ đạt 74,2%).",
                "-",
                (DEPARTMENTS,),
                indices=("SIPAS",),
                deadlines=(within("Cuối năm", None, "2024-12-31"),),
            ),
        ),
        ("- Phòng Nội vụ", f"- {DEPARTMENTS}"),
        ("- Ngày 25 tháng cuối cùng của quý", "- Cuối năm"),
        "",
    ),
    row(
        "12",
        "Phát triển doanh nghiệp",
        Task(
            "Tổ chức gặp mặt doanh nghiệp, hộ kinh doanh để tháo gỡ vướng mắc; phấn đấu số doanh nghiệp thành lập mới tăng ít nhất 15% so với năm 2023.",
            lead=("Phòng Tài chính - Kế hoạch",),
            coordinate=("Phòng Kinh tế và Hạ tầng", "Hội Doanh nghiệp huyện"),
            deadlines=(every("Tháng 10 hàng năm", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1"),),
            targets=(
                goal(
                    "số doanh nghiệp thành lập mới tăng ít nhất 15% so với năm 2023",
                    "ge",
                    15,
                    "%",
                    "increase",
                ),
            ),
        ),
        "Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Phòng Kinh tế và Hạ tầng, Hội Doanh nghiệp huyện",
        "Tháng 10 hàng năm",
        "",
    ),
)

PLAN = Plan(
    slug="mau-02-phu-luc-ghep-doi-2024",
    document={
        "document_type": "KH",
        "number": None,
        "symbol": "KH-UBND",
        "issuer": "UBND huyện Thí Điểm",
        "issuer_level": "district",
        "province": None,
        "district": "Thí Điểm",
        "commune": None,
        "issue_place": "Thí Điểm",
        "issue_date": None,
        "issue_year": 2024,
        "issue_month": 4,
        "title": "Nâng cao Chỉ số cải cách hành chính của huyện Thí Điểm năm 2024",
        "period_start_year": 2024,
        "period_end_year": 2024,
        "indices": ["PAR_INDEX"],
        "signer_name": "Lê Thị Thử",
        "signer_title": "CHỦ TỊCH",
    },
    title_indices=("PAR_INDEX",),
    references=("903/QĐ-UBND", "12/KH-UBND", "88/QĐ-UBND"),
    issuer=("ỦY BAN NHÂN DÂN", "HUYỆN THÍ ĐIỂM"),
    number="Số:        /KH-UBND",
    place_date="Thí Điểm, ngày        tháng 4 năm 2024",
    title=("Nâng cao Chỉ số cải cách hành chính", "của huyện Thí Điểm năm 2024"),
    preamble=(
        "Căn cứ Quyết định số 903/QĐ-UBND ngày 29/3/2024 của UBND tỉnh Hòa Mẫu công bố kết quả Chỉ số cải cách hành chính năm 2023 của các huyện, thành phố; theo đó huyện Thí Điểm đạt 79,85/100 điểm;",
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 18/01/2024 của UBND huyện về cải cách hành chính năm 2024, UBND huyện ban hành Kế hoạch như sau:",
    ),
    blocks=(
        Heading("I", "MỤC ĐÍCH, YÊU CẦU"),
        Item(
            "1",
            "Xác định rõ nguyên nhân của từng tiêu chí bị trừ điểm; giao việc cụ thể, có thời hạn, có người chịu trách nhiệm.",
        ),
        Item(
            "2",
            "Việc khắc phục phải thực chất, không chạy theo hình thức; kết quả là căn cứ xếp loại cuối năm.",
        ),
        Heading("II", "NHIỆM VỤ, GIẢI PHÁP"),
        Item("", "(Chi tiết tại Phụ lục kèm theo Kế hoạch này)"),
        Heading("III", "TỔ CHỨC THỰC HIỆN"),
        Item(
            "1",
            Task(
                f"{DEPARTMENTS}; {COMMUNES} đưa nhiệm vụ tại Phụ lục vào chương trình công tác của cơ quan, địa phương, gửi UBND huyện trước ngày 30/4/2024.",
                lead=(DEPARTMENTS, COMMUNES),
                deadlines=(by("trước ngày 30/4/2024", "2024-04-30"),),
            ),
        ),
        Item(
            "2",
            Task(
                "Phòng Nội vụ đôn đốc tiến độ thực hiện; hàng quý tham mưu UBND huyện thông báo những cơ quan, địa phương thực hiện chậm.",
                lead=HOME,
                deadlines=(every("hàng quý", QUARTERLY),),
            ),
        ),
        Item(
            "",
            Task(
                "Khi tình hình thực tế thay đổi, tổng hợp đề nghị của các cơ quan, trình UBND huyện điều chỉnh, bổ sung nhiệm vụ cho phù hợp.",
                lead=HOME,
                inherited=True,
            ),
        ),
        Item(
            "3",
            Task(
                f"{OFFICE} phối hợp với Trung tâm Văn hóa, Thông tin và Thể thao huyện đưa tin về kết quả thực hiện Kế hoạch trên Trang thông tin điện tử và hệ thống truyền thanh.",
                lead=(OFFICE,),
                coordinate=("Trung tâm Văn hóa, Thông tin và Thể thao huyện",),
            ),
        ),
        Item(
            "",
            "Trên đây là Kế hoạch nâng cao Chỉ số cải cách hành chính năm 2024, yêu cầu Thủ trưởng các cơ quan, Chủ tịch UBND các xã, thị trấn tổ chức thực hiện./.",
        ),
    ),
    recipients=(
        "Sở Nội vụ;",
        "Thường trực Huyện ủy;",
        "CT, các PCT UBND huyện;",
        "Các cơ quan chuyên môn;",
        "UBND các xã, thị trấn;",
        "Lưu: VT.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Lê Thị Thử",
    annexes=(
        Annex(
            name="PHỤ LỤC",
            title=("Nhiệm vụ, giải pháp nâng cao Chỉ số cải cách hành chính của huyện Thí Điểm năm 2024",),
            attached="(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng 4 năm 2024 của UBND huyện Thí Điểm)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "STT", 6, "center"),
                        Column("topic", "Tiêu chí, nội dung cần khắc phục", 20),
                        Column("task", "Nhiệm vụ, giải pháp", 46, "both"),
                        Column("lead", "Cơ quan thực hiện", 26),
                        Column("time", "Thời gian hoàn thành", 19),
                        Column("note", "Ghi chú", 11),
                    ),
                    rows=ROWS,
                ),
            ),
        ),
    ),
    form=Form(size=14, table_size=12, restart_pages=True),
)
