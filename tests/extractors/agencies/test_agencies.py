"""Agencies with a role in cells, sentences and headings (contract, section 3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import read_cell, read_heading, read_sentence
from schemas.findings import AgencyMention, Role


def roles(found: list[AgencyMention]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for mention in found:
        result.setdefault(mention.role, []).append(mention.text)
    return result


def lead(*names: str) -> dict[str, list[str]]:
    return {"lead": list(names)} if names else {}


def both(leads: list[str], coordinates: list[str]) -> dict[str, list[str]]:
    return {"lead": leads, "coordinate": coordinates}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("- Phòng Nội vụ; UBND các xã, thị trấn.", ["Phòng Nội vụ", "UBND các xã, thị trấn"]),
        ("Phòng Tư pháp, Phòng Y tế và Công an huyện", ["Phòng Tư pháp", "Phòng Y tế", "Công an huyện"]),
        ("Sở Tài chính\nSở Xây dựng", ["Sở Tài chính", "Sở Xây dựng"]),
        ("Sở Y tế Công an tỉnh UBND cấp xã", ["Sở Y tế", "Công an tỉnh", "UBND cấp xã"]),
        (
            "Các đơn vị thuộc UBND huyện UBND các xã, thị trấn",
            ["Các đơn vị thuộc UBND huyện", "UBND các xã, thị trấn"],
        ),
        ("Ông Nguyễn Văn Mẫu, Bà Trần Thị Mẫu", ["Ông Nguyễn Văn Mẫu", "Bà Trần Thị Mẫu"]),
        (
            "Đ/c Nguyễn Văn Mẫu, Phó Chủ tịch Trần Văn Mẫu",
            ["Đ/c Nguyễn Văn Mẫu", "Phó Chủ tịch Trần Văn Mẫu"],
        ),
        ("Sở Khoa học & Công nghệ / Sở Tài chính", ["Sở Khoa học & Công nghệ", "Sở Tài chính"]),
        (
            "Chi cục Thuế khu vực, Bảo hiểm xã hội khu vực và các chủ dự án",
            ["Chi cục Thuế khu vực", "Bảo hiểm xã hội khu vực", "các chủ dự án"],
        ),
        (
            "các sở, ngành, đoàn thể tỉnh và đơn vị có liên quan",
            ["các sở, ngành, đoàn thể tỉnh", "đơn vị có liên quan"],
        ),
    ],
)
def test_lists_are_split_at_marks_lines_and_and(cell: str, names: list[str]) -> None:
    assert roles(read_cell(cell, "lead")) == lead(*names)


@pytest.mark.parametrize(
    "name",
    [
        "Phòng Văn hóa và Thông tin",
        "Văn phòng HĐND và UBND huyện",
        "Văn phòng HĐND&UBND huyện",
        "Phòng Tài chính – Kế hoạch",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở VH,TT&DL",
        "Sở LĐ-TB&XH",
        "Trung tâm Văn hóa - Thông tin và Thể thao",
        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Báo và Phát thanh, Truyền hình",
        "Liên hiệp các Hội Khoa học và Kỹ thuật",
        "Ban Quản lý các khu công nghiệp tỉnh",
        "Ban Quản lý dự án đầu tư xây dựng và PTQĐ huyện",
        "Bộ phận “Một cửa” cấp huyện, cấp xã",
        "Bộ phận TN&TKQ UBND huyện",
        "Ban Quản lý Khu kinh tế Sơn Mẫu và các khu công nghiệp",
        "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        "các cơ quan, đơn vị và địa phương có liên quan",
        "Các cấp, các ngành",
        "Doanh nghiệp trên địa bàn",
        "Phòng Hành chính - Quản trị",
        "Chi cục Chăn nuôi và Thú y",
        "Quỹ Bảo vệ môi trường",
        "Bệnh viện Đa khoa khu vực Sơn Mẫu",
        "Đội Quản lý thị trường số 4",
        "Đội Quản lý trật tự xây dựng đô thị",
        "Các bệnh viện, trung tâm y tế, trạm y tế xã, phường",
        "Thuế cơ sở 5",
        "Cơ quan Thường trực Ban Chỉ đạo 389 tỉnh",
        "Bộ phận Tổ chức - Hành chính của Phòng",
        "Ngân hàng Nhà nước Chi nhánh tỉnh",
        "Ngân hàng Chính sách xã hội - Chi nhánh tỉnh",
        "Phòng Giao dịch Ngân hàng Chính sách xã hội huyện",
        "Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ",
        "Ban Quản lý xây dựng nông thôn mới xã",
        "Ban Phát triển các thôn",
        "Trưởng ban Công tác Mặt trận các thôn",
        "Văn phòng Điều phối nông thôn mới tỉnh",
        "Tổ công tác triển khai Đề án 06 xã",
        "Các trường mầm non, tiểu học, trung học cơ sở",
        "Các thành viên Ban Chỉ đạo chuyển đổi số tỉnh",
        "Các đồng chí Ủy viên Ban An toàn giao thông huyện",
        "Toàn thể cán bộ, công chức UBND xã",
        "Công chức chuyên môn UBND xã",
        "Công chức VP-TK",
        "Đ/c Nguyễn Văn Mẫu, Phó Chủ tịch UBND xã",
        "UBND các huyện, thị xã, thành phố",
        "Công an tỉnh Bà Rịa - Vũng Tàu",
        "Kho bạc Nhà nước khu vực V",
        "Trưởng các phòng, ban chuyên môn huyện",
        "Công chức Tư pháp - Hộ tịch",
        "Trung tâm Phục vụ hành chính công xã",
        "Chi cục Thuế khu vực",
        "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",
        "Văn phòng HĐND, UBND huyện",
        "Văn phòng Đảng ủy",
        "Công an TP. Sông An",
        "các phòng chuyên môn, đơn vị trực thuộc Sở",
        "Các cơ quan báo chí, truyền thông đóng trên địa bàn tỉnh",
        "các hội, hiệp hội ngành nghề",
    ],
)
def test_no_name_is_cut_inside(name: str) -> None:
    assert roles(read_cell(name, "coordinate")) == {"coordinate": [name]}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Phòng Nội vụ, Tư pháp, Kinh tế - Hạ tầng", ["Phòng Nội vụ", "Tư pháp", "Kinh tế - Hạ tầng"]),
        ("Phòng Nội vụ và Tư pháp", ["Phòng Nội vụ", "Tư pháp"]),
        ("Phòng: Y tế, Tư pháp; Công an huyện", ["Phòng: Y tế", "Tư pháp", "Công an huyện"]),
        ("Các Sở: Y tế, Xây dựng; Công an tỉnh", ["Các Sở: Y tế", "Xây dựng", "Công an tỉnh"]),
    ],
)
def test_a_shared_first_word_is_not_repeated(cell: str, names: list[str]) -> None:
    assert roles(read_cell(cell, "lead")) == lead(*names)


def test_a_set_with_members_in_brackets_gives_the_set_and_each_member() -> None:
    cell = "Các tổ chức chính trị - xã hội (Hội Nông dân, Hội Cựu chiến binh); Sở Y tế (cơ quan thường trực)"
    names = ["Các tổ chức chính trị - xã hội", "Hội Nông dân", "Hội Cựu chiến binh", "Sở Y tế"]
    assert roles(read_cell(cell, "lead")) == lead(*names)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính, Công an tỉnh",
            both(["Sở Y tế"], ["Sở Tài chính", "Công an tỉnh"]),
        ),
        ("Phòng Tư pháp chủ trì phối hợp với Phòng Nội vụ.", both(["Phòng Tư pháp"], ["Phòng Nội vụ"])),
        ("- Chủ trì: Sở Y tế\n- Phối hợp: Các sở, ngành", both(["Sở Y tế"], ["Các sở, ngành"])),
        ("Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: UBND cấp xã", both(["Sở Y tế"], ["UBND cấp xã"])),
        ("Sở Y tế chủ trì, các sở, ngành phối hợp", both(["Sở Y tế"], ["các sở, ngành"])),
        (
            "Sở Y tế chủ trì; các sở, ngành, UBND cấp xã phối hợp",
            both(["Sở Y tế"], ["các sở, ngành", "UBND cấp xã"]),
        ),
        ("Sở Y tế (chủ trì), Công an tỉnh (cơ quan phối hợp)", both(["Sở Y tế"], ["Công an tỉnh"])),
    ],
)
def test_a_cell_that_names_roles_gives_both(cell: str, expected: dict[str, list[str]]) -> None:
    assert roles(read_cell(cell, "lead")) == expected


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Y tế chủ trì", ["Sở Y tế"]),
        (
            "Thủ trưởng các phòng chuyên môn huyện, Chủ tịch UBND xã có trách nhiệm phổ biến,",
            ["Thủ trưởng các phòng chuyên môn huyện", "Chủ tịch UBND xã"],
        ),
        ("Các sở, ngành có liên quan theo chức năng, nhiệm vụ được giao", ["Các sở, ngành có liên quan"]),
        (
            "UBND các xã, thị trấn có trụ sở chưa đạt chuẩn",
            ["UBND các xã, thị trấn có trụ sở chưa đạt chuẩn"],
        ),
        ("Các đơn vị theo lĩnh vực phụ trách", ["Các đơn vị theo lĩnh vực phụ trách"]),
        (
            "Sở Y tế tiến hành thống kê, gửi Sở Tài chính; các sở, ngành liên quan rà soát văn bản của mình",
            ["Sở Y tế", "các sở, ngành liên quan"],
        ),
    ],
)
def test_tails_are_cut_and_short_restrictions_stay(cell: str, names: list[str]) -> None:
    assert roles(read_cell(cell, "lead")) == lead(*names)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Cơ quan chủ trì soạn thảo", ["Cơ quan chủ trì soạn thảo"]),
        ("Đơn vị chủ trì thẩm định hồ sơ; Sở Tư pháp", ["Đơn vị chủ trì thẩm định hồ sơ", "Sở Tư pháp"]),
        ("Cơ quan được giao chủ trì biên soạn", ["Cơ quan được giao chủ trì biên soạn"]),
        ("Cơ quan chủ trì: Sở Tư pháp", ["Sở Tư pháp"]),
        ("Các đơn vị chủ trì thực hiện", ["Các đơn vị"]),
    ],
)
def test_whoever_has_a_task_can_be_known_by_it_alone(cell: str, names: list[str]) -> None:
    assert roles(read_cell(cell, "lead")) == lead(*names)


@pytest.mark.parametrize("cell", ["", " \n ", "-", "Như trên", "-nt-", "1."])
def test_an_empty_cell_names_nobody(cell: str) -> None:
    assert read_cell(cell, "lead") == []


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Cơ quan chuyên môn thuộc\nUBND huyện", "Cơ quan chuyên môn thuộc UBND huyện"),
        ("Sở Nông nghiệp và Phát triển\nnông thôn", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Phòng\nTư pháp", "Phòng Tư pháp"),
    ],
)
def test_a_wrapped_name_is_one(cell: str, name: str) -> None:
    assert roles(read_cell(cell, "lead")) == lead(name)


def test_a_column_names_agencies_the_lexicon_does_not_know() -> None:
    (known, unknown) = read_cell("Sở Y tế; Khối thi đua số 3", "lead")
    assert (known.text, unknown.text) == ("Sở Y tế", "Khối thi đua số 3")
    assert unknown.confidence < known.confidence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Phòng Y tế theo dõi, báo cáo UBND huyện kết quả.", lead("Phòng Y tế")),
        ("Hàng năm mỗi cơ quan, đơn vị phải rà soát quy chế.", lead("mỗi cơ quan, đơn vị")),
        (
            ("Định kỳ hàng tuần, đại diện lãnh đạo các đơn vị bố trí lịch trực."),
            lead("đại diện lãnh đạo các đơn vị"),
        ),
        ("Trước ngày 15/6/2031, Sở Y tế trình UBND tỉnh phê duyệt.", lead("Sở Y tế")),
        (
            ("Căn cứ Kế hoạch này, các sở, ngành và UBND cấp xã tổ chức thực hiện."),
            lead("các sở, ngành", "UBND cấp xã"),
        ),
        ("Sở Y tế, trên cơ sở đề xuất của các đơn vị, chủ trì tổng hợp.", lead("Sở Y tế")),
        ("Nếu có khó khăn, vướng mắc các đơn vị kịp thời phản ánh về Sở Y tế.", lead("các đơn vị")),
        ("Công an xã hoặc Trạm Y tế xã lập biên bản.", lead("Công an xã", "Trạm Y tế xã")),
        ("Sở Y tế bố trí kinh phí; Sở Xây dựng thẩm định hồ sơ.", lead("Sở Y tế", "Sở Xây dựng")),
        (
            "Các cơ quan, đơn vị có liên quan trực tiếp đến lĩnh vực y tế chịu trách nhiệm rà soát.",
            lead("Các cơ quan, đơn vị có liên quan"),
        ),
        ("UBND các xã, phường: Công khai số liệu.", lead("UBND các xã, phường")),
        ("Chủ tịch UBND cấp xã định kỳ đối thoại với người dân.", lead("Chủ tịch UBND cấp xã")),
        ("Đối với Sở Y tế: Lập dự toán.", lead("Sở Y tế")),
        ("Sở Y tế có trách nhiệm:", lead("Sở Y tế")),
        (
            ("Ban Pháp chế hoặc Ban Kinh tế - Ngân sách giám sát việc chấp hành."),
            lead("Ban Pháp chế", "Ban Kinh tế - Ngân sách"),
        ),
        ("Ban Tổ chức hoặc Văn phòng Đảng ủy theo dõi.", lead("Ban Tổ chức", "Văn phòng Đảng ủy")),
        (
            "Chi cục Thuế khu vực, Kho bạc Nhà nước huyện và các chủ đầu tư đối chiếu số liệu.",
            lead("Chi cục Thuế khu vực", "Kho bạc Nhà nước huyện", "các chủ đầu tư"),
        ),
        ("Phó Hiệu trưởng Trần Văn Nam chỉ đạo.", lead("Phó Hiệu trưởng Trần Văn Nam")),
        ("Cơ quan chủ trì soạn thảo gửi hồ sơ về Sở Tư pháp.", lead("Cơ quan chủ trì soạn thảo")),
        (
            ("Công an tỉnh (Phòng Cảnh sát quản lý hành chính về trật tự xã hội) chủ trì cấp căn cước."),
            lead("Công an tỉnh"),
        ),
        ("Sở Nội vụ - Cơ quan thường trực: Theo dõi, đôn đốc.", lead("Sở Nội vụ")),
        ("Sở Y tế chủ trì; các sở, ngành phối hợp thực hiện.", both(["Sở Y tế"], ["các sở, ngành"])),
        ("Liên đoàn Lao động tỉnh vận động đoàn viên.", lead("Liên đoàn Lao động tỉnh")),
        (
            ("Người đứng đầu cấp ủy, chính quyền các cấp chịu trách nhiệm."),
            lead("Người đứng đầu cấp ủy, chính quyền các cấp"),
        ),
        ("Trung tâm Khuyến nông sớm hoàn thành hồ sơ.", lead("Trung tâm Khuyến nông")),
        ("Đội Thanh niên xung kích dọn vệ sinh.", lead("Đội Thanh niên xung kích")),
        ("Trung tâm Văn hóa múa hát chào mừng.", lead("Trung tâm Văn hóa")),
        ("Phòng Đăng ký kinh doanh cấp giấy chứng nhận.", lead("Phòng Đăng ký kinh doanh")),
        ("Phòng Kế hoạch - Nghiệp vụ quyết liệt đôn đốc tiến độ.", lead("Phòng Kế hoạch - Nghiệp vụ")),
    ],
)
def test_the_subject_leads(sentence: str, expected: dict[str, list[str]]) -> None:
    assert roles(read_sentence(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            (
                "Căn cứ mục tiêu chung và điều kiện cụ thể, các phòng, ban "
                "và UBND các xã được giao chủ trì chỉ tiêu phải lập kế hoạch."
            ),
            ["các phòng, ban", "UBND các xã"],
        ),
        ("Trên cơ sở dự toán của các đơn vị, Sở Y tế tham mưu phân bổ.", ["Sở Y tế"]),
        ("Trên cơ sở nhu cầu của các xã và khả năng cân đối, Sở Y tế tham mưu phân bổ.", ["Sở Y tế"]),
        ("Theo đề nghị của Sở Xây dựng, Công an tỉnh và các đơn vị, Sở Y tế trình phê duyệt.", ["Sở Y tế"]),
        (
            ("Căn cứ hướng dẫn của Bộ Y tế, Sở Y tế và UBND cấp xã tổ chức thực hiện."),
            ["Sở Y tế", "UBND cấp xã"],
        ),
        ("Tổng hợp nhu cầu của các đơn vị; đồng thời, các sở, ngành gửi đề xuất.", ["các sở, ngành"]),
        ("Sở Y tế lập danh mục, đồng thời các địa phương gửi đề xuất.", ["Sở Y tế", "các địa phương"]),
        ("Các đơn vị gửi kết quả về Sở Y tế; Sở Y tế tổng hợp.", ["Các đơn vị", "Sở Y tế"]),
        ("Tổ chức lớp tập huấn; Sở Y tế chủ trì nội dung này.", ["Sở Y tế"]),
    ],
)
def test_a_subject_is_found_behind_what_stands_before_it(sentence: str, names: list[str]) -> None:
    assert roles(read_sentence(sentence)) == lead(*names)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trên cơ sở báo cáo của Sở Y tế và Sở Xây dựng tham mưu phân bổ.",
        "Căn cứ kết quả của các đơn vị, địa phương tổng hợp báo cáo.",
        "Theo đề nghị của Phòng Y tế, Tư pháp tham mưu phân bổ.",
        "Căn cứ ý kiến của UBND tỉnh, Sở Y tế được phân bổ kinh phí.",
        "Đôn đốc tiến độ, đồng thời UBND cấp xã được hỗ trợ kinh phí.",
        "Đôn đốc Sở Xây dựng; Sở Y tế tổng hợp số liệu.",
        "Tham gia đợt kiểm tra do Sở Y tế chủ trì.",
    ],
)
def test_a_list_that_may_go_on_gives_no_subject(sentence: str) -> None:
    assert read_sentence(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Giao Sở Y tế:", lead("Sở Y tế")),
        ("Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh đôn đốc.", both(["Sở Y tế"], ["Công an tỉnh"])),
        ("Đề nghị Hội Nông dân tỉnh tuyên truyền.", lead("Hội Nông dân tỉnh")),
        ("UBND tỉnh giao Sở Y tế theo dõi.", lead("Sở Y tế")),
        ("Trong quá trình thực hiện, đề nghị các sở, ngành kịp thời phản ánh.", lead("các sở, ngành")),
        ("Tổ chức hội nghị, do Sở Tư pháp chủ trì.", lead("Sở Tư pháp")),
        (
            "Giao đồng chí Nguyễn Văn Mẫu - Phó Chủ tịch UBND huyện chỉ đạo.",
            lead("đồng chí Nguyễn Văn Mẫu - Phó Chủ tịch UBND huyện"),
        ),
    ],
)
def test_an_order_names_who_leads(sentence: str, expected: dict[str, list[str]]) -> None:
    assert roles(read_sentence(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Chủ trì, phối hợp với Sở Y tế rà soát.", ["Sở Y tế"]),
        (
            "Phối hợp chặt chẽ với Mặt trận Tổ quốc và các đoàn thể cùng cấp tuyên truyền.",
            ["Mặt trận Tổ quốc", "các đoàn thể cùng cấp"],
        ),
        ("Rà soát danh mục; phối hợp các ngành có liên quan hoàn thiện.", ["các ngành có liên quan"]),
        ("Phối hợp với lực lượng công an địa phương tuần tra.", ["lực lượng công an địa phương"]),
        ("Phối hợp với cơ quan chủ trì soạn thảo lấy ý kiến.", ["cơ quan chủ trì soạn thảo"]),
        (
            ("Nhắc các đơn vị phối hợp với Tổ công nghệ số cộng đồng để dạy kỹ năng số."),
            ["Tổ công nghệ số cộng đồng"],
        ),
        ("Phối hợp với các nhà mạng (VNPT, Viettel) lắp trạm.", ["các nhà mạng", "VNPT", "Viettel"]),
    ],
)
def test_whoever_follows_phoi_hop_takes_part(sentence: str, names: list[str]) -> None:
    assert roles(read_sentence(sentence)) == {"coordinate": names}


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo kết quả về UBND huyện (qua Phòng Y tế).",
        "Tham mưu UBND tỉnh ban hành kế hoạch; gửi Sở Tư pháp thẩm định.",
        "Đôn đốc các cơ quan, đơn vị, địa phương hoàn thành nhiệm vụ.",
        "Kiểm tra, yêu cầu các cơ quan khắc phục tồn tại.",
        "Theo dõi hồ sơ của cơ quan, đơn vị, địa phương.",
        "Kiểm tra tại Sở Xây dựng; Sở Y tế; UBND các xã về việc tiếp dân.",
        "Phối hợp mở rộng tuyên truyền.",
        "Xây dựng Quy chế phối hợp với Công an tỉnh.",
        "Tham mưu UBND tỉnh giao Sở Y tế chủ trì.",
        "Bộ máy hành chính được tinh gọn.",
        "Hội nghị được tổ chức vào tháng 12.",
    ],
)
def test_readers_and_objects_have_no_role(sentence: str) -> None:
    assert read_sentence(sentence) == []


def test_a_clause_in_brackets_names_roles_too() -> None:
    sentence = (
        "Các sở, ngành đăng ký danh mục (Văn phòng UBND tỉnh "
        "phối hợp với Sở Y tế đôn đốc thực hiện; gửi Sở Nội vụ)."
    )
    assert roles(read_sentence(sentence)) == both(["Các sở, ngành", "Văn phòng UBND tỉnh"], ["Sở Y tế"])


def test_an_agency_named_twice_is_given_once() -> None:
    sentence = (
        "Các cơ quan, đơn vị rà soát hồ sơ. Mỗi cơ quan, đơn vị phải báo cáo. Cơ quan, đơn vị khắc phục ngay."
    )
    assert roles(read_sentence(sentence)) == lead("Các cơ quan, đơn vị")


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Trưởng Phòng Tư pháp", ["Trưởng Phòng Tư pháp"]),
        ("CÁC SỞ, BAN, NGÀNH", ["CÁC SỞ, BAN, NGÀNH"]),
        ("Sở Y tế (cơ quan thường trực):", ["Sở Y tế"]),
        (
            ("Thủ trưởng các sở và Chủ tịch UBND các xã, phường"),
            ["Thủ trưởng các sở", ("Chủ tịch UBND các xã, phường")],
        ),
        ("Giao Công chức Văn phòng – Thống kê", ["Công chức Văn phòng – Thống kê"]),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", ["Ủy ban MTTQ Việt Nam tỉnh"]),
        ("Trách nhiệm của Sở Y tế", ["Sở Y tế"]),
        ("Nhiệm vụ cụ thể của các cơ quan, đơn vị", ["các cơ quan, đơn vị"]),
        ("Đối với UBND các xã", ["UBND các xã"]),
        ("Nhiệm vụ UBND tỉnh chủ trì trong năm 2031:", ["UBND tỉnh"]),
        ("Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:", ["Sở Y tế"]),
        ("CÔNG VIỆC THUỘC TRÁCH NHIỆM CỦA ỦY BAN NHÂN DÂN PHƯỜNG", ["ỦY BAN NHÂN DÂN PHƯỜNG"]),
        ("Danh mục nhiệm vụ UBND tỉnh giao các sở, ngành năm 2031", ["các sở, ngành"]),
        (
            ("Các doanh nghiệp đang hoạt động trong khu công nghiệp"),
            [("Các doanh nghiệp đang hoạt động trong khu công nghiệp")],
        ),
        ("Danh mục nhiệm vụ của Sở Y tế", ["Sở Y tế"]),
        ("Giao Sở Y tế:", ["Sở Y tế"]),
        ("Sở Y tế có trách nhiệm:", ["Sở Y tế"]),
        ("Tiếp cận đất đai (Sở Xây dựng chủ trì)", ["Sở Xây dựng"]),
        ("Đào tạo lao động - Đơn vị chủ trì: Sở Nội vụ", ["Sở Nội vụ"]),
        ("Tiếp cận đất đai (theo báo cáo của Sở Xây dựng)", []),
        (
            "Đề nghị các cơ quan của Đảng, Mặt trận Tổ quốc và các đoàn thể tỉnh",
            ["các cơ quan của Đảng", "Mặt trận Tổ quốc", "các đoàn thể tỉnh"],
        ),
        (
            ("Sở Y tế đề nghị các sở, ngành; UBND cấp xã triển khai một số nội dung sau:"),
            ["các sở, ngành", "UBND cấp xã"],
        ),
        ("Nhiệm vụ cụ thể của các phòng, ban được giao theo dõi các chỉ số", ["các phòng, ban"]),
        ("Nhiệm vụ chung đối với các sở, ngành, địa phương", ["các sở, ngành, địa phương"]),
        ("Phân công trách nhiệm cụ thể cho các thành viên Ban Chỉ đạo", ["các thành viên Ban Chỉ đạo"]),
        ("Trách nhiệm của các cơ quan, đơn vị trong việc tổ chức hội nghị", ["các cơ quan, đơn vị"]),
        ("Các cơ quan, đơn vị chủ trì theo dõi các nội dung", ["Các cơ quan, đơn vị"]),
        (
            "Các chủ đầu tư xây dựng và kinh doanh hạ tầng cụm công nghiệp",
            ["Các chủ đầu tư xây dựng và kinh doanh hạ tầng cụm công nghiệp"],
        ),
        (
            ("Các doanh nghiệp cung cấp dịch vụ viễn thông, Internet"),
            [("Các doanh nghiệp cung cấp dịch vụ viễn thông, Internet")],
        ),
        ("Các tổ chức, cá nhân sử dụng đất nông nghiệp", ["Các tổ chức, cá nhân sử dụng đất nông nghiệp"]),
        ("Các doanh nghiệp có trách nhiệm kê khai", ["Các doanh nghiệp"]),
        (
            "Hiệp hội doanh nghiệp tỉnh và các hội, hiệp hội ngành nghề",
            ["Hiệp hội doanh nghiệp tỉnh", "các hội, hiệp hội ngành nghề"],
        ),
        ("SỞ Y TẾ THỰC HIỆN", ["SỞ Y TẾ"]),
        ("DANH MỤC NHIỆM VỤ GIAO CÁC SỞ, NGÀNH THỰC HIỆN", ["CÁC SỞ, NGÀNH"]),
        ("Căn cứ tình hình, các đơn vị thực hiện các việc sau:", ["các đơn vị"]),
    ],
)
def test_a_heading_names_who_is_responsible(heading: str, names: list[str]) -> None:
    assert roles(read_heading(heading)) == lead(*names)


@pytest.mark.parametrize(
    "heading",
    [
        "Nhiệm vụ chung",
        "CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        "CẢI CÁCH TỔ CHỨC BỘ MÁY",
        "TỔ CHỨC THỰC HIỆN",
        "Mục đích, yêu cầu",
        "Sắp xếp tổ chức bộ máy của các cơ quan hành chính",
        "Phòng, chống tham nhũng",
        "Thanh tra, kiểm tra công vụ",
        "Kế hoạch cải cách hành chính của UBND huyện",
        "Bảo hiểm xã hội",
        "Sở hữu trí tuệ",
        "Đẩy mạnh tiếp dân với các việc chính sau:",
        "",
    ],
)
def test_a_heading_about_a_subject_names_nobody(heading: str) -> None:
    assert read_heading(heading) == []


@pytest.mark.parametrize(
    "spelling",
    [
        "Uỷ ban nhân dân xã rà soát.",
        "Ủy ban nhân dân xã rà soát.",
        "ỦY BAN NHÂN DÂN XÃ rà soát.",
        "UBND xã rà soát.",
    ],
)
def test_spelling_and_case_do_not_matter(spelling: str) -> None:
    (mention,) = read_sentence(spelling)
    assert mention.text == spelling.removesuffix(" rà soát.")


WORDS = [
    "Sở",
    "Y tế",
    "các",
    "sở",
    ",",
    ";",
    "và",
    "UBND",
    "xã",
    "tỉnh",
    "chủ trì",
    ("phối hợp"),
    "với",
    "(",
    ")",
    ("có liên quan"),
    "\n",
    "-",
    "Giao",
    "Căn cứ",
    ":",
    "Phòng",
    ("Tư pháp"),
    "thuộc",
    "“",
    ("Một cửa"),
    ("rà soát"),
    ".",
    "Trưởng",
    "Bộ phận",
    "do",
    "năm",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
ROLES: list[Role] = ["lead", "coordinate"]


@given(TEXTS, st.sampled_from(ROLES))
def test_what_is_stored_stands_in_the_source(text: str, role: Role) -> None:
    for found in (read_cell(text, role), read_sentence(text), read_heading(text)):
        for mention in found:
            assert mention.text
            assert " ".join(text[mention.start : mention.end].split()) == mention.text
            assert 0 < mention.confidence <= 1


@given(TEXTS)
def test_headings_give_only_who_leads(text: str) -> None:
    assert all(mention.role == "lead" for mention in read_heading(text))


@pytest.mark.parametrize(
    "part", ["Công an ", "Sở Y tế, ", "các sở, ", "Trung tâm A và ", "(", "“", "chủ trì, ", "; các sở phải "]
)
def test_a_hostile_text_is_read_without_running_deep(part: str) -> None:
    text = part * 300
    assert len(read_cell(text, "lead")) <= 300
    assert len(read_sentence(text)) <= 300
    assert len(read_heading(text)) <= 300
