"""What the ledger puts on paper."""

from tests.ledger.factory import Desk


def test_the_notice_carries_all_stages(desk: Desk) -> None:
    item = desk.published(goal="半年内办理时间减三成。")
    desk.report(item, text="方案已印发。")
    answer = desk.world.client("unit").get(f"/ledger/{item.number}/notice")
    shown = answer.content.decode()
    for expected in (
        "督办通知单", item.number, "办理时限", "路径安排", "方案已印发。", "签收",
        "销号", "回头看", "半年内办理时间减三成。",
    ):  # fmt: skip
        assert expected in shown
    assert "data-print" in shown


def test_the_notice_of_a_foreign_draft_is_not_found(desk: Desk) -> None:
    draft = desk.draft()
    answer = desk.world.client("other_unit").get(f"/ledger/{draft.number}/notice")
    assert answer.status_code == 404


def test_the_printed_table_says_how_it_was_filtered(desk: Desk) -> None:
    desk.published()
    address = f"/ledger?unit={desk.world.unit.pk}&q=审批"
    shown = desk.world.client("leader").get(address).content.decode()
    assert 'class="landscape"' in shown
    assert "筛选：查找：审批；单位：资源保护司。按编制序。" in " ".join(shown.split())
