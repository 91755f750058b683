from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongping.accounts.models import User
from gongping.accounts.services import create_account, grant_role
from gongping.comments.services import Point, save_draft
from gongping.foundation import clock
from gongping.foundation.actors import Role
from gongping.ledger.models import LedgerItem
from gongping.meetings import services as meetings
from gongping.meetings.models import ReviewRound
from gongping.organisation.models import LeaderUnitLink, Person, Post, Unit
from gongping.procedure.follow_up import sign_comment
from tests.world import World

SAID = [
    Point("achievements", "审批提速看得见。", disposition="reference"),
    Point("priorities", "年底前把制度定型。", disposition="follow_up"),
    Point("directions", "先定口径，再建系统。", disposition="reference"),
]


@pytest.fixture
def round_(world: World) -> ReviewRound:
    by = world.actor("secretariat")
    made = meetings.create_round(
        year=clock.today().year,
        half="first",
        title="上半年",
        held_at=clock.now() + timedelta(days=3),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        by=by,
    )
    return meetings.open_round(made.pk, by=by)


def text_of(client: Client) -> str:
    page = client.get("/")
    assert page.status_code == 200
    return page.content.decode()


def test_somebody_with_nothing_to_do_is_told_so(world: World) -> None:
    assert "没有待办" in text_of(world.client("secretariat"))


def test_a_new_site_tells_each_of_its_keepers_what_comes_next(
    world: World,
) -> None:
    LeaderUnitLink.objects.all().delete()
    Post.objects.all().delete()
    Person.objects.all().delete()
    Unit.objects.all().delete()
    assert 'href="/organisation/import"' in text_of(world.client("secretariat"))
    User.objects.exclude(username__endswith="_admin").delete()
    system, security = world.client("system_admin"), world.client("security_admin")
    assert "下一步：给秘书处建账号" in text_of(system)
    assert "等系统管理员建好秘书处的账号" in text_of(security)
    assert 'href="/system/audit"' in text_of(world.client("audit_admin"))
    create_account("office", "秘书处", by=world.actor("system_admin"))
    assert "下一步：给秘书处建账号" not in text_of(system)
    assert "给秘书处的账号加上秘书处角色" in text_of(security)
    user = User.objects.get(username="office")
    grant_role(user.pk, Role.SECRETARIAT, by=world.actor("security_admin"))
    assert 'href="/system/accounts?kind=waiting"' in text_of(security)


@pytest.mark.parametrize("reader", ["secretariat", "system_admin"])
def test_remarks_on_pages_are_brought_to_their_readers(
    world: World, reader: str
) -> None:
    link = 'href="/system/feedback"'
    assert link not in text_of(world.client(reader))
    world.client("unit").post("/feedback", {"path": "/", "text": "字太小"})
    assert link in text_of(world.client(reader))
    assert link not in text_of(world.client("unit"))


def test_a_path_that_came_back_says_why(world: World) -> None:
    LedgerItem.objects.create(
        number="2026-001-01", year=2026, title="任务", lead_unit=world.unit,
        kind="follow_up_item", review_note="节点太晚。",
    )  # fmt: skip
    shown = text_of(world.client("unit"))
    assert "秘书处退回：节点太晚。" in shown


def test_the_secretariat_goes_on_to_ledger_and_round(world: World) -> None:
    client = world.client("secretariat")
    assert 'href="/ledger/import"' in text_of(client)
    LedgerItem.objects.create(
        number="2026-001-01", year=2026, title="任务", lead_unit=world.unit,
    )  # fmt: skip
    assert 'href="/meetings/rounds/new"' in text_of(client)


def test_a_leader_finds_the_units_to_comment_on(
    world: World, round_: ReviewRound
) -> None:
    text = text_of(world.client("leader"))

    assert text.count(f"/comments/{round_.pk}/") == 4
    assert "写点评" in text


def test_a_unit_finds_the_comment_in_the_leaders_own_words(
    world: World, round_: ReviewRound
) -> None:
    leader = world.actor("other_leader")
    comment = save_draft(round_, world.unit.pk, SAID, by=leader)
    sign_comment(comment.pk, by=leader)

    text = text_of(world.client("unit"))

    assert "总工程师的点评" in text
    assert "审批提速看得见。" in text
    assert "报路径" in text


def test_the_rail_remembers_how_much_waited(world: World, round_: ReviewRound) -> None:
    client = world.client("leader")
    client.get("/")

    assert client.session["open_todos"] == 4


@pytest.mark.parametrize("who", ["unit", "leader", "secretariat", "voter"])
def test_the_list_asks_the_database_a_fixed_number_of_times(
    world: World,
    round_: ReviewRound,
    who: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = world.client(who)
    client.get("/")  # the first visit of a day also writes the session

    with django_assert_max_num_queries(15):
        client.get("/")


def test_an_empty_remark_is_refused_and_a_real_one_kept(world: World) -> None:
    client = world.client("unit")

    empty = client.post("/feedback", {"path": "/ledger", "text": " "}, follow=True)
    kept = client.post("/feedback", {"path": "/ledger", "text": "字小"}, follow=True)

    assert "没有写内容" in empty.content.decode()
    assert "已收到" in kept.content.decode()
    assert (
        "字小" in world.client("system_admin").get("/system/feedback").content.decode()
    )


def test_a_remark_that_is_too_long_is_kept_at_its_field_with_the_sentence(
    world: World,
) -> None:
    said = "长" * 501

    answer = world.client("unit").post("/feedback", {"path": "/ledger", "text": said})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多 500 字，请删短。" in page
    assert said in page
    assert 'name="path" value="/ledger"' in page


def test_whoever_opens_the_address_of_remarks_finds_the_box(world: World) -> None:
    page = world.client("unit").get("/feedback").content.decode()

    assert page.count('name="text"') == 1


def test_a_remark_never_leads_off_the_site(world: World) -> None:
    answer = world.client("unit").post(
        "/feedback", {"path": "//evil.example", "text": "字小"}
    )

    assert answer["Location"] == "/"


@pytest.mark.parametrize("path", ["javascript:alert(1)", "https://evil.example/"])
def test_a_remark_gives_its_reader_no_link_off_the_site(
    world: World, path: str
) -> None:
    world.client("unit").post("/feedback", {"path": path, "text": "字小"})
    page = world.client("system_admin").get("/system/feedback").content.decode()
    assert path not in page


def test_a_remark_tells_beforehand_whose_name_goes_along(world: World) -> None:
    page = world.client("unit").get("/ledger").content.decode()
    assert "所在页面和您的姓名会送到秘书处和系统管理员" in page
    world.client("unit").post("/feedback", {"path": "/ledger", "text": "字小"})
    readers = world.client("system_admin")
    assert 'href="/system/feedback"' in readers.get("/system").content.decode()
    name = world.users["unit"].display_name
    assert name in readers.get("/system/feedback").content.decode()
