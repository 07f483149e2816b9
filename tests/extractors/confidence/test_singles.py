"""The second opinion on items, times and quantities: what looks like many right ones is sure, what looks like
what labels leave out is not."""

from extractors.confidence import SecondOpinion
from extractors.confidence.target_features import Where
from extractors.deadlines import times_in
from extractors.targets import quantities_in
from extractors.tasks import Heading, TaskDraft
from extractors.text.passages import passage_of
from schemas.layout import Paragraph
from schemas.plan import Header, Node, Part, Plan
from schemas.rows import SURE

PLAN = Plan(Header(), [])
YEAR = 2024


def item(text: str, heading: str, part: Part = "duty") -> TaskDraft:
    above = Node(Paragraph(heading), "number", "1", 0, part)
    node = Node(Paragraph(text), "dash", "-", 0, part)
    above.children = [node]
    return TaskDraft(
        passage_of(node.paragraph, 0),
        "prose",
        (Heading(heading, passage_of(above.paragraph, 0), above),),
        node=node,
    )


def of_task(text: str, heading: str, part: Part = "duty") -> float:
    return SecondOpinion(PLAN, []).of_task(item(text, heading, part))


def test_an_order_is_a_surer_task_than_what_only_looks_like_one() -> None:
    order = of_task("Rà soát, cập nhật danh mục hồ sơ điện tử của đơn vị và báo cáo kết quả.", "Sở Nội vụ:")
    assert order >= SURE
    for text, heading in (
        ("Hồ sơ số là nền tảng của chính quyền số, là yếu tố quyết định chất lượng phục vụ.", "Hồ sơ số"),
        ("Tình hình sử dụng biểu mẫu điện tử.", "Nội dung kiểm tra"),
        ("Đơn vị chủ trì tham mưu thực hiện: Sở Mẫu biểu.", "Hồ sơ số"),
    ):
        assert of_task(text, heading) < SURE


def of_time(text: str, *, column: bool = False) -> float:
    time = times_in(text, year=YEAR)[0]
    return SecondOpinion(PLAN, []).of_deadline(text, time, column=column, year=YEAR)


def test_a_time_of_its_column_is_sure_and_the_year_of_a_name_is_not() -> None:
    assert of_time("Trong quý II/2024", column=True) >= SURE
    named = "Triển khai Đề án phát triển thư viện số giai đoạn 2021 - 2030 của tỉnh Đồng Mẫu."
    assert of_time(named) < SURE


def of_quantity(text: str, where: Where) -> float:
    return SecondOpinion(PLAN, []).of_target(text, quantities_in(text)[0], where, YEAR)


def test_a_committed_share_is_surer_than_a_result() -> None:
    aim = of_quantity("100% hồ sơ của cơ quan, đơn vị được xử lý trên môi trường mạng.", "objective")
    result = of_quantity("Năm 2022 tỷ lệ hồ sơ đúng hạn là 76,5% tổng số hồ sơ.", "situation")
    assert result < SURE <= aim
