"""A plan whose list numbers stand only in numbering.xml. All units and persons are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
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
    every,
    goal,
    ongoing,
    row,
    since,
    within,
)

OFFICE = "Văn phòng HĐND và UBND huyện"
HOME = "Phòng Nội vụ"
JUSTICE = "Phòng Tư pháp"
FINANCE = "Phòng Tài chính - Kế hoạch"
CULTURE = "Phòng Văn hóa và Thông tin"
COMMUNES = "UBND các xã, thị trấn"
ALL = "Các cơ quan, đơn vị, địa phương"

ROWS = (
    Group("I", "CẢI CÁCH THỂ CHẾ"),
    row(
        "1",
        Task(
            "Xây dựng nghị quyết của HĐND huyện quy định mức chi hỗ trợ công chức làm việc tại Bộ phận Một cửa.",
            lead=(JUSTICE,),
            coordinate=(FINANCE, OFFICE),
            deadlines=(by("Trước 15/6/2024", "2024-06-15"),),
        ),
        JUSTICE,
        f"{FINANCE}; {OFFICE}",
        "Trước 15/6/2024",
    ),
    row(
        "2",
        Task(
            "Theo dõi thi hành pháp luật trong lĩnh vực đất đai, xây dựng.",
            lead=(JUSTICE,),
            coordinate=("Phòng Tài nguyên và Môi trường", "Phòng Kinh tế và Hạ tầng"),
            deadlines=(within("Quý III/2024", "2024-07-01", "2024-09-30"),),
        ),
        JUSTICE,
        "Phòng Tài nguyên và Môi trường, Phòng Kinh tế và Hạ tầng",
        "Quý III/2024",
    ),
    Group("II", "CẢI CÁCH TÀI CHÍNH CÔNG"),
    row(
        "1",
        Task(
            "Giao dự toán gắn với kết quả, chất lượng thực hiện nhiệm vụ của từng đơn vị sự nghiệp.",
            lead=(FINANCE,),
            coordinate=(HOME,),
            deadlines=(every("Trước ngày 31/12 hàng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),),
        ),
        FINANCE,
        HOME,
        "Trước ngày 31/12 hàng năm",
    ),
    row(
        "2",
        Task(
            "Xử lý, sắp xếp ít nhất 05 cơ sở nhà, đất dôi dư.",
            lead=(FINANCE,),
            coordinate=(COMMUNES,),
            deadlines=(within("Tháng 8/2024", "2024-08-01", "2024-08-31"),),
            targets=(goal("Xử lý, sắp xếp ít nhất 05 cơ sở nhà, đất dôi dư", "ge", 5, "cơ sở nhà, đất"),),
        ),
        FINANCE,
        COMMUNES,
        "Tháng 8/2024",
    ),
    row(
        "3",
        Task(
            "Kiểm tra việc chấp hành quy chế chi tiêu nội bộ.",
            lead=(FINANCE,),
            coordinate=("Thanh tra huyện",),
            deadlines=(every("Hàng năm", YEARLY),),
        ),
        FINANCE,
        "Thanh tra huyện",
        "Hàng năm",
    ),
    Group("III", "NÂNG CAO CHỈ SỐ HÀI LÒNG (SIPAS)", indices=("SIPAS",)),
    row(
        "1",
        Task(
            "Công khai kết quả khảo sát theo từng phòng, từng xã để so sánh.",
            lead=(HOME,),
            coordinate=(ALL,),
            deadlines=(every("Hàng quý", QUARTERLY),),
        ),
        HOME,
        ALL,
        "Hàng quý",
    ),
    row(
        "2",
        Task(
            "Duy trì chuyên mục “Hỏi - Đáp” trên Trang thông tin điện tử huyện, trả lời 100% câu hỏi của người dân.",
            lead=(CULTURE,),
            coordinate=(ALL,),
            deadlines=(ongoing("Thường xuyên"),),
            targets=(goal("trả lời 100% câu hỏi của người dân", "eq", 100, "%"),),
        ),
        CULTURE,
        ALL,
        "Thường xuyên",
    ),
)

PLAN = Plan(
    slug="mau-07-danh-so-tu-dong-2024",
    document={
        "document_type": "KH",
        "number": "06",
        "symbol": "06/KH-UBND",
        "issuer": "UBND huyện Trung Mẫu",
        "issuer_level": "district",
        "province": None,
        "district": "Trung Mẫu",
        "commune": None,
        "issue_place": "Trung Mẫu",
        "issue_date": "2024-01-09",
        "issue_year": 2024,
        "issue_month": 1,
        "title": "Cải cách hành chính nhà nước năm 2024 trên địa bàn huyện Trung Mẫu",
        "period_start_year": 2024,
        "period_end_year": 2024,
        "indices": ["PAR_INDEX", "SIPAS"],
        "signer_name": "Đỗ Thị Mẫu",
        "signer_title": "CHỦ TỊCH",
    },
    title_indices=(),
    references=("388/KH-UBND", "61/2018/NĐ-CP", "02-NQ/HU"),
    issuer=("ỦY BAN NHÂN DÂN", "HUYỆN TRUNG MẪU"),
    number="Số: 06/KH-UBND",
    place_date="Trung Mẫu, ngày 09 tháng 01 năm 2024",
    title=("Cải cách hành chính nhà nước năm 2024", "trên địa bàn huyện Trung Mẫu"),
    preamble=(
        "Thực hiện Kế hoạch số 388/KH-UBND ngày 20/12/2023 của UBND tỉnh Hòa Mẫu về cải cách hành chính nhà nước năm 2024 và Nghị quyết số 02-NQ/HU ngày 28/12/2023 của Ban Chấp hành Đảng bộ huyện, UBND huyện Trung Mẫu ban hành Kế hoạch với các nội dung sau:",
    ),
    blocks=(
        Heading("I", "MỤC TIÊU"),
        Heading("1", "Mục tiêu chung"),
        Item(
            "",
            "Xây dựng nền hành chính phục vụ, kỷ cương, hiện đại; cải thiện vị trí xếp hạng của huyện về Chỉ số cải cách hành chính.",
        ),
        Heading("2", "Chỉ tiêu cụ thể"),
        Item("a", "Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt tối thiểu 60%."),
        Item("b", "Có từ 90% trở lên người dân hài lòng về việc giải quyết thủ tục hành chính."),
        Heading("II", "NHIỆM VỤ, GIẢI PHÁP"),
        Heading("1", "Công tác chỉ đạo, điều hành"),
        Item(
            "1.1",
            Task(
                "Người đứng đầu các cơ quan, đơn vị chủ động đối thoại, tháo gỡ vướng mắc cho người dân; tổ chức ký cam kết thực hiện kỷ cương hành chính trong tháng 01/2024.",
                lead=("Người đứng đầu các cơ quan, đơn vị",),
                deadlines=(within("trong tháng 01/2024", "2024-01-01", "2024-01-31"),),
            ),
        ),
        Item(
            "1.2",
            Task(
                "Phát động phong trào thi đua về cải cách hành chính với các nội dung chủ yếu:",
                items=(
                    "Thi đua giải quyết hồ sơ sớm hạn;",
                    "Thi đua đề xuất sáng kiến, giải pháp số;",
                    "Thi đua xây dựng công sở xanh, sạch, đẹp.",
                ),
            ),
        ),
        Heading("2", "Cải cách thủ tục hành chính"),
        Heading(
            "2.1",
            "Thực hiện cơ chế một cửa theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, tập trung các việc sau:",
        ),
        Item(
            "a",
            Task(
                f"{OFFICE} ban hành lại quy chế hoạt động của Bộ phận Một cửa trước ngày 31/3/2024.",
                lead=(OFFICE,),
                deadlines=(by("trước ngày 31/3/2024", "2024-03-31"),),
            ),
        ),
        Item(
            "b",
            Task(
                "Bố trí công chức, viên chức có năng lực, có thời gian công tác phù hợp làm việc tại Bộ phận Một cửa."
            ),
        ),
        Item(
            "c",
            Task(
                f"{COMMUNES} tổ chức hẹn giờ trả kết quả ngoài giờ hành chính từ quý II/2024.",
                lead=(COMMUNES,),
                deadlines=(since("từ quý II/2024", "2024-04-01"),),
            ),
        ),
        Heading("2.2", "Rà soát, đơn giản hóa thủ tục hành chính:"),
        Item(
            "a",
            Task(
                "Lập danh mục thủ tục cần rà soát, ưu tiên lĩnh vực đất đai, chính sách xã hội; hoàn thành trước ngày 15/02/2024.",
                deadlines=(by("trước ngày 15/02/2024", "2024-02-15"),),
            ),
        ),
        Item(
            "b",
            Task(
                "Đề xuất phương án cắt giảm tối thiểu 20% chi phí tuân thủ thủ tục hành chính.",
                targets=(
                    goal(
                        "cắt giảm tối thiểu 20% chi phí tuân thủ thủ tục hành chính",
                        "ge",
                        20,
                        "%",
                        "decrease",
                    ),
                ),
            ),
        ),
        Heading("3", "Cải cách chế độ công vụ"),
        Item(
            "-",
            Task(
                "Hàng tháng, đánh giá công chức bằng sản phẩm cụ thể được ghi nhận trên phần mềm.",
                deadlines=(every("Hàng tháng", MONTHLY),),
            ),
        ),
        Item(
            "-",
            Task(
                "Sắp xếp, luân chuyển công chức ở vị trí dễ phát sinh tiêu cực; trước tháng 4/2024 công khai danh mục vị trí phải chuyển đổi.",
                deadlines=(by("trước tháng 4/2024", "2024-03-31"),),
            ),
        ),
        Heading("4", "Xây dựng chính quyền điện tử, chính quyền số"),
        Item(
            "4.1",
            Task(
                f"{CULTURE} chủ trì, phối hợp với Công an huyện, Bưu điện huyện tổ chức chiến dịch 60 ngày hỗ trợ người dân sử dụng dịch vụ công trực tuyến.",
                lead=(CULTURE,),
                coordinate=("Công an huyện", "Bưu điện huyện"),
            ),
        ),
        Item(
            "4.2",
            Task(
                "Bảo đảm 100% hồ sơ công việc cấp huyện, 80% hồ sơ công việc cấp xã được xử lý trên môi trường mạng.",
                targets=(
                    goal("100% hồ sơ công việc cấp huyện", "eq", 100, "%"),
                    goal("80% hồ sơ công việc cấp xã được xử lý trên môi trường mạng", "eq", 80, "%"),
                ),
            ),
        ),
        Heading("III", "TỔ CHỨC THỰC HIỆN"),
        Heading("1", HOME),
        Item(
            "a",
            Task(
                "Theo dõi, đôn đốc, kiểm tra việc thực hiện Kế hoạch; tổng hợp, báo cáo UBND huyện theo quy định.",
                lead=(HOME,),
                inherited=True,
            ),
        ),
        Item(
            "b",
            Task(
                "Chủ trì, phối hợp với Phòng Văn hóa và Thông tin tuyên truyền kết quả, mô hình mới về Chỉ số cải cách hành chính.",
                lead=(HOME,),
                coordinate=(CULTURE,),
                inherited=True,
                indices=("PAR_INDEX",),
            ),
        ),
        Heading("2", FINANCE),
        Item(
            "",
            Task(
                "Tham mưu bố trí đủ kinh phí trong dự toán đầu năm; hướng dẫn sử dụng, thanh quyết toán đúng chế độ.",
                lead=(FINANCE,),
                inherited=True,
            ),
        ),
        Heading("3", f"{ALL}"),
        Item(
            "",
            Task(
                "Căn cứ Kế hoạch này và Phụ lục kèm theo, ban hành kế hoạch của cơ quan, đơn vị, địa phương mình chậm nhất 30/01/2024.",
                lead=(ALL,),
                inherited=True,
                deadlines=(by("chậm nhất 30/01/2024", "2024-01-30"),),
            ),
        ),
        Item(
            "",
            "Trên đây là Kế hoạch cải cách hành chính nhà nước năm 2024; yêu cầu các cơ quan, đơn vị, địa phương tổ chức thực hiện nghiêm túc./.",
        ),
    ),
    targets=(
        goal("Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt tối thiểu 60%", "ge", 60, "%"),
        goal("từ 90% trở lên người dân hài lòng về việc giải quyết thủ tục hành chính", "ge", 90, "%"),
    ),
    recipients=(
        "UBND tỉnh (b/c);",
        "Thường trực Huyện ủy, HĐND huyện;",
        "Các phòng, ban, ngành;",
        f"{COMMUNES};",
        "Lưu: VT, NV.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Đỗ Thị Mẫu",
    annexes=(
        Annex(
            name="PHỤ LỤC",
            title=("DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024",),
            attached="(Kèm theo Kế hoạch số 06/KH-UBND ngày 09 tháng 01 năm 2024 của UBND huyện Trung Mẫu)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "STT", 8, "center"),
                        Column("task", "Nội dung nhiệm vụ", 40, "both"),
                        Column("lead", "Cơ quan chủ trì", 18),
                        Column("coordinate", "Cơ quan phối hợp", 22),
                        Column("time", "Thời gian thực hiện", 16, "center"),
                    ),
                    rows=ROWS,
                ),
            ),
            landscape=False,
        ),
    ),
    form=Form(size=14, table_size=12, auto_numbers=True, split_runs=True, soft_breaks=True),
)
