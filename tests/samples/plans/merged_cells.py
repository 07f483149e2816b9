"""A commune's letter whose annex has merged cells and rows that run over page breaks. All units and persons
are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
    ABOVE,
    MONTHLY,
    Annex,
    Column,
    Form,
    Group,
    Heading,
    Item,
    Label,
    Plan,
    Table,
    Task,
    by,
    every,
    goal,
    ongoing,
    row,
    within,
)

COMMUNE = ("UỶ BAN NHÂN DÂN XÃ",)
ALWAYS = (ongoing("Thường xuyên"),)
YEAR_END = (every("Trước 25/12 hàng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"),)
QUARTER_THREE = (within("Quý III/2024", "2024-07-01", "2024-09-30"),)
BEFORE_NOVEMBER = (by("Trước ngày 01/11/2024", "2024-11-01"),)


def duty(
    text: str,
    deadlines: tuple[Label, ...] = ALWAYS,
    mark: str = "-",
    targets: tuple[Label, ...] = (),
    coordinate: tuple[str, ...] = (),
) -> Task:
    """A task of the annex: its title says whose all of them are."""
    return Task(text, mark, COMMUNE, coordinate, inherited=True, deadlines=deadlines, targets=targets)


ROWS = (
    Group("I", "Chỉ số PAPI", "open", indices=("PAPI",)),
    Group("1", "Tham gia của người dân ở cấp cơ sở", "open"),
    row(
        "1.1",
        "Tri thức công dân",
        "Tăng tỷ lệ người dân biết các hình thức tham gia quản lý ở cơ sở",
        (
            duty(
                "Biên soạn tờ gấp dễ hiểu về những việc dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng; phát đến từng hộ gia đình thông qua trưởng thôn và các tổ tự quản, chú ý hộ ở xa trung tâm, hộ người cao tuổi sống một mình.",
                targets=(
                    goal(
                        "Tăng tỷ lệ người dân biết các hình thức tham gia quản lý ở cơ sở",
                        direction="increase",
                    ),
                ),
            ),
            duty(
                "Mỗi tuần phát ít nhất 02 tin, bài trên hệ thống truyền thanh xã vào khung giờ người dân có mặt ở nhà.",
                targets=(
                    goal(
                        "Mỗi tuần phát ít nhất 02 tin, bài trên hệ thống truyền thanh xã", "ge", 2, "tin, bài"
                    ),
                ),
            ),
            duty(
                "Lồng ghép giới thiệu Luật Thực hiện dân chủ ở cơ sở trong các buổi sinh hoạt của chi hội, tổ hợp tác, câu lạc bộ; dành thời gian để người dự hỏi, người phụ trách trả lời ngay những điều người dân còn băn khoăn."
            ),
        ),
        "Thường xuyên",
    ),
    row(
        "1.2",
        "Cơ hội tham gia bầu cử",
        "Nâng cao hiểu biết của cử tri về quyền bầu cử Trưởng thôn",
        Task(
            "Thông tin đầy đủ để cử tri đại diện hộ gia đình biết:",
            "",
            COMMUNE,
            inherited=True,
            deadlines=ALWAYS,
            targets=(
                goal("Nâng cao hiểu biết của cử tri về quyền bầu cử Trưởng thôn", direction="increase"),
            ),
            items=(
                "Tiêu chuẩn của người ứng cử; việc giới thiệu từ hai người trở lên để bầu lấy một người;",
                "Ngày bầu cử, nơi bỏ phiếu và cách ghi phiếu;",
                "Kết quả kiểm phiếu, thời hạn niêm yết danh sách người trúng cử.",
            ),
        ),
        ABOVE,
    ),
    row(
        "1.3",
        "Đóng góp tự nguyện",
        (
            "- 100% khoản đóng góp được bàn bạc, thống nhất tại hội nghị thôn;",
            "- Không để phát sinh đơn thư về huy động đóng góp.",
        ),
        (
            duty(
                "Hướng dẫn các thôn tổ chức họp lấy ý kiến trước khi huy động; biên bản họp, tỷ lệ đồng ý và danh sách người đóng góp phải được lưu giữ, niêm yết tại nhà văn hóa thôn để mọi người cùng theo dõi.",
                targets=(
                    goal("100% khoản đóng góp được bàn bạc, thống nhất tại hội nghị thôn", "eq", 100, "%"),
                    goal("Không để phát sinh đơn thư về huy động đóng góp"),
                ),
            ),
            duty(
                "Bảo đảm Ban Giám sát đầu tư của cộng đồng được tham gia ngay từ khâu khảo sát, lập dự toán đến khi nghiệm thu công trình; ghi chép đầy đủ thu, chi vào sổ sách kế toán của xã."
            ),
        ),
        ABOVE,
    ),
    Group("2", "Công khai, minh bạch trong việc ra quyết định ở địa phương", "open"),
    row(
        "2.1",
        "Danh sách hộ nghèo, hộ cận nghèo",
        "100% thôn niêm yết danh sách",
        (
            duty(
                "Niêm yết tại trụ sở UBND xã, nhà văn hóa thôn đồng thời đăng trên trang thông tin điện tử của xã; thời gian niêm yết tối thiểu 30 ngày liên tục.",
                YEAR_END,
                targets=(
                    goal("100% thôn niêm yết danh sách", "eq", 100, "%"),
                    goal("Tăng số hộ được biết số liệu thu, chi ngân sách", direction="increase"),
                ),
            ),
            duty(
                "Mở hộp thư góp ý, phân công công chức trả lời ý kiến của người dân về số liệu đã công khai; tổng hợp những ý kiến trùng nhau để giải thích trên hệ thống truyền thanh, tránh để người dân phải hỏi nhiều lần.",
                YEAR_END,
            ),
            duty(
                "Lập biên bản kết thúc việc công khai theo mẫu tại Thông tư số 61/2017/TT-BTC ngày 15/6/2017 của Bộ Tài chính.",
                YEAR_END,
            ),
        ),
        "Trước 25/12 hàng năm",
    ),
    row(ABOVE, "Thu, chi ngân sách cấp xã", "Tăng số hộ được biết số liệu thu, chi ngân sách", ABOVE, ABOVE),
    row(
        "2.2",
        "Quy hoạch, kế hoạch sử dụng đất",
        "Tối thiểu 80% số người có đất bị thu hồi được thông báo mục đích thu hồi",
        (
            duty(
                "Tổ chức lấy ý kiến góp ý của Nhân dân đối với dự thảo kế hoạch sử dụng đất; việc lấy ý kiến thực hiện bằng phiếu, có bản đồ kèm theo, có thuyết minh ngắn gọn về vị trí, diện tích, loại đất và những hộ có thể bị ảnh hưởng.",
                QUARTER_THREE,
                targets=(
                    goal(
                        "Tối thiểu 80% số người có đất bị thu hồi được thông báo mục đích thu hồi",
                        "ge",
                        80,
                        "%",
                    ),
                ),
            ),
            duty(
                "Tiếp thu, giải trình từng nhóm ý kiến; gửi bản tổng hợp cho các thôn trước khi trình cấp có thẩm quyền phê duyệt, nêu rõ nội dung tiếp thu, nội dung không tiếp thu và lý do.",
                QUARTER_THREE,
            ),
            duty(
                "Thông báo đến từng hộ về mục đích, phạm vi, tiến độ thu hồi đất; phối hợp với Trung tâm Phát triển quỹ đất huyện niêm yết phương án bồi thường, hỗ trợ, tái định cư; không để người dân phải nghe thông tin từ những nguồn không chính thức.",
                QUARTER_THREE,
                coordinate=("Trung tâm Phát triển quỹ đất huyện",),
            ),
        ),
        "Quý III/2024",
    ),
    Group("3", "Trách nhiệm giải trình với người dân", "open"),
    row(
        "3.1",
        "Tiếp công dân, giải quyết kiến nghị",
        "Giải quyết dứt điểm trên 95% kiến nghị thuộc thẩm quyền",
        (
            Task(
                "Lãnh đạo UBND xã tiếp công dân theo lịch, đối thoại trực tiếp với hộ có kiến nghị kéo dài; sau mỗi buổi tiếp phải có thông báo kết luận gửi người kiến nghị và trưởng thôn để theo dõi việc thực hiện.",
                "-",
                ("Lãnh đạo UBND xã",),
                deadlines=ALWAYS,
                targets=(goal("Giải quyết dứt điểm trên 95% kiến nghị thuộc thẩm quyền", "gt", 95, "%"),),
            ),
            duty(
                "Cập nhật sổ tiếp công dân điện tử, không để kiến nghị bị bỏ quên khi thay đổi người phụ trách; kiến nghị vượt thẩm quyền phải chuyển đúng nơi, đúng hạn và báo lại cho người kiến nghị biết."
            ),
        ),
        "Thường xuyên",
    ),
    row(
        "3.2",
        "Hiệu quả của Ban Thanh tra nhân dân",
        "Mỗi năm giám sát ít nhất 02 công trình",
        duty(
            "Bố trí kinh phí, cung cấp hồ sơ cho Ban Thanh tra nhân dân thực hiện giám sát.",
            BEFORE_NOVEMBER,
            "",
            targets=(goal("Mỗi năm giám sát ít nhất 02 công trình", "ge", 2, "công trình"),),
        ),
        "Trước ngày 01/11/2024",
    ),
    Group("4", "Kiểm soát tham nhũng, tiêu cực", "open"),
    row(
        "4.1",
        "Thái độ đối với tham nhũng vặt",
        "Không có công chức bị phản ánh nhũng nhiễu được xác minh là đúng",
        (
            duty(
                "Niêm yết số điện thoại đường dây nóng của Chủ tịch UBND xã tại nơi tiếp nhận hồ sơ, trạm y tế, trường học; bảo vệ bí mật thông tin của người phản ánh.",
                targets=(
                    goal("Không có công chức bị phản ánh nhũng nhiễu được xác minh là đúng"),
                    goal("100% trường hợp được thông báo công khai", "eq", 100, "%"),
                ),
            ),
            duty(
                "Công khai các khoản thu, mức thu tại trường học, trạm y tế, chợ; mọi khoản thu đều có biên lai, hóa đơn; phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam xã giám sát việc thu, nộp và sử dụng các khoản thu này.",
                coordinate=("Ủy ban Mặt trận Tổ quốc Việt Nam xã",),
            ),
            duty("Kê khai, công khai bản kê khai tài sản, thu nhập đúng đối tượng, đúng trình tự."),
        ),
        "Thường xuyên",
    ),
    row(
        ABOVE,
        "Tuyển dụng, sử dụng người hoạt động không chuyên trách",
        "100% trường hợp được thông báo công khai",
        ABOVE,
        ABOVE,
    ),
    Group("II", "Chỉ số SIPAS", "open", indices=("SIPAS",)),
    Group("1", "Tiếp cận dịch vụ hành chính công", "open"),
    row(
        "1.1",
        "Cơ sở vật chất nơi tiếp nhận hồ sơ",
        "Có đủ ghế ngồi chờ, máy lấy số, nước uống",
        (
            duty(
                "Sửa chữa phòng tiếp nhận và trả kết quả, bổ sung bảng chỉ dẫn cho người khuyết tật, người cao tuổi; bố trí máy tính có kết nối mạng để người dân tự tra cứu và nộp hồ sơ.",
                BEFORE_NOVEMBER,
                targets=(goal("Có đủ ghế ngồi chờ, máy lấy số, nước uống"),),
            ),
            duty("Niêm yết mã QR khảo sát mức độ hài lòng tại từng quầy giao dịch.", BEFORE_NOVEMBER),
        ),
        "Trước ngày 01/11/2024",
    ),
    row(
        "1.2",
        "Thái độ phục vụ của công chức",
        ("- Mức độ hài lòng đạt từ 92% trở lên", "- Giảm ít nhất 50% số phản ánh so với năm 2023"),
        (
            duty(
                "Thực hiện “4 xin, 4 luôn”; hướng dẫn một lần bằng phiếu, đầy đủ thành phần hồ sơ, không yêu cầu thêm giấy tờ ngoài quy định; khi từ chối phải nêu rõ lý do bằng văn bản.",
                targets=(
                    goal("Mức độ hài lòng đạt từ 92% trở lên", "ge", 92, "%"),
                    goal("Giảm ít nhất 50% số phản ánh so với năm 2023", "ge", 50, "%", "decrease"),
                ),
            ),
            duty("Luân phiên công chức trực tại nơi tiếp nhận hồ sơ, kể cả sáng thứ Bảy."),
        ),
        "Thường xuyên",
    ),
    Group("2", "Kết quả giải quyết thủ tục hành chính", "open"),
    row(
        "2.1",
        "Thời hạn trả kết quả",
        "100% hồ sơ trả kết quả đúng hạn",
        duty(
            "Đối chiếu hồ sơ trên phần mềm với phiếu hẹn vào cuối mỗi ngày làm việc, xử lý ngay hồ sơ có nguy cơ quá hạn.",
            mark="",
            targets=(goal("100% hồ sơ trả kết quả đúng hạn", "eq", 100, "%"),),
        ),
        "Thường xuyên",
    ),
)

PLAN = Plan(
    slug="mau-04-o-gop-qua-trang-2024",
    document={
        "document_type": "CV",
        "number": "77",
        "symbol": "77/UBND-VP",
        "issuer": "UBND xã Thí Dụ",
        "issuer_level": "commune",
        "province": None,
        "district": "Sơn Mẫu",
        "commune": "Thí Dụ",
        "issue_place": "Thí Dụ",
        "issue_date": "2024-07-08",
        "issue_year": 2024,
        "issue_month": 7,
        "title": "triển khai các nhiệm vụ nâng cao Chỉ số PAPI, Chỉ số SIPAS năm 2024",
        "period_start_year": 2024,
        "period_end_year": 2024,
        "indices": ["PAPI", "SIPAS"],
        "signer_name": "Trần Thị Mẫu",
        "signer_title": "CHỦ TỊCH",
    },
    title_indices=("PAPI", "SIPAS"),
    references=("63/KH-UBND", "61/2017/TT-BTC"),
    issuer=("UỶ BAN NHÂN DÂN", "XÃ THÍ DỤ"),
    number="Số: 77/UBND-VP",
    place_date="Thí Dụ, ngày 08 tháng 7 năm 2024",
    kind="",
    title=("triển khai các nhiệm vụ", "nâng cao Chỉ số PAPI, Chỉ số", "SIPAS năm 2024"),
    addressees=("Các ngành chuyên môn của xã;", "Mặt trận và các đoàn thể xã;", "Trưởng các thôn."),
    preamble=(
        "Thực hiện Kế hoạch số 63/KH-UBND ngày 24/6/2024 của UBND huyện Sơn Mẫu về nâng cao Chỉ số PAPI, Chỉ số SIPAS năm 2024, Ủy ban nhân dân xã triển khai một số nội dung sau:",
    ),
    blocks=(
        Item(
            "1",
            Task(
                "Các ngành chuyên môn của xã, trưởng các thôn phổ biến nội dung Phụ lục kèm theo Công văn này đến hội viên, đoàn viên và Nhân dân; hoàn thành trước ngày 20/7/2024.",
                lead=("Các ngành chuyên môn của xã", "trưởng các thôn"),
                deadlines=(by("trước ngày 20/7/2024", "2024-07-20"),),
            ),
        ),
        Item(
            "2",
            Task(
                "Giao công chức Văn phòng - Thống kê theo dõi, đôn đốc; hàng tháng tổng hợp, báo cáo Chủ tịch UBND xã.",
                lead=("công chức Văn phòng - Thống kê",),
                deadlines=(every("hàng tháng", MONTHLY),),
            ),
        ),
        Heading("3", "Giao công chức Văn hóa - Xã hội"),
        Item(
            "",
            Task(
                "Viết và phát tin, bài trên hệ thống truyền thanh xã về kết quả thực hiện của các thôn, ít nhất 02 tin, bài/tháng.",
                lead=("công chức Văn hóa - Xã hội",),
                inherited=True,
                targets=(
                    goal(
                        "Viết và phát tin, bài trên hệ thống truyền thanh xã về kết quả thực hiện của các thôn, ít nhất 02 tin, bài/tháng",
                        "ge",
                        2,
                        "tin, bài/tháng",
                    ),
                ),
            ),
        ),
        Item("", "Yêu cầu các ngành chuyên môn của xã và trưởng các thôn nghiêm túc triển khai thực hiện./."),
    ),
    recipients=("Như trên;", "UBND huyện (b/c);", "TT. Đảng ủy, HĐND xã;", "Lưu: VT."),
    signature=("CHỦ TỊCH",),
    signer="Trần Thị Mẫu",
    annexes=(
        Annex(
            name="PHỤ LỤC",
            title=(
                "NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI, CHỈ SỐ SIPAS NĂM 2024",
                "THUỘC TRÁCH NHIỆM CỦA UỶ BAN NHÂN DÂN XÃ",
            ),
            attached="(Kèm theo Công văn số 77/UBND-VP ngày 08 tháng 7 năm 2024 của UBND xã Thí Dụ)",
            blocks=(
                Table(
                    columns=(
                        Column("row", "STT", 6, "center"),
                        Column("topic", "Chỉ số/nội dung", 22),
                        Column("target", "Chỉ tiêu/kết quả", 28, "both"),
                        Column("task", "Nhiệm vụ/giải pháp", 54, "both"),
                        Column("time", "Thời gian hoàn thành", 15, "center"),
                    ),
                    rows=ROWS,
                ),
            ),
        ),
    ),
    form=Form(size=14, table_size=13, split_runs=True, soft_breaks=True, restart_pages=True),
)
