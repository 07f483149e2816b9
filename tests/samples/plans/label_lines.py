"""Prose items followed by label lines that say who and when. All units and persons are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import Form, Heading, Item, Plan, Task, by, event, every, goal, ongoing, since, within

CULTURE = "Phòng Văn hóa, Khoa học và Thông tin"
OFFICE = "Văn phòng HĐND và UBND thành phố"
FINANCE = "Phòng Tài chính - Kế hoạch"
COMMUNES = "UBND các xã, phường"
BROADBAND = ("Phòng Kinh tế, Hạ tầng và Đô thị",)
CARRIERS = ("Các doanh nghiệp viễn thông trên địa bàn", COMMUNES)
BEFORE_OCTOBER = (by("Trước ngày 30/9/2025", "2025-09-30"),)

PLAN = Plan(
    slug="mau-06-dong-nhan-2025",
    document={
        "document_type": "KH",
        "number": "41",
        "symbol": "41/KH-UBND",
        "issuer": "UBND thành phố Ví Dụ",
        "issuer_level": "district",
        "province": None,
        "district": "Ví Dụ",
        "commune": None,
        "issue_place": "Ví Dụ",
        "issue_date": "2025-03-10",
        "issue_year": 2025,
        "issue_month": 3,
        "title": "Nâng cao Chỉ số chuyển đổi số (DTI) của thành phố Ví Dụ năm 2025",
        "period_start_year": 2025,
        "period_end_year": 2025,
        "indices": ["DTI"],
        "signer_name": "Hoàng Văn Mẫu",
        "signer_title": "PHÓ CHỦ TỊCH",
    },
    title_indices=("DTI",),
    references=("411/QĐ-TTg", "19/KH-UBND"),
    issuer=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ VÍ DỤ"),
    number="Số: 41/KH-UBND",
    place_date="Ví Dụ, ngày 10 tháng 3 năm 2025",
    title=("Nâng cao Chỉ số chuyển đổi số (DTI)", "của thành phố Ví Dụ năm 2025"),
    preamble=(
        "Căn cứ Quyết định số 411/QĐ-TTg ngày 31 tháng 3 năm 2022 của Thủ tướng Chính phủ phê duyệt Chiến lược quốc gia phát triển kinh tế số và xã hội số;",
        "Thực hiện Kế hoạch số 19/KH-UBND ngày 22 tháng 01 năm 2025 của UBND tỉnh Hòa Mẫu về chuyển đổi số năm 2025, UBND thành phố ban hành Kế hoạch như sau:",
    ),
    blocks=(
        Heading("I", "MỤC TIÊU"),
        Item("1", "Chỉ số chuyển đổi số (DTI) của thành phố năm 2025 đạt từ 0,72 điểm trở lên."),
        Item("2", "Trên 80% người dân trưởng thành có tài khoản định danh điện tử."),
        Heading("II", "NHIỆM VỤ, GIẢI PHÁP"),
        Heading("1", "Nhận thức số, thể chế số"),
        Item(
            "1.1",
            Task(
                "Sửa đổi Quy chế quản lý, khai thác các hệ thống thông tin dùng chung của thành phố cho phù hợp với tình hình mới.",
                lead=(CULTURE,),
                coordinate=(OFFICE, "các phòng, ban, đơn vị liên quan"),
                deadlines=(within("Quý II/2025", "2025-04-01", "2025-06-30"),),
            ),
        ),
        Item("-", f"Cơ quan chủ trì: {CULTURE}."),
        Item("-", f"Cơ quan phối hợp: {OFFICE}; các phòng, ban, đơn vị liên quan."),
        Item("-", "Thời gian thực hiện: Quý II/2025."),
        Item(
            "1.2",
            Task(
                "Tổ chức tuần lễ hưởng ứng Ngày Chuyển đổi số quốc gia, vận động ít nhất 5.000 lượt người tham gia.",
                lead=(CULTURE,),
                coordinate=("Thành đoàn", "Hội Liên hiệp Phụ nữ thành phố", COMMUNES),
                deadlines=(every("Tháng 10 hàng năm", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1"),),
                targets=(goal("vận động ít nhất 5.000 lượt người tham gia", "ge", 5000, "lượt người"),),
            ),
        ),
        Item("-", f"Cơ quan chủ trì: {CULTURE}."),
        Item("-", f"Cơ quan phối hợp: Thành đoàn; Hội Liên hiệp Phụ nữ thành phố; {COMMUNES}."),
        Item("-", "Thời gian thực hiện: Tháng 10 hàng năm."),
        Item(
            "1.3",
            Task(
                "Lồng ghép nội dung chuyển đổi số vào sinh hoạt thôn, tổ dân phố.",
                lead=(COMMUNES,),
                deadlines=(ongoing("Thường xuyên"),),
            ),
        ),
        Item("-", f"Cơ quan chủ trì: {COMMUNES}."),
        Item("-", "Thời gian thực hiện: Thường xuyên."),
        Heading("2", "Hạ tầng số"),
        Item(
            "a",
            Task(
                "Xóa các điểm lõm sóng di động tại những thôn vùng cao.",
                lead=BROADBAND,
                coordinate=CARRIERS,
                deadlines=BEFORE_OCTOBER,
            ),
        ),
        Item(
            "b",
            Task(
                "Nâng tỷ lệ hộ gia đình có đường truyền internet cáp quang đạt trên 90%.",
                lead=BROADBAND,
                coordinate=CARRIERS,
                deadlines=BEFORE_OCTOBER,
                targets=(
                    goal(
                        "tỷ lệ hộ gia đình có đường truyền internet cáp quang đạt trên 90%",
                        "gt",
                        90,
                        "%",
                        "increase",
                    ),
                ),
            ),
        ),
        Item(
            "c",
            Task(
                "Lắp đặt điểm truy cập wifi miễn phí tại 100% nhà văn hóa và nơi tiếp nhận hồ sơ.",
                lead=BROADBAND,
                coordinate=CARRIERS,
                deadlines=BEFORE_OCTOBER,
                targets=(
                    goal(
                        "Lắp đặt điểm truy cập wifi miễn phí tại 100% nhà văn hóa và nơi tiếp nhận hồ sơ",
                        "eq",
                        100,
                        "%",
                    ),
                ),
            ),
        ),
        Item("-", f"Cơ quan chủ trì: {BROADBAND[0]}."),
        Item("-", f"Cơ quan phối hợp: {CARRIERS[0]}, {COMMUNES}."),
        Item("-", "Thời gian hoàn thành: Trước ngày 30/9/2025."),
        Heading("3", "Nhân lực số"),
        Heading("3.1", "Bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức"),
        Item(
            "a",
            Task(
                "Tổ chức ít nhất 06 lớp bồi dưỡng kỹ năng khai thác dữ liệu, xử lý văn bản trên môi trường mạng.",
                prefix="Nhiệm vụ: ",
                lead=("Phòng Nội vụ",),
                coordinate=(CULTURE, "Trung tâm Chính trị thành phố"),
                deadlines=(within("trong quý III/2025", "2025-07-01", "2025-09-30"),),
                targets=(
                    goal(
                        "Tổ chức ít nhất 06 lớp bồi dưỡng kỹ năng khai thác dữ liệu, xử lý văn bản trên môi trường mạng",
                        "ge",
                        6,
                        "lớp",
                    ),
                ),
            ),
        ),
        Item("b", "Cơ quan thực hiện:"),
        Item("-", "Đơn vị chủ trì: Phòng Nội vụ."),
        Item("-", f"Đơn vị phối hợp: {CULTURE}; Trung tâm Chính trị thành phố."),
        Item("c", "Thời gian thực hiện: Hoàn thành trong quý III/2025."),
        Heading("3.2", "Phát triển Tổ công nghệ số cộng đồng"),
        Item(
            "a",
            Task(
                "Kiện toàn, cung cấp tài liệu cho Tổ công nghệ số cộng đồng; mỗi thành viên hướng dẫn tối thiểu 10 hộ gia đình.",
                prefix="Nhiệm vụ: ",
                lead=(COMMUNES,),
                coordinate=("Thành đoàn",),
                deadlines=(since("Từ tháng 4/2025", "2025-04-01"),),
                targets=(goal("mỗi thành viên hướng dẫn tối thiểu 10 hộ gia đình", "ge", 10, "hộ gia đình"),),
            ),
        ),
        Item("b", "Cơ quan thực hiện:"),
        Item("-", f"Đơn vị chủ trì: {COMMUNES}."),
        Item("-", "Đơn vị phối hợp: Thành đoàn."),
        Item("c", "Thời gian thực hiện: Từ tháng 4/2025."),
        Heading("4", "An toàn thông tin mạng"),
        Item(
            "4.1",
            Task(
                "Phê duyệt hồ sơ đề xuất cấp độ an toàn đối với 100% hệ thống thông tin đang vận hành.",
                lead=(OFFICE,),
                deadlines=(by("30/6/2025", "2025-06-30"),),
                targets=(
                    goal(
                        "Phê duyệt hồ sơ đề xuất cấp độ an toàn đối với 100% hệ thống thông tin đang vận hành",
                        "eq",
                        100,
                        "%",
                    ),
                ),
            ),
        ),
        Item("-", f"Đơn vị thực hiện: {OFFICE}."),
        Item("-", "Thời hạn hoàn thành: 30/6/2025."),
        Item(
            "4.2",
            Task(
                "Diễn tập ứng cứu sự cố, rà quét mã độc trên máy trạm của các cơ quan.",
                lead=("Công an thành phố",),
                coordinate=("Ban Chỉ huy Quân sự thành phố", OFFICE),
                deadlines=(event("Theo kế hoạch của UBND tỉnh"),),
            ),
        ),
        Item("-", "Đơn vị chủ trì: Công an thành phố."),
        Item("-", f"Đơn vị phối hợp: Ban Chỉ huy Quân sự thành phố, {OFFICE}."),
        Item("-", "Thời gian thực hiện: Theo kế hoạch của UBND tỉnh."),
        Heading("5", "Kinh tế số, xã hội số"),
        Item(
            "5.1",
            Task(
                "Vận động hộ kinh doanh sử dụng hóa đơn điện tử khởi tạo từ máy tính tiền; đưa nông sản lên sàn thương mại điện tử.",
                lead=("Chi cục Thuế khu vực",),
                coordinate=(FINANCE, "Hội Nông dân thành phố"),
                deadlines=(
                    within("Quý II", "2025-04-01", "2025-06-30"),
                    within("quý III/2025", "2025-07-01", "2025-09-30"),
                ),
            ),
        ),
        Item("-", "Cơ quan chủ trì: Chi cục Thuế khu vực."),
        Item("-", f"Cơ quan phối hợp: {FINANCE}, Hội Nông dân thành phố."),
        Item("-", "Thời gian thực hiện: Quý II và quý III/2025."),
        Item(
            "5.2",
            Task(
                "Trung tâm Y tế thành phố triển khai thanh toán viện phí không dùng tiền mặt, đạt tỷ lệ từ 60% trở lên trong năm 2025.",
                lead=("Trung tâm Y tế thành phố",),
                deadlines=(within("trong năm 2025", "2025-01-01", "2025-12-31"),),
                targets=(
                    goal("thanh toán viện phí không dùng tiền mặt, đạt tỷ lệ từ 60% trở lên", "ge", 60, "%"),
                ),
            ),
        ),
        Heading("III", "TỔ CHỨC THỰC HIỆN"),
        Item(
            "1",
            Task(
                f"{CULTURE} theo dõi, đôn đốc; chấm điểm, xếp hạng chuyển đổi số của các xã, phường trước ngày 20/12/2025.",
                lead=(CULTURE,),
                deadlines=(by("trước ngày 20/12/2025", "2025-12-20"),),
            ),
        ),
        Item(
            "2",
            Task(
                f"{FINANCE} tham mưu UBND thành phố cân đối, bố trí kinh phí thực hiện Kế hoạch theo khả năng ngân sách.",
                lead=(FINANCE,),
            ),
        ),
        Item(
            "",
            Task(
                f"Trên đây là Kế hoạch nâng cao Chỉ số DTI năm 2025; yêu cầu các phòng, ban, đơn vị, {COMMUNES} báo cáo kết quả thực hiện về UBND thành phố (qua {CULTURE}) trước ngày 15/11/2025./.",
                lead=("các phòng, ban, đơn vị", COMMUNES),
                deadlines=(by("trước ngày 15/11/2025", "2025-11-15"),),
            ),
        ),
    ),
    targets=(
        goal(
            "Chỉ số chuyển đổi số (DTI) của thành phố năm 2025 đạt từ 0,72 điểm trở lên", "ge", 0.72, "điểm"
        ),
        goal("Trên 80% người dân trưởng thành có tài khoản định danh điện tử", "gt", 80, "%"),
    ),
    recipients=(
        "UBND tỉnh;",
        "Thường trực Thành ủy;",
        "CT, các PCT UBND thành phố;",
        "Các phòng, ban, đơn vị;",
        f"{COMMUNES};",
        "Lưu: VT, VHKHTT.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Hoàng Văn Mẫu",
    form=Form(size=14),
)
