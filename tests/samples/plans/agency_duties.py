"""Duties in prose under headings that are agencies, with footnotes. All units and persons are invented."""
# ruff: noqa: E501  (a sentence stands whole on its line, as it is searched for)

from ..model import (
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    Heading,
    Item,
    Plan,
    Task,
    by,
    every,
    goal,
    ongoing,
    since,
    within,
)

ALL = ("PAR_INDEX", "SIPAS", "PAPI")
OFFICE = ("Chánh Văn phòng HĐND và UBND huyện",)
HOME = ("Trưởng Phòng Nội vụ",)
JUSTICE = ("Trưởng Phòng Tư pháp",)
FINANCE = ("Trưởng Phòng Tài chính - Kế hoạch",)
CULTURE = ("Trưởng Phòng Văn hóa và Thông tin",)
LAND = ("Trưởng Phòng Tài nguyên và Môi trường", "Giám đốc Chi nhánh Văn phòng Đăng ký đất đai huyện")
COMMUNES = ("Chủ tịch UBND các xã, thị trấn",)
FRONT = ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "các tổ chức chính trị - xã hội")

PLAN = Plan(
    slug="mau-01-nhiem-vu-theo-co-quan-2023",
    document={
        "document_type": "KH",
        "number": "58",
        "symbol": "58/KH-UBND",
        "issuer": "UBND huyện Sơn Mẫu",
        "issuer_level": "district",
        "province": None,
        "district": "Sơn Mẫu",
        "commune": None,
        "issue_place": "Sơn Mẫu",
        "issue_date": "2023-03-14",
        "issue_year": 2023,
        "issue_month": 3,
        "title": "Cải thiện, nâng cao Chỉ số cải cách hành chính (PAR INDEX), Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) và Chỉ số hiệu quả quản trị và hành chính công (PAPI) trên địa bàn huyện Sơn Mẫu năm 2023",
        "period_start_year": 2023,
        "period_end_year": 2023,
        "indices": list(ALL),
        "signer_name": "Nguyễn Văn Mẫu",
        "signer_title": "PHÓ CHỦ TỊCH",
    },
    title_indices=ALL,
    references=("76/NQ-CP", "31/KH-UBND", "417/QĐ-UBND", "112/SNV-CCHC", "1265/QĐ-UBND", "09-CT/HU"),
    issuer=("ỦY BAN NHÂN DÂN", "HUYỆN SƠN MẪU"),
    number="Số: 58/KH-UBND",
    place_date="Sơn Mẫu, ngày 14 tháng 3 năm 2023",
    title=(
        "Cải thiện, nâng cao Chỉ số cải cách hành chính (PAR INDEX),",
        "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) và Chỉ số hiệu quả",
        "quản trị và hành chính công (PAPI) trên địa bàn huyện Sơn Mẫu năm 2023",
    ),
    preamble=(
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;",
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 10 tháng 02 năm 2023 của UBND tỉnh Hòa Mẫu về nâng cao các chỉ số đánh giá cải cách hành chính của tỉnh; trên cơ sở Quyết định số 417/QĐ-UBND ngày 27 tháng 02 năm 2023 của UBND tỉnh công bố kết quả xếp hạng các huyện, thành phố,",
        "Ủy ban nhân dân huyện Sơn Mẫu ban hành Kế hoạch với các nội dung sau:",
    ),
    blocks=(
        Heading("I", "MỤC ĐÍCH, YÊU CẦU"),
        Heading("1", "Mục đích"),
        Item(
            "-",
            "Khắc phục những tiêu chí còn mất điểm, giữ vững những tiêu chí đã đạt điểm tối đa; năm 2022 huyện đạt 81,46/100 điểm, xếp thứ 6/9 huyện, thành phố.",
        ),
        Item("-", "Nâng cao trách nhiệm của người đứng đầu trong chỉ đạo, điều hành cải cách hành chính."),
        Heading("2", "Yêu cầu"),
        Item(
            "-",
            "Các cơ quan, đơn vị, địa phương xác định cải cách hành chính là nhiệm vụ thường xuyên; nội dung công việc phải rõ người, rõ việc, rõ thời hạn.",
        ),
        Heading("II", "NHIỆM VỤ CHUNG"),
        Item(
            "1",
            Task(
                "Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, thị trấn trực tiếp chỉ đạo, chịu trách nhiệm về kết quả cải cách hành chính của cơ quan, địa phương mình; tổ chức quán triệt Kế hoạch này đến toàn thể cán bộ, công chức, viên chức trước ngày 31/3/2023.",
                lead=("Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND các xã, thị trấn"),
                deadlines=(by("trước ngày 31/3/2023", "2023-03-31"),),
            ),
        ),
        Item(
            "2",
            Task(
                "Mỗi cơ quan, đơn vị, địa phương đăng ký ít nhất 02 sáng kiến hoặc giải pháp mới về cải cách hành chính trong quý II/2023.",
                lead=("Mỗi cơ quan, đơn vị, địa phương",),
                deadlines=(within("trong quý II/2023", "2023-04-01", "2023-06-30"),),
                targets=(
                    goal(
                        "Mỗi cơ quan, đơn vị, địa phương đăng ký ít nhất 02 sáng kiến hoặc giải pháp mới về cải cách hành chính",
                        "ge",
                        2,
                        "sáng kiến hoặc giải pháp mới",
                    ),
                ),
            ),
        ),
        Item(
            "3",
            Task(
                "Giải quyết hồ sơ thủ tục hành chính đúng hạn và trước hạn đạt từ 98% trở lên; 100% hồ sơ quá hạn phải có văn bản xin lỗi gửi người nộp hồ sơ.",
                targets=(
                    goal(
                        "Giải quyết hồ sơ thủ tục hành chính đúng hạn và trước hạn đạt từ 98% trở lên",
                        "ge",
                        98,
                        "%",
                    ),
                    goal("100% hồ sơ quá hạn phải có văn bản xin lỗi gửi người nộp hồ sơ", "eq", 100, "%"),
                ),
            ),
        ),
        Item(
            "4",
            Task(
                "Định kỳ hàng tháng, các cơ quan, đơn vị, địa phương tự kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính; kết quả tự kiểm tra gửi về Phòng Nội vụ[^1] để tổng hợp.",
                lead=("các cơ quan, đơn vị, địa phương",),
                deadlines=(every("Định kỳ hàng tháng", MONTHLY),),
            ),
        ),
        Item(
            "5",
            Task(
                "Trong 6 tháng đầu năm 2023, tập trung khắc phục dứt điểm các hạn chế sau:",
                items=(
                    "Hồ sơ lĩnh vực đất đai, xây dựng trả kết quả chậm so với phiếu hẹn;",
                    "Thông tin trên trang thông tin điện tử của các xã, thị trấn chậm được cập nhật;",
                    "Hồ sơ nộp trực tuyến còn ít, người dân vẫn phải đi lại nhiều lần.",
                ),
                deadlines=(within("Trong 6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),),
            ),
        ),
        Heading("III", "NHIỆM VỤ CỤ THỂ CỦA CÁC CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG"),
        Heading("1", "Chánh Văn phòng HĐND và UBND huyện"),
        Item(
            "1.1",
            Task(
                "Chủ trì, phối hợp với Phòng Văn hóa và Thông tin rà soát, niêm yết đầy đủ thủ tục hành chính tại nơi tiếp nhận hồ sơ và trên Cổng dịch vụ công; hoàn thành trong tháng 4/2023.",
                lead=OFFICE,
                inherited=True,
                coordinate=("Phòng Văn hóa và Thông tin",),
                deadlines=(within("trong tháng 4/2023", "2023-04-01", "2023-04-30"),),
            ),
        ),
        Item(
            "1.2",
            Task(
                "Theo dõi, đôn đốc việc thực hiện nhiệm vụ UBND tỉnh giao, bảo đảm 100% nhiệm vụ hoàn thành đúng thời hạn; tổng hợp, báo cáo Chủ tịch UBND huyện vào ngày 25 hàng tháng.",
                lead=OFFICE,
                inherited=True,
                deadlines=(every("ngày 25 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=25"),),
                targets=(goal("100% nhiệm vụ hoàn thành đúng thời hạn", "eq", 100, "%"),),
            ),
        ),
        Item(
            "1.3",
            Task(
                "Tham mưu bố trí, sắp xếp lại Bộ phận Một cửa huyện theo hướng hiện đại[^2], đưa vào sử dụng trước ngày 02/9/2023.",
                lead=OFFICE,
                inherited=True,
                deadlines=(by("trước ngày 02/9/2023", "2023-09-02"),),
            ),
        ),
        Heading(
            "1.4",
            "Tổ chức đo lường mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính (SIPAS) tại Bộ phận Một cửa, cụ thể:",
            indices=("SIPAS",),
        ),
        Item(
            "a",
            Task(
                "Lấy phiếu khảo sát bằng hình thức trực tuyến tại tất cả các lĩnh vực, tối thiểu 300 phiếu/quý.",
                lead=OFFICE,
                inherited=True,
                targets=(
                    goal(
                        "Lấy phiếu khảo sát bằng hình thức trực tuyến tại tất cả các lĩnh vực, tối thiểu 300 phiếu/quý",
                        "ge",
                        300,
                        "phiếu/quý",
                    ),
                ),
            ),
        ),
        Item(
            "b",
            Task(
                "Phân tích nguyên nhân của những nội dung bị đánh giá thấp, đề xuất biện pháp khắc phục trong quý III/2023.",
                lead=OFFICE,
                inherited=True,
                deadlines=(within("trong quý III/2023", "2023-07-01", "2023-09-30"),),
            ),
        ),
        Heading("2", "Trưởng Phòng Nội vụ"),
        Item(
            "2.1",
            Task(
                "Thường xuyên kiểm tra công vụ đột xuất, nhất là tại Bộ phận Một cửa của các xã, thị trấn.",
                lead=HOME,
                inherited=True,
                deadlines=(ongoing("Thường xuyên"),),
            ),
        ),
        Item(
            "2.2",
            Task(
                "Tham mưu UBND huyện tổ chức hội nghị đối thoại với người dân, doanh nghiệp (ít nhất 02 hội nghị/năm), hội nghị thứ nhất tổ chức trước tháng 6/2023.",
                lead=HOME,
                inherited=True,
                deadlines=(by("trước tháng 6/2023", "2023-05-31"),),
                targets=(
                    goal(
                        "tổ chức hội nghị đối thoại với người dân, doanh nghiệp (ít nhất 02 hội nghị/năm)",
                        "ge",
                        2,
                        "hội nghị/năm",
                    ),
                ),
            ),
        ),
        Item(
            "2.3",
            Task(
                "Phối hợp với Trung tâm Chính trị huyện, các cơ quan có liên quan bồi dưỡng kỹ năng giao tiếp cho công chức, viên chức; phấn đấu trong năm 2023 bồi dưỡng cho trên 85% công chức làm việc tại Bộ phận Một cửa.",
                lead=HOME,
                inherited=True,
                coordinate=("Trung tâm Chính trị huyện", "các cơ quan có liên quan"),
                deadlines=(within("trong năm 2023", "2023-01-01", "2023-12-31"),),
                targets=(
                    goal("bồi dưỡng cho trên 85% công chức làm việc tại Bộ phận Một cửa", "gt", 85, "%"),
                ),
            ),
        ),
        Item(
            "2.4",
            Task(
                "Chủ trì tổng hợp kết quả tự đánh giá Chỉ số cải cách hành chính của các xã, thị trấn, trình UBND huyện công bố trước ngày 15/12 hàng năm.",
                lead=HOME,
                inherited=True,
                deadlines=(every("trước ngày 15/12 hàng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),),
                indices=("PAR_INDEX",),
            ),
        ),
        Item(
            "",
            Task(
                "Đề xuất khen thưởng những tập thể, cá nhân có cách làm hay, hiệu quả trong cải cách hành chính.",
                lead=HOME,
                inherited=True,
            ),
        ),
        Heading("3", "Trưởng Phòng Tư pháp"),
        Item(
            "3.1",
            Task(
                "Tham mưu kế hoạch kiểm tra, rà soát văn bản quy phạm pháp luật năm 2023 và tổ chức thực hiện sau khi được phê duyệt.",
                lead=JUSTICE,
                inherited=True,
            ),
        ),
        Item(
            "3.2",
            Task(
                "Hướng dẫn các xã, thị trấn tự kiểm tra văn bản đã ban hành; từ tháng 5/2023 trực tiếp kiểm tra tại ít nhất 30% số xã, thị trấn.",
                lead=JUSTICE,
                inherited=True,
                deadlines=(since("từ tháng 5/2023", "2023-05-01"),),
                targets=(goal("trực tiếp kiểm tra tại ít nhất 30% số xã, thị trấn", "ge", 30, "%"),),
            ),
        ),
        Item(
            "3.3",
            Task(
                "Đổi mới hình thức phổ biến pháp luật về thực hiện dân chủ ở cơ sở, góp phần nâng điểm nội dung “Tham gia của người dân ở cấp cơ sở” thuộc Chỉ số PAPI.",
                lead=JUSTICE,
                inherited=True,
                indices=("PAPI",),
            ),
        ),
        Heading("4", "Trưởng Phòng Tài chính - Kế hoạch"),
        Item(
            "4.1",
            Task(
                "Chủ trì, phối hợp với Chi cục Thuế khu vực, Kho bạc Nhà nước huyện và các chủ đầu tư tháo gỡ vướng mắc trong giải phóng mặt bằng, thanh toán; đến hết ngày 31/12/2023 giải ngân đạt tối thiểu 95% kế hoạch vốn đầu tư công.",
                lead=FINANCE,
                inherited=True,
                coordinate=("Chi cục Thuế khu vực", "Kho bạc Nhà nước huyện", "các chủ đầu tư"),
                deadlines=(by("đến hết ngày 31/12/2023", "2023-12-31"),),
                targets=(goal("giải ngân đạt tối thiểu 95% kế hoạch vốn đầu tư công", "ge", 95, "%"),),
            ),
        ),
        Item(
            "4.2",
            Task(
                "Công khai dự toán, quyết toán ngân sách theo quy định của Luật Ngân sách nhà nước; định kỳ 6 tháng báo cáo UBND huyện.",
                lead=FINANCE,
                inherited=True,
                deadlines=(every("định kỳ 6 tháng", HALF_YEARLY),),
            ),
        ),
        Heading("5", "Trưởng Phòng Văn hóa và Thông tin"),
        Item(
            "5.1",
            Task(
                "Tham mưu thành lập, duy trì hoạt động của Tổ công nghệ số cộng đồng tại 100% thôn, khu phố; hoàn thành trong quý II năm 2023.",
                lead=CULTURE,
                inherited=True,
                deadlines=(within("trong quý II năm 2023", "2023-04-01", "2023-06-30"),),
                targets=(
                    goal(
                        "thành lập, duy trì hoạt động của Tổ công nghệ số cộng đồng tại 100% thôn, khu phố",
                        "eq",
                        100,
                        "%",
                    ),
                ),
            ),
        ),
        Item(
            "5.2",
            Task(
                "Chủ trì, phối hợp với Bưu điện huyện, UBND các xã, thị trấn hướng dẫn người dân lập tài khoản định danh, nộp hồ sơ và thanh toán trực tuyến.",
                lead=CULTURE,
                inherited=True,
                coordinate=("Bưu điện huyện", "UBND các xã, thị trấn"),
            ),
        ),
        Heading(
            "6", "Trưởng Phòng Tài nguyên và Môi trường, Giám đốc Chi nhánh Văn phòng Đăng ký đất đai huyện"
        ),
        Item(
            "-",
            Task(
                "Xử lý dứt điểm hồ sơ đất đai còn tồn đọng từ các năm trước[^3], hoàn thành trước ngày 30/6/2023.",
                lead=LAND,
                inherited=True,
                deadlines=(by("trước ngày 30/6/2023", "2023-06-30"),),
            ),
        ),
        Item(
            "-",
            Task(
                "Đề xuất cắt giảm ít nhất 20% thời gian giải quyết đối với thủ tục đăng ký biến động đất đai.",
                lead=LAND,
                inherited=True,
                targets=(
                    goal(
                        "cắt giảm ít nhất 20% thời gian giải quyết đối với thủ tục đăng ký biến động đất đai",
                        "ge",
                        20,
                        "%",
                        "decrease",
                    ),
                ),
            ),
        ),
        Heading("7", "Chủ tịch UBND các xã, thị trấn"),
        Item(
            "7.1",
            Task(
                "Hàng tuần, bố trí thời gian trực tiếp làm việc với người dân tại Bộ phận Một cửa cấp xã.",
                lead=COMMUNES,
                inherited=True,
                deadlines=(every("Hàng tuần", WEEKLY),),
            ),
        ),
        Item(
            "7.2",
            Task(
                "Công khai danh sách hộ nghèo, hộ cận nghèo; thu, chi ngân sách; quy hoạch, kế hoạch sử dụng đất; phối hợp với Ban Thanh tra nhân dân niêm yết tại nhà văn hóa thôn trước ngày 10/01 hàng năm.",
                lead=COMMUNES,
                inherited=True,
                coordinate=("Ban Thanh tra nhân dân",),
                deadlines=(every("trước ngày 10/01 hàng năm", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10"),),
            ),
        ),
        Item(
            "7.3",
            Task(
                "UBND thị trấn Sơn Mẫu làm điểm mô hình “Ngày thứ Tư không giấy hẹn” từ ngày 01/4/2023.",
                lead=("UBND thị trấn Sơn Mẫu",),
                deadlines=(since("từ ngày 01/4/2023", "2023-04-01"),),
            ),
        ),
        Heading("8", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ chức chính trị - xã hội"),
        Item(
            "",
            Task(
                "Tuyên truyền, vận động đoàn viên, hội viên và Nhân dân tham gia giám sát việc cung ứng dịch vụ công; phản ánh kịp thời những biểu hiện gây phiền hà.",
                lead=FRONT,
                inherited=True,
            ),
        ),
        Heading("IV", "KINH PHÍ THỰC HIỆN"),
        Item(
            "",
            "Kinh phí thực hiện Kế hoạch được bố trí trong dự toán chi thường xuyên năm 2023 của các cơ quan, đơn vị, địa phương và các nguồn hợp pháp khác.",
        ),
        Heading("V", "TỔ CHỨC THỰC HIỆN"),
        Item(
            "1",
            Task(
                "Các cơ quan, đơn vị và UBND các xã, thị trấn căn cứ Kế hoạch này xây dựng kế hoạch cụ thể, gửi UBND huyện (qua Phòng Nội vụ) trước ngày 25/3/2023; báo cáo kết quả thực hiện hàng quý, 6 tháng và năm.",
                lead=("Các cơ quan, đơn vị", "UBND các xã, thị trấn"),
                deadlines=(
                    by("trước ngày 25/3/2023", "2023-03-25"),
                    every("hàng quý", QUARTERLY),
                    every("6 tháng", HALF_YEARLY),
                    every("năm", YEARLY),
                ),
            ),
        ),
        Item(
            "2",
            Task(
                "Giao Phòng Nội vụ theo dõi, đôn đốc, kiểm tra việc thực hiện Kế hoạch này và tinh thần Chỉ thị số 09-CT/HU ngày 20/01/2023 của Ban Thường vụ Huyện ủy; tham mưu tổng kết trong tháng 12/2023.",
                lead=("Phòng Nội vụ",),
                deadlines=(within("trong tháng 12/2023", "2023-12-01", "2023-12-31"),),
            ),
        ),
        Item(
            "",
            "Trên đây là Kế hoạch cải thiện, nâng cao các chỉ số về cải cách hành chính năm 2023, UBND huyện yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện./.",
        ),
    ),
    footnotes=(
        "Biểu mẫu tự kiểm tra thực hiện theo hướng dẫn tại Công văn số 112/SNV-CCHC ngày 06/3/2023 của Sở Nội vụ.",
        "Diện tích tối thiểu, trang thiết bị và bộ nhận diện theo Đề án được phê duyệt tại Quyết định số 1265/QĐ-UBND ngày 19/8/2022 của UBND tỉnh.",
        "Tính đến ngày 28/02/2023 còn 214 hồ sơ, trong đó 176 hồ sơ cấp đổi giấy chứng nhận.",
    ),
    recipients=(
        "UBND tỉnh (báo cáo);",
        "Sở Nội vụ;",
        "Thường trực Huyện ủy, HĐND huyện;",
        "Các phòng, ban, ngành huyện;",
        "UBND các xã, thị trấn;",
        "Lưu: VT, NV.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Nguyễn Văn Mẫu",
)
