"""One table per agency between headings. All units and persons are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    CellContent,
    Column,
    Form,
    Heading,
    Item,
    Label,
    Plan,
    Row,
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

THREE = ("PAR_INDEX", "SIPAS", "PAPI")
OFFICE = "Văn phòng UBND tỉnh"
HOME = "Sở Nội vụ"
MEDIA = "Sở Thông tin và Truyền thông"
LAND = "Sở Tài nguyên và Môi trường"
FINANCE = "Sở Tài chính"
DISTRICTS = "UBND các huyện, thành phố"
IN_2022 = within("Trong năm 2022", "2022-01-01", "2022-12-31")
ALL_2022 = ongoing("Thường xuyên trong năm 2022", "2022-01-01", "2022-12-31")
REPORT = "Đưa vào báo cáo cải cách hành chính định kỳ"


def duties(title: str, *rows: Row) -> Table:
    """The table under an agency's heading."""
    return Table(
        columns=(
            Column("row", "TT", 7, "center"),
            Column("task", title, 58, "both"),
            Column("time", "Thời gian hoàn thành", 21, "center"),
            Column("note", "Ghi chú", 24),
        ),
        rows=rows,
    )


def duty(
    number: str,
    agency: str,
    text: str,
    time: CellContent,
    deadlines: tuple[Label, ...],
    note: str = "",
    coordinate: tuple[str, ...] = (),
    targets: tuple[Label, ...] = (),
    indices: tuple[str, ...] | None = None,
) -> Row:
    """A row of such a table: the heading says whose it is."""
    return row(
        number,
        Task(
            text,
            lead=(agency,),
            coordinate=coordinate,
            inherited=True,
            deadlines=deadlines,
            targets=targets,
            indices=indices,
        ),
        time,
        note,
    )


PLAN = Plan(
    slug="mau-05-bang-theo-co-quan-2022",
    document={
        "document_type": "KH",
        "number": "1874",
        "symbol": "1874/KH-UBND",
        "issuer": "UBND tỉnh Hòa Mẫu",
        "issuer_level": "province",
        "province": None,
        "district": None,
        "commune": None,
        "issue_place": "Hòa Mẫu",
        "issue_date": "2022-07-04",
        "issue_year": 2022,
        "issue_month": 7,
        "title": "Cải thiện các chỉ số PAR INDEX, SIPAS và PAPI của tỉnh Hòa Mẫu năm 2022",
        "period_start_year": 2022,
        "period_end_year": 2022,
        "indices": list(THREE),
        "signer_name": "Phạm Minh Thử",
        "signer_title": "CHỦ TỊCH",
    },
    title_indices=THREE,
    references=("14-CT/TU", "45/2020/NĐ-CP", "766/QĐ-TTg", "2051/QĐ-UBND"),
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH HÒA MẪU"),
    number="Số: 1874 /KH-UBND",
    place_date="Hòa Mẫu, ngày 04 tháng 7 năm 2022",
    title=("Cải thiện các chỉ số PAR INDEX, SIPAS và PAPI", "của tỉnh Hòa Mẫu năm 2022"),
    preamble=(
        "Thực hiện Chỉ thị số 14-CT/TU ngày 11/4/2022 của Ban Thường vụ Tỉnh ủy về tăng cường lãnh đạo công tác cải cách hành chính, UBND tỉnh ban hành Kế hoạch cải thiện các chỉ số PAR INDEX, SIPAS và PAPI, như sau:",
    ),
    blocks=(
        Heading("I", "Mục đích, yêu cầu"),
        Item(
            "1",
            "Nhận diện đúng những khâu yếu làm cho năm 2021 tỉnh chỉ xếp hạng 41/63 về PAR INDEX, 38/63 về SIPAS.",
        ),
        Item("2", "Giao việc cho từng sở, ngành, địa phương kèm thời hạn cụ thể để tiện kiểm đếm."),
        Heading("II", "Nhiệm vụ cải thiện các chỉ số"),
        Heading("1", OFFICE),
        Heading("1.1", "Nhiệm vụ chung"),
        Item(
            "a",
            Task(
                "Chủ trì, phối hợp với Sở Nội vụ theo dõi, kiểm tra việc thực hiện cơ chế một cửa, một cửa liên thông trên địa bàn tỉnh.",
                lead=(OFFICE,),
                coordinate=(HOME,),
                inherited=True,
            ),
        ),
        Item(
            "b",
            Task(
                "Đôn đốc số hóa hồ sơ, kết quả giải quyết thủ tục hành chính theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ; phấn đấu trong năm 2022 số hóa tối thiểu 40% kết quả còn hiệu lực.",
                lead=(OFFICE,),
                inherited=True,
                deadlines=(within("trong năm 2022", "2022-01-01", "2022-12-31"),),
                targets=(goal("số hóa tối thiểu 40% kết quả còn hiệu lực", "ge", 40, "%"),),
            ),
        ),
        Heading("1.2", "Nhiệm vụ cụ thể"),
        duties(
            "Nội dung phải thực hiện trong năm 2022",
            duty(
                "1",
                OFFICE,
                "Rà soát, trình công bố danh mục thủ tục hành chính sau khi bộ, ngành công bố.",
                "Thường xuyên trong năm 2022",
                (ALL_2022,),
                REPORT,
            ),
            duty(
                "2",
                OFFICE,
                "Giải quyết dứt điểm phản ánh, kiến nghị của người dân, tổ chức về quy định hành chính đã tiếp nhận.",
                "Trước ngày 10/12/2022",
                (by("Trước ngày 10/12/2022", "2022-12-10"),),
                REPORT,
            ),
            duty(
                "3",
                OFFICE,
                "Tái cấu trúc quy trình đối với 100% dịch vụ công cung cấp trực tuyến toàn trình, cắt giảm ít nhất 20% thời gian giải quyết.",
                "Tháng 9/2022",
                (within("Tháng 9/2022", "2022-09-01", "2022-09-30"),),
                "Có danh mục kèm theo báo cáo",
                targets=(
                    goal(
                        "Tái cấu trúc quy trình đối với 100% dịch vụ công cung cấp trực tuyến toàn trình",
                        "eq",
                        100,
                        "%",
                    ),
                    goal("cắt giảm ít nhất 20% thời gian giải quyết", "ge", 20, "%", "decrease"),
                ),
            ),
            duty(
                "4",
                OFFICE,
                "Chủ trì, phối hợp với Bưu điện tỉnh bố trí nhân viên hỗ trợ tại Trung tâm Phục vụ hành chính công tỉnh.",
                "Bắt đầu từ ngày 15/7/2022",
                (since("Bắt đầu từ ngày 15/7/2022", "2022-07-15"),),
                coordinate=("Bưu điện tỉnh",),
            ),
        ),
        Heading("2", HOME),
        duties(
            "Nội dung công việc",
            duty(
                "1",
                HOME,
                "Tham mưu kế hoạch kiểm tra công tác cải cách hành chính; kiểm tra ít nhất 30% số cơ quan, đơn vị.",
                "Quý III, quý IV/2022",
                (
                    within("Quý III", "2022-07-01", "2022-09-30"),
                    within("quý IV/2022", "2022-10-01", "2022-12-31"),
                ),
                REPORT,
                targets=(goal("kiểm tra ít nhất 30% số cơ quan, đơn vị", "ge", 30, "%"),),
            ),
            duty(
                "2",
                HOME,
                "Xây dựng phần mềm chấm điểm Chỉ số cải cách hành chính của các sở, ban, ngành, địa phương.",
                "Trong năm 2022 và những năm tiếp theo",
                (IN_2022, ongoing("những năm tiếp theo", "2023-01-01")),
                indices=("PAR_INDEX",),
            ),
            duty(
                "3",
                HOME,
                "Công bố kết quả đo lường sự hài lòng của người dân đối với lĩnh vực y tế, giáo dục công lập.",
                "Cuối năm",
                (within("Cuối năm", None, "2022-12-31"),),
            ),
            duty(
                "4",
                HOME,
                "Kiểm tra việc sử dụng biên chế, số lượng cấp phó theo đúng quy định.",
                "Hàng quý",
                (every("Hàng quý", QUARTERLY),),
                "Kết hợp kiểm tra công vụ",
            ),
        ),
        Heading("3", MEDIA),
        duties(
            "Nội dung công việc",
            duty(
                "1",
                MEDIA,
                "Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính, kết nối với Cơ sở dữ liệu quốc gia về dân cư.",
                "Đến tháng 8/2022",
                (by("Đến tháng 8/2022", "2022-08-31"),),
            ),
            duty(
                "2",
                MEDIA,
                "Phối hợp với các cơ quan báo chí, Bưu điện tỉnh tuyên truyền về dịch vụ công trực tuyến.",
                "Hàng tháng",
                (every("Hàng tháng", MONTHLY),),
                coordinate=("các cơ quan báo chí", "Bưu điện tỉnh"),
            ),
            duty(
                "3",
                MEDIA,
                "Bảo đảm 100% văn bản đi (trừ văn bản mật) được ký số.",
                "Thường xuyên",
                (ongoing("Thường xuyên"),),
                REPORT,
                targets=(goal("100% văn bản đi (trừ văn bản mật) được ký số", "eq", 100, "%"),),
            ),
        ),
        Heading("4", LAND),
        duties(
            "Nội dung công việc",
            duty(
                "1",
                LAND,
                "Thành lập tổ công tác xử lý hồ sơ đất đai trễ hạn, làm việc tại Chi nhánh Văn phòng Đăng ký đất đai các huyện.",
                "Đầu tháng 8/2022",
                (within("Đầu tháng 8/2022", "2022-08-01", "2022-08-10"),),
            ),
            duty(
                "2",
                LAND,
                "Tổng hợp hồ sơ trễ hạn, nêu rõ trách nhiệm của từng chi nhánh, gửi Văn phòng UBND tỉnh.",
                "Hàng tuần",
                (every("Hàng tuần", WEEKLY),),
                "Cho đến khi hết hồ sơ trễ hạn",
            ),
            duty(
                "3",
                LAND,
                "Hoàn thành cơ sở dữ liệu địa chính của ít nhất 04 huyện, thành phố.",
                "Quý IV/2022",
                (within("Quý IV/2022", "2022-10-01", "2022-12-31"),),
                targets=(
                    goal(
                        "Hoàn thành cơ sở dữ liệu địa chính của ít nhất 04 huyện, thành phố",
                        "ge",
                        4,
                        "huyện, thành phố",
                    ),
                ),
            ),
        ),
        Heading("5", FINANCE),
        duties(
            "Nội dung công việc",
            duty(
                "1",
                FINANCE,
                "Đôn đốc giải ngân kế hoạch đầu tư vốn ngân sách nhà nước đạt từ 95% trở lên; đề xuất điều chuyển vốn của dự án chậm tiến độ.",
                "Trước 31/01 hàng năm",
                (every("Trước 31/01 hàng năm", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),),
                targets=(
                    goal(
                        "giải ngân kế hoạch đầu tư vốn ngân sách nhà nước đạt từ 95% trở lên", "ge", 95, "%"
                    ),
                ),
            ),
            duty(
                "2",
                FINANCE,
                "Hướng dẫn đơn vị sự nghiệp công lập xây dựng phương án tự chủ tài chính.",
                "Theo hướng dẫn của Bộ Tài chính",
                (event("Theo hướng dẫn của Bộ Tài chính"),),
            ),
        ),
        Heading("6", f"Đề nghị {DISTRICTS}"),
        duties(
            "Nội dung công việc",
            duty(
                "1",
                DISTRICTS,
                "Kiện toàn Bộ phận Một cửa cấp huyện, cấp xã bảo đảm đủ diện tích, trang thiết bị theo Quyết định số 2051/QĐ-UBND ngày 30/9/2021 của UBND tỉnh.",
                "Trước tháng 12/2022",
                (by("Trước tháng 12/2022", "2022-11-30"),),
                REPORT,
            ),
            duty(
                "2",
                DISTRICTS,
                "Công khai kết quả đánh giá chất lượng phục vụ theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.",
                "Hàng tháng",
                (every("Hàng tháng", MONTHLY),),
            ),
            duty(
                "3",
                DISTRICTS,
                "Tổ chức đối thoại giữa Chủ tịch UBND cấp huyện, cấp xã với Nhân dân, ít nhất 02 lần/năm.",
                "Hàng năm",
                (every("Hàng năm", YEARLY),),
                targets=(
                    goal(
                        "Tổ chức đối thoại giữa Chủ tịch UBND cấp huyện, cấp xã với Nhân dân, ít nhất 02 lần/năm",
                        "ge",
                        2,
                        "lần/năm",
                    ),
                ),
            ),
        ),
        Heading("III", "Tổ chức thực hiện"),
        Item(
            "1",
            Task(
                "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành phố chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả thực hiện Kế hoạch; trước ngày 25/7/2022 ban hành kế hoạch của cơ quan, địa phương.",
                lead=("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các huyện, thành phố"),
                deadlines=(by("trước ngày 25/7/2022", "2022-07-25"),),
            ),
        ),
        Item(
            "2",
            Task(
                "Sở Nội vụ theo dõi, tổng hợp, định kỳ hàng quý báo cáo UBND tỉnh.",
                lead=(HOME,),
                deadlines=(every("định kỳ hàng quý", QUARTERLY),),
            ),
        ),
        Item(
            "",
            "Trên đây là Kế hoạch cải thiện các chỉ số PAR INDEX, SIPAS và PAPI; UBND tỉnh yêu cầu các cơ quan, địa phương tổ chức thực hiện nghiêm túc./.",
        ),
    ),
    recipients=(
        "Bộ Nội vụ;",
        "Thường trực Tỉnh ủy;",
        "Chủ tịch, các PCT UBND tỉnh;",
        "Các sở, ban, ngành;",
        f"{DISTRICTS};",
        "Lưu: VT, KSTTHC.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Phạm Minh Thử",
    form=Form(size=13.5, table_size=12, rule="hyphens", left=30, right=20),
)
