"""The log as its administrator reads it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from gongping.audit.models import Event
from gongping.audit.selectors import LogFilter, list_events, verify_chain
from gongping.audit.services import record
from gongping.audit.wording import rows_of, sentence_of
from gongping.foundation import clock
from gongping.foundation.actors import ANONYMOUS, Actor
from gongping.foundation.errors import Refused
from tests.world import World

LOG = "/system/audit"


def write() -> None:
    with clock.standing_still_at(datetime(2026, 6, 1, 1, 0, tzinfo=UTC)):
        record(
            "accounts:role:granted",
            by=Actor(1, "安全管理员"),
            subject="资源保护司负责人",
            subject_key="h3",
            detail={"role": "scrutineer"},
        )
    with clock.standing_still_at(datetime(2026, 6, 3, 17, 0, tzinfo=UTC)):
        record("ledger:item:published", by=Actor(2, "秘书处"), subject="2026-001")


def read(world: World, **wanted: str) -> str:
    return world.client("audit_admin").get(LOG, wanted).content.decode()


def test_acts_are_plain_sentences(world: World) -> None:
    write()
    page = read(world)
    assert "安全管理员让“资源保护司负责人”担任监票人" in page
    assert "秘书处发布了事项“2026-001”" in page
    assert "2026年6月1日 09:00" in page


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        ({"tag": "ledger"}, {"2026-001"}),
        ({"tag": "accounts:role:granted"}, {"资源保护司负责人"}),
        ({"name": "秘书"}, {"2026-001"}),
        ({"until": "2026-06-03"}, {"资源保护司负责人"}),
        ({"since": "2026-06-04", "until": "2026-06-04"}, {"2026-001"}),
        ({"since": "2026-06-02", "name": "安全"}, set[str]()),
        ({"tag": "nonsense"}, {"2026-001", "资源保护司负责人"}),
    ],
)
def test_the_log_is_narrowed_by_what_who_and_when(
    world: World, wanted: dict[str, str], seen: set[str]
) -> None:
    write()
    page = read(world, **wanted)
    said = page.split("<tbody>")[-1] if "<tbody>" in page else ""
    both = {"2026-001", "资源保护司负责人"}
    assert {subject for subject in both if subject in said} == seen


def test_a_span_that_ends_before_it_begins_is_explained(world: World) -> None:
    assert "请把两个日期对调" in read(world, since="2026-06-04", until="2026-06-01")


def test_nothing_found_leads_back_to_everything(world: World) -> None:
    write()
    assert "没有符合条件的记录" in read(world, name="没有这个人")


def test_an_empty_log_says_what_will_stand_there(world: World) -> None:
    assert "还没有记录" in read(world)


def test_the_check_says_the_record_is_whole(world: World) -> None:
    write()
    client = world.client("audit_admin")
    page = client.post(f"{LOG}/check", follow=True).content.decode()
    assert "核对了 2 条，一条不少，一条未改" in page
    assert "核对：2 条完整" in page


def test_the_check_names_the_broken_entry(world: World) -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET subject = 'x' WHERE position = 1")
    client = world.client("audit_admin")
    page = client.post(f"{LOG}/check", follow=True).content.decode()
    assert "第 1 条与写下时不同" in page
    assert "从第 1 条起对不上" in page
    assert verify_chain().broken_at == 1


def test_the_check_takes_a_button(world: World) -> None:
    assert world.client("audit_admin").get(f"{LOG}/check").status_code == 405


@pytest.mark.parametrize(
    "who",
    ["system_admin", "security_admin", "secretariat", "scrutineer", "leader", "voter"],
)
def test_nobody_else_reads_the_log(world: World, who: str) -> None:
    assert world.client(who).get(LOG).status_code == 403
    assert world.client(who).post(f"{LOG}/check").status_code == 403
    with pytest.raises(Refused):
        list_events(world.actor(who), LogFilter())


def test_an_act_of_nobody_known_is_somebodys(world: World) -> None:
    event = record("ledger:item:published", by=ANONYMOUS)
    assert sentence_of(event) == "有人发布了事项“…”"


def test_the_log_speaks_english(world: World) -> None:
    write()
    client = world.client("audit_admin")
    client.cookies["gongping_language"] = "en"
    page = client.get(LOG).content.decode()
    assert "秘书处 published the item “2026-001”" in page


def test_a_page_costs_the_same_however_long_the_log(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = world.client("audit_admin")
    for _ in range(2):
        for number in range(45):
            record("ledger:item:edited", by=ANONYMOUS, subject=number)
        with django_assert_max_num_queries(13):
            client.get(LOG)
    assert Event.objects.count() == 90


def test_what_was_noted_beside_an_act_is_unfolded(world: World) -> None:
    record(
        "accounts:codes:printed",
        by=ANONYMOUS,
        subject=2,
        detail={"usernames": ["a-1", "b-2"], "nothing": None},
    )
    page = read(world)
    assert "a-1、b-2" in page
    assert "nothing" not in page


def test_what_changed_is_listed_in_words_not_as_a_program_would() -> None:
    before = {"name": "规划司", "level": "ministry", "position": "4", "parent": ""}
    after = {**before, "level": "province", "parent": "办公厅"}
    detail = {"before": before, "after": after, "posts": ["unit_head", "staff"]}
    assert rows_of(detail) == [
        ("层级", "部 → 省"),
        ("上级单位", "空 → 办公厅"),
        ("职务", "主要负责人、工作人员"),
    ]
    with translation.override("en"):
        assert rows_of(detail)[0] == ("Level", "Ministry → Province")


def test_what_is_new_is_listed_without_what_is_empty() -> None:
    after = {"name": "测绘司", "rank": 2, "is_active": True, "parent": ""}
    assert rows_of({"before": {}, "after": after}) == [
        ("名称", "测绘司"),
        ("职务层级", "处级"),
        ("在职", "是"),
    ]
    assert rows_of({"old": {"expected": 3}}) == [("原来", "应到 3")]


def test_the_log_names_what_a_unit_was_put_under(world: World) -> None:
    typed = {
        "name": world.unit.name, "name_en": "", "position": "77",
        "category": world.unit.category_id, "level": "ministry",
        "parent": world.other_unit.pk, "started_on": "",
    }  # fmt: skip
    keeper = world.client("secretariat")
    keeper.post(f"/organisation/units/{world.unit.pk}/edit", typed)
    page = read(world)
    assert f"空 → {world.other_unit.name}" in page
    assert "<dt>编制序</dt><dd>3 → 77</dd>" in page
    assert "{" not in page.split("<tbody>")[1].split("</tbody>")[0]
