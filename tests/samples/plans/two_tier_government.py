"""A plan after 1 July 2025: province and communes only. All units and persons are invented."""
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

TWO = ("SIPAS", "PAPI")
HOME = "Sở Nội vụ"
SCIENCE = "Sở Khoa học và Công nghệ"
LAND = "Sở Nông nghiệp và Môi trường"
BUILD = "Sở Xây dựng"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
OFFICE = "Văn phòng UBND tỉnh"
COMMUNES = "UBND các xã, phường"
CENTRES = "Trung tâm Phục vụ hành chính công các xã, phường"

ROWS = (
    Group("I", "TỔ CHỨC BỘ MÁY, NHÂN LỰC CẤP XÃ", "whole"),
    row(
        "1",
        Task(
            "Hướng dẫn việc bố trí công chức có chuyên môn về đất đai, xây dựng, công nghệ thông tin cho các xã, phường còn thiếu.",
            lead=(HOME,),
            coordinate=(LAND, BUILD, SCIENCE),
            deadlines=(within("10/2025", "2025-10-01", "2025-10-31"),),
        ),
        HOME,
        f"{LAND}; {BUILD}; {SCIENCE}",
        "Văn bản hướng dẫn",
        "10/2025",
    ),
    row(
        "2",
        Task(
            "Tập huấn nghiệp vụ theo vị trí việc làm cho ít nhất 90% công chức cấp xã.",
            lead=(HOME,),
            coordinate=("Trường Chính trị tỉnh", COMMUNES),
            deadlines=(within("Quý IV/2025 - Quý II/2026", "2025-10-01", "2026-06-30"),),
            targets=(
                goal(
                    "Tập huấn nghiệp vụ theo vị trí việc làm cho ít nhất 90% công chức cấp xã", "ge", 90, "%"
                ),
            ),
        ),
        HOME,
        f"Trường Chính trị tỉnh, {COMMUNES}",
        "Các lớp tập huấn",
        "Quý IV/2025 - Quý II/2026",
    ),
    row(
        "3",
        Task(
            "Điều động, biệt phái công chức của sở, ngành hỗ trợ cấp xã.",
            lead=(HOME,),
            coordinate=("Các sở, ban, ngành",),
            deadlines=(event("Theo đề nghị của UBND cấp xã"),),
        ),
        HOME,
        "Các sở, ban, ngành",
        "Quyết định điều động",
        "Theo đề nghị của UBND cấp xã",
    ),
    Group("II", "GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH KHÔNG PHỤ THUỘC ĐỊA GIỚI", "whole"),
    row(
        "4",
        Task(
            "Công bố danh mục thủ tục tiếp nhận không phụ thuộc vào địa giới hành chính, đạt 100% thủ tục đủ điều kiện.",
            lead=(OFFICE,),
            coordinate=("Các sở, ban, ngành",),
            deadlines=(by("Trước ngày 31/10/2025", "2025-10-31"),),
            targets=(
                goal(
                    "Công bố danh mục thủ tục tiếp nhận không phụ thuộc vào địa giới hành chính, đạt 100% thủ tục đủ điều kiện",
                    "eq",
                    100,
                    "%",
                ),
            ),
        ),
        OFFICE,
        "Các sở, ban, ngành",
        "Quyết định công bố",
        "Trước ngày 31/10/2025",
    ),
    row(
        "5",
        Task(
            "Đồng bộ trạng thái hồ sơ của các trung tâm lên Cổng Dịch vụ công quốc gia.",
            lead=(SCIENCE,),
            coordinate=(CENTRES,),
            deadlines=(since("Từ tháng 11/2025", "2025-11-01"),),
        ),
        SCIENCE,
        CENTRES,
        "Dữ liệu được đồng bộ",
        "Từ tháng 11/2025",
    ),
    row(
        "6",
        (
            Task(
                "Đo đạc, chỉnh lý hồ sơ địa chính tại những nơi thay đổi địa giới.",
                "-",
                (LAND,),
                (COMMUNES,),
                deadlines=(within("Giai đoạn 2025-2026", "2025-01-01", "2026-12-31"),),
            ),
            Task(
                "Xử lý dứt điểm hồ sơ đất đai nhận từ cấp huyện chuyển giao.",
                "-",
                (LAND,),
                (COMMUNES,),
                deadlines=(within("Quý IV/2025", "2025-10-01", "2025-12-31"),),
            ),
        ),
        LAND,
        COMMUNES,
        "Hồ sơ, cơ sở dữ liệu địa chính",
        ("- Giai đoạn 2025-2026", "- Quý IV/2025"),
    ),
    Group("III", "NÂNG CAO CHỈ SỐ SIPAS", "whole", indices=("SIPAS",)),
    row(
        "7",
        Task(
            "Khảo sát mức độ hài lòng bằng tin nhắn sau khi trả kết quả, phấn đấu tỷ lệ phản hồi từ 25% trở lên.",
            lead=(CENTRES,),
            coordinate=("Viễn thông tỉnh",),
            deadlines=(every("Hằng quý", QUARTERLY),),
            targets=(goal("tỷ lệ phản hồi từ 25% trở lên", "ge", 25, "%"),),
        ),
        CENTRES,
        "Viễn thông tỉnh",
        "Báo cáo kết quả khảo sát",
        "Hằng quý",
    ),
    row(
        "8",
        Task(
            "Xếp hạng, công khai kết quả phục vụ của 124 xã, phường.",
            lead=(OFFICE,),
            coordinate=(HOME,),
            deadlines=(every("Tháng 01 năm sau liền kề", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"),),
        ),
        OFFICE,
        HOME,
        "Bảng xếp hạng",
        "Tháng 01 năm sau liền kề",
    ),
    Group("IV", "NÂNG CAO CHỈ SỐ PAPI", "whole", indices=("PAPI",)),
    row(
        "9",
        Task(
            "Công khai quy hoạch, bảng giá đất của từng xã, phường sau sắp xếp.",
            lead=(COMMUNES,),
            coordinate=(LAND, BUILD),
            deadlines=(by("chậm nhất 30/6/2026", "2026-06-30"),),
        ),
        COMMUNES,
        f"{LAND}, {BUILD}",
        "Quy hoạch, bảng giá đất được niêm yết",
        "Hoàn thành chậm nhất 30/6/2026",
    ),
    row(
        "10",
        Task(
            "Tổ chức hội nghị trao đổi giữa Chủ tịch UBND cấp xã với Nhân dân, tối thiểu 02 hội nghị/năm.",
            lead=(COMMUNES,),
            coordinate=("Ủy ban Mặt trận Tổ quốc Việt Nam các xã, phường",),
            deadlines=(every("06 tháng", HALF_YEARLY), every("năm", YEARLY)),
            targets=(
                goal(
                    "Tổ chức hội nghị trao đổi giữa Chủ tịch UBND cấp xã với Nhân dân, tối thiểu 02 hội nghị/năm",
                    "ge",
                    2,
                    "hội nghị/năm",
                ),
            ),
        ),
        COMMUNES,
        "Ủy ban Mặt trận Tổ quốc Việt Nam các xã, phường",
        "Biên bản, thông báo kết luận",
        "06 tháng, năm",
    ),
)

PLAN = Plan(
    slug="mau-08-hai-cap-2025",
    document={
        "document_type": "KH",
        "number": "215",
        "symbol": "215/KH-UBND",
        "issuer": "UBND tỉnh Hòa Mẫu",
        "issuer_level": "province",
        "province": None,
        "district": None,
        "commune": None,
        "issue_place": "Hòa Mẫu",
        "issue_date": "2025-09-12",
        "issue_year": 2025,
        "issue_month": 9,
        "title": "Nâng cao Chỉ số SIPAS, Chỉ số PAPI và chất lượng phục vụ của chính quyền địa phương 02 cấp tỉnh Hòa Mẫu giai đoạn 2025 - 2026",
        "period_start_year": 2025,
        "period_end_year": 2026,
        "indices": list(TWO),
        "signer_name": "Vũ Văn Thử",
        "signer_title": "PHÓ CHỦ TỊCH",
    },
    title_indices=TWO,
    references=("118/2025/NĐ-CP", "54-KH/TU", "1180/QĐ-UBND"),
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH HÒA MẪU"),
    number="Số: 215/KH-UBND",
    place_date="Hòa Mẫu, ngày 12 tháng 9 năm 2025",
    title=(
        "Nâng cao Chỉ số SIPAS, Chỉ số PAPI và chất lượng phục vụ",
        "của chính quyền địa phương 02 cấp tỉnh Hòa Mẫu giai đoạn 2025 - 2026",
    ),
    preamble=(
        "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông;",
        "Thực hiện Kế hoạch số 54-KH/TU ngày 18/8/2025 của Ban Thường vụ Tỉnh ủy, UBND tỉnh ban hành Kế hoạch với những nội dung sau:",
    ),
    blocks=(
        Heading("I", "MỤC ĐÍCH, YÊU CẦU"),
        Item(
            "1",
            "Bảo đảm hoạt động của chính quyền địa phương 02 cấp thông suốt, không để gián đoạn việc giải quyết thủ tục hành chính.",
        ),
        Item(
            "2",
            "Lấy sự hài lòng của người dân làm thước đo; xã, phường nào làm chậm phải được phát hiện, hỗ trợ kịp thời.",
        ),
        Heading("II", "NHIỆM VỤ CỦA CÁC CƠ QUAN, ĐỊA PHƯƠNG"),
        Heading("1", HOME),
        Item(
            "a",
            Task(
                "Chủ trì thẩm định đề án vị trí việc làm của các xã, phường, trình UBND tỉnh trước ngày 30/11/2025.",
                lead=(HOME,),
                inherited=True,
                deadlines=(by("trước ngày 30/11/2025", "2025-11-30"),),
            ),
        ),
        Item(
            "b",
            Task(
                "Hằng tháng, tổng hợp khó khăn, vướng mắc của cấp xã để báo cáo Ban Chỉ đạo của tỉnh.",
                lead=(HOME,),
                inherited=True,
                deadlines=(every("Hằng tháng", MONTHLY),),
            ),
        ),
        Heading("2", SCIENCE),
        Item(
            "a",
            Task(
                "Bảo đảm đường truyền số liệu chuyên dùng đến 100% xã, phường; hoàn thành trong tháng 10/2025.",
                lead=(SCIENCE,),
                inherited=True,
                deadlines=(within("trong tháng 10/2025", "2025-10-01", "2025-10-31"),),
                targets=(
                    goal("Bảo đảm đường truyền số liệu chuyên dùng đến 100% xã, phường", "eq", 100, "%"),
                ),
            ),
        ),
        Item(
            "b",
            Task(
                f"Phối hợp với {OFFICE}, Công an tỉnh chuẩn hóa dữ liệu người nộp hồ sơ.",
                lead=(SCIENCE,),
                coordinate=(OFFICE, "Công an tỉnh"),
                inherited=True,
            ),
        ),
        Heading("3", LAND),
        Item(
            "",
            Task(
                "Ủy quyền, phân cấp cho UBND cấp xã các thủ tục về đất đai đủ điều kiện; thường xuyên kiểm tra việc thực hiện sau phân cấp.",
                lead=(LAND,),
                inherited=True,
                deadlines=(ongoing("thường xuyên"),),
            ),
        ),
        Heading("4", CULTURE),
        Item(
            "",
            Task(
                "Định hướng cơ quan báo chí, hệ thống thông tin cơ sở tuyên truyền về địa chỉ, cách thức nộp hồ sơ sau sắp xếp; cao điểm đến hết năm 2025.",
                lead=(CULTURE,),
                inherited=True,
                deadlines=(by("đến hết năm 2025", "2025-12-31"),),
            ),
        ),
        Heading("5", f"{COMMUNES}"),
        Item(
            "a",
            Task(
                "Chủ tịch UBND cấp xã trực tiếp phụ trách Trung tâm Phục vụ hành chính công, định kỳ hằng tuần làm việc tại Trung tâm ít nhất 01 buổi.",
                lead=("Chủ tịch UBND cấp xã",),
                deadlines=(every("định kỳ hằng tuần", "FREQ=WEEKLY"),),
                targets=(goal("làm việc tại Trung tâm ít nhất 01 buổi", "ge", 1, "buổi"),),
            ),
        ),
        Item(
            "b",
            Task(
                "Bố trí điểm tiếp nhận hồ sơ lưu động tại trụ sở của xã cũ theo Quyết định số 1180/QĐ-UBND ngày 25/7/2025 của UBND tỉnh; duy trì đến năm 2026.",
                lead=(COMMUNES,),
                inherited=True,
                deadlines=(by("đến năm 2026", "2026-12-31"),),
            ),
        ),
        Item(
            "c",
            Task(
                "Phấn đấu trong năm 2026 mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính đạt trên 93%.",
                lead=(COMMUNES,),
                inherited=True,
                indices=("SIPAS",),
                deadlines=(within("trong năm 2026", "2026-01-01", "2026-12-31"),),
                targets=(
                    goal(
                        "mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính đạt trên 93%",
                        "gt",
                        93,
                        "%",
                    ),
                ),
            ),
        ),
        Heading("III", "TỔ CHỨC THỰC HIỆN"),
        Item(
            "1",
            Task(
                f"Các sở, ban, ngành và {COMMUNES} tổ chức thực hiện nhiệm vụ được giao tại Kế hoạch và Phụ lục; báo cáo kết quả về {HOME} trước ngày 20 của tháng cuối quý.",
                lead=("Các sở, ban, ngành", COMMUNES),
                deadlines=(
                    every("trước ngày 20 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
                ),
            ),
        ),
        Item(
            "2",
            Task(
                f"Giao {OFFICE} chủ trì, phối hợp với {HOME} kiểm tra đột xuất các trung tâm phục vụ hành chính công.",
                lead=(OFFICE,),
                coordinate=(HOME,),
            ),
        ),
        Item(
            "",
            "Trên đây là Kế hoạch nâng cao Chỉ số SIPAS, Chỉ số PAPI, UBND tỉnh yêu cầu các cơ quan, địa phương nghiêm túc triển khai thực hiện./.",
        ),
    ),
    recipients=(
        "Thường trực Tỉnh ủy, HĐND tỉnh;",
        "CT, các PCT UBND tỉnh;",
        "Các sở, ban, ngành;",
        f"{COMMUNES};",
        "Lưu: VT, NC.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Vũ Văn Thử",
    annexes=(
        Annex(
            name="PHỤ LỤC",
            title=("NHIỆM VỤ TRỌNG TÂM CỦA CHÍNH QUYỀN ĐỊA PHƯƠNG 02 CẤP",),
            attached="(Kèm theo Kế hoạch số 215/KH-UBND ngày 12/9/2025 của UBND tỉnh Hòa Mẫu)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "TT", 6, "center"),
                        Column("task", "Nội dung, nhiệm vụ", 44, "both"),
                        Column("lead", "Cơ quan chủ trì", 22),
                        Column("coordinate", "Cơ quan phối hợp", 24),
                        Column("product", "Sản phẩm dự kiến", 20),
                        Column("time", "Thời gian thực hiện", 17, "center"),
                    ),
                    rows=ROWS,
                ),
            ),
        ),
    ),
    form=Form(size=14, table_size=12),
)
