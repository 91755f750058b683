"""The table as a page: who sees what, how it is narrowed, what it costs."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongping.foundation import clock, format
from gongping.ledger.models import LedgerItem, SavedFilter
from tests.ledger.factory import Desk
from tests.world import World

TABLE = "/ledger"
READERS = ("unit", "other_unit", "leader", "secretariat", "voter", "system_admin")


@pytest.fixture
def secretariat(world: World) -> Client:
    return world.client("secretariat")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_strangers_are_led_to_the_sign_in_page(world: World) -> None:
    answer = Client().get(TABLE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")


@pytest.mark.parametrize("who", READERS)
def test_published_items_are_open_to_all_who_work_here(desk: Desk, who: str) -> None:
    item = desk.published()
    assert item.title in text_of(desk.world.client(who), TABLE)


def test_a_draft_is_seen_by_its_unit_and_the_secretariat_alone(desk: Desk) -> None:
    draft = desk.draft(title="还没有发布的事")
    for who, is_seen in (
        ("secretariat", True),
        ("unit", True),
        ("other_unit", False),
        ("leader", False),
        ("voter", False),
    ):
        shown = text_of(desk.world.client(who), TABLE)
        assert (draft.title in shown) is is_seen, who


def test_a_date_of_another_year_says_which(desk: Desk, secretariat: Client) -> None:
    far, near = desk.day(500), clock.today()
    desk.published(due_on=far, milestones=(("全部", far),))
    desk.published(started_on=None, due_on=near, milestones=(("全部", near),))
    rows = text_of(secretariat, TABLE).split("<tbody")[1]
    assert f">{format.day_year(far)}</td>" in rows
    assert f">{format.day(near)}</td>" in rows


def test_what_is_planned_for_next_year_can_be_asked_for(
    desk: Desk, secretariat: Client
) -> None:
    following = clock.today().year + 1
    item = desk.published()
    LedgerItem.objects.update(year=following)
    assert item.title not in text_of(secretariat, TABLE)
    assert f'<option value="{following}"' in text_of(secretariat, TABLE)
    assert item.title in text_of(secretariat, f"{TABLE}?due={following}")


def test_the_head_counts_every_light(desk: Desk, secretariat: Client) -> None:
    desk.published()
    desk.draft(title="另一件")
    shown = text_of(secretariat, TABLE)
    assert '<span class="num">2</span>' in shown
    assert f"{TABLE}?state=late" in shown


def test_a_filter_narrows_and_is_kept_in_every_link(
    desk: Desk, secretariat: Client
) -> None:
    kept = desk.published(title="找得到的事")
    desk.published(title="别的")
    shown = text_of(secretariat, f"{TABLE}?q=找得到&unit={desk.world.unit.pk}")
    assert kept.title in shown
    assert "别的" not in shown
    assert 'value="找得到"' in shown
    assert "/ledger/export.xlsx?q=" in shown


@pytest.mark.parametrize(
    "query",
    [
        "unit=abc", "unit=99999999999", "state=purple", "source=x", "due=never",
        "view=nothing", "sort=colour", "page=x", "page=99", "focus=-1", "due=2999",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_narrows_nothing(
    desk: Desk, secretariat: Client, query: str
) -> None:
    item = desk.published()
    assert item.title in text_of(secretariat, f"{TABLE}?{query}")


def test_an_empty_table_names_the_filter_to_take_away(
    desk: Desk, secretariat: Client
) -> None:
    desk.published()
    shown = text_of(secretariat, f"{TABLE}?source=meeting_decision")
    assert "没有符合条件的事项。" in shown
    assert "去掉“来源：会议”看 1 项" in shown


def test_an_empty_ledger_offers_the_first_step(secretariat: Client) -> None:
    shown = text_of(secretariat, TABLE)
    assert "台账里还没有事项。" in shown
    assert 'href="/ledger/new"' in shown


def test_due_order_is_said_and_can_be_undone(desk: Desk, secretariat: Client) -> None:
    desk.published()
    shown = text_of(secretariat, f"{TABLE}?sort=due")
    assert 'aria-sort="ascending"' in shown
    assert "按时限" in shown


def test_without_script_a_row_opens_on_the_page(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.published()
    shown = text_of(secretariat, f"{TABLE}?open={item.number}")
    assert "最新进展" in shown
    assert 'aria-expanded="true"' in shown


def test_an_opened_row_offers_what_its_reader_may_do(desk: Desk) -> None:
    item = desk.published()
    address = f"{TABLE}/{item.number}/row"
    for who, has_report in (("unit", True), ("secretariat", False), ("leader", False)):
        shown = text_of(desk.world.client(who), address)
        assert (f"/ledger/{item.number}/report" in shown) is has_report, who
        assert f'/ledger/{item.number}"' in shown


def test_a_row_of_a_foreign_draft_is_not_found(desk: Desk) -> None:
    draft = desk.draft()
    answer = desk.world.client("other_unit").get(f"{TABLE}/{draft.number}/row")
    assert answer.status_code == 404


def test_a_filter_is_kept_under_a_name_and_given_up(
    desk: Desk, secretariat: Client
) -> None:
    desk.published()
    sent = {"name": "只看点评", "query": "source=follow_up_item"}
    answer = secretariat.post(f"{TABLE}/filters/keep", sent)
    assert answer["Location"] == f"{TABLE}?source=follow_up_item"
    shown = text_of(secretariat, answer["Location"])
    assert "只看点评" in shown
    assert "去掉这个常用筛选" in shown
    kept = SavedFilter.objects.get()
    assert "只看点评" not in text_of(desk.world.client("unit"), TABLE)
    assert (
        desk.world.client("unit").post(f"{TABLE}/filters/{kept.pk}/drop").status_code
        == 404
    )
    secretariat.post(f"{TABLE}/filters/{kept.pk}/drop")
    assert not SavedFilter.objects.exists()


def test_a_filter_needs_a_name(world: World, secretariat: Client) -> None:
    sent = {"name": "", "query": "state=late"}
    answer = secretariat.post(f"{TABLE}/filters/keep", sent, follow=True)
    assert "请填名称。" in answer.content.decode()


def test_the_page_costs_the_same_for_ten_items_and_two_hundred(
    desk: Desk, secretariat: Client
) -> None:
    _register(desk, 10)
    few = _queries(lambda: secretariat.get(TABLE))
    _register(desk, 190)
    many = _queries(lambda: secretariat.get(TABLE))
    assert many == few
    assert many <= MOST_QUERIES


# Eight of the table's own; the rest is session, actor, rounds and to-dos.
MOST_QUERIES = 20


def _register(desk: Desk, count: int) -> None:
    for n in range(count):
        desk.draft(title=f"第 {n} 件")


def _queries(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        get()
    return len(captured)


def test_pages_hold_forty_rows(desk: Desk, secretariat: Client) -> None:
    _register(desk, 41)
    assert text_of(secretariat, TABLE).count('name="item"') == 40
    second = text_of(secretariat, f"{TABLE}?page=2")
    assert second.count('name="item"') == 1
