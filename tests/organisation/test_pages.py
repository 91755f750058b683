"""What the pages of the organisation show, and to whom."""

from typing import Any

import pytest

from gongping.organisation.models import LeaderUnitLink, Person, Post, Unit
from gongping.organisation.searching import search_text_of
from tests.world import SINCE, World, build_world

EVERYBODY = (
    "voter", "unit", "other_unit", "liaison", "leader", "scrutineer", "secretariat",
    "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
KEEPERS = ("secretariat", "system_admin")
OTHERS = tuple(who for who in EVERYBODY if who not in KEEPERS)


def reading_pages(world: World) -> list[str]:
    return [
        "/organisation",
        f"/organisation/units/{world.unit.pk}",
        "/organisation/links",
        "/organisation/people",
        f"/organisation/people/{world.heads[0].pk}",
    ]


def keeping_pages(world: World) -> list[str]:
    unit, leader, person = world.unit.pk, world.leaders[0].pk, world.heads[0].pk
    return [
        "/organisation/units/new",
        f"/organisation/units/{unit}/edit",
        f"/organisation/units/{unit}/end",
        f"/organisation/units/{unit}/links",
        f"/organisation/leaders/{leader}/links",
        "/organisation/people/new",
        f"/organisation/people/{person}/edit",
        "/organisation/setup",
        "/organisation/import",
        "/organisation/import/template.xlsx",
    ]


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_who_works_here_may_read(world: World, who: str) -> None:
    client = world.client(who)
    for address in reading_pages(world):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("who", OTHERS)
def test_others_than_the_keepers_change_nothing(world: World, who: str) -> None:
    client = world.client(who)
    for address in keeping_pages(world):
        assert client.get(address).status_code == 403, address
    posts = ["setup/name", "categories/new", "import/1/apply", "import/1/discard"]
    for address in posts:
        assert client.post(f"/organisation/{address}").status_code == 403, address


@pytest.mark.parametrize("who", KEEPERS)
def test_keepers_may_open_every_page(world: World, who: str) -> None:
    client = world.client(who)
    for address in [*reading_pages(world), *keeping_pages(world)]:
        assert client.get(address).status_code == 200, address


def test_strangers_are_led_to_the_sign_in_page(world: World, client: Any) -> None:
    for address in [*reading_pages(world), *keeping_pages(world)]:
        assert client.get(address).status_code == 302, address


def test_readers_see_no_staff_numbers_and_no_buttons(world: World) -> None:
    world.heads[0].staff_no = "NUMBER-77"
    world.heads[0].save()
    page = world.client("unit").get("/organisation/people").content.decode()
    assert "NUMBER-77" not in page
    assert "加一个人" not in page
    assert (
        "NUMBER-77"
        in world.client("secretariat").get("/organisation/people").content.decode()
    )


def test_the_tree_shows_units_by_category_with_both_posts(world: World) -> None:
    page = world.client("voter").get("/organisation")
    groups = page.context["tree"].groups
    assert [category.name for category, _rows in groups] == [
        "司局", "派驻督察局", "直属单位",
    ]  # fmt: skip
    assert [row.unit.name for row in groups[0][1]] == ["办公厅", "规划司", "资源保护司"]
    assert "一肩双挑" in page.content.decode()
    row = groups[0][1][0]
    assert row.heads.holds_both
    assert [person.name for person in row.supervising] == ["部长"]
    assert row.people_count == 5


def test_levels_and_ended_units_have_their_own_lists(world: World) -> None:
    Unit.objects.create(
        name="省厅", position=90, category=world.unit.category, level="province",
        parent=world.unit,
    )  # fmt: skip
    Unit.objects.create(
        name="旧局", position=91, category=world.unit.category, started_on=SINCE,
        ended_on=SINCE,
    )  # fmt: skip
    client = world.client("voter")
    page = client.get("/organisation").content.decode()
    assert "省厅" not in page
    assert "下级 1 个" in page
    assert "省厅" in client.get("/organisation?level=province").content.decode()
    assert "旧局" in client.get("/organisation?level=ended").content.decode()


def test_the_unit_page_shows_leaders_now_and_before(world: World) -> None:
    link = LeaderUnitLink.objects.filter(unit=world.unit).first()
    assert link is not None
    LeaderUnitLink.objects.create(
        leader=link.leader, unit=world.unit, kind="links_with",
        started_on="2015-01-01", ended_on="2020-01-01",
    )  # fmt: skip
    Post.objects.create(
        person=world.cadres[0], unit=world.unit, kind="unit_head",
        started_on="2015-01-01", ended_on="2020-01-01",
    )  # fmt: skip
    page = world.client("unit").get(f"/organisation/units/{world.unit.pk}")
    text = page.content.decode()
    assert "以前的关系 1 条" in text
    assert "以前的任职 1 条" in text
    assert "2015年1月1日 – 2020年1月1日" in text
    assert f"/ledger?unit={world.unit.pk}" in text


def test_a_unit_that_does_not_exist_is_missing(world: World) -> None:
    answer = world.client("unit").get("/organisation/units/9999")
    assert answer.status_code == 404
    assert "没有这个单位" in answer.content.decode()


def test_the_matrix_shows_every_pair_with_its_word(world: World) -> None:
    page = world.client("leader").get("/organisation/links")
    text = page.content.decode()
    assert text.count('class="shape shape-filled"') >= len(world.units)
    assert "3 位部领导，6 个单位：分管 6 对，联系 6 对" in text
    assert "用文字看" in text


def test_the_matrix_names_units_nobody_looks_after(world: World) -> None:
    LeaderUnitLink.objects.filter(unit=world.unit).delete()
    page = world.client("secretariat").get("/organisation/links").content.decode()
    assert "还有 1 个单位没有部领导分管或联系" in page


@pytest.mark.parametrize("query", ["规划司负责人", "ghsfzr", "guihuasifuzeren", "H2"])
def test_people_are_found_by_name_pinyin_initials_and_number(
    world: World, query: str
) -> None:
    for person in Person.objects.all():
        person.search_text = search_text_of(person.name, person.staff_no)
        person.save()
    page = world.client("voter").get("/organisation/people", {"q": query})
    assert [person.name for person in page.context["people"]] == ["规划司负责人"]


def test_a_character_with_two_readings_is_found_by_both() -> None:
    text = search_text_of("单雄")
    assert "shan" in text
    assert "dan" in text


def test_nobody_found_says_what_to_try(world: World) -> None:
    page = world.client("voter").get("/organisation/people", {"q": "zzz"})
    assert "没有找到这样的人" in page.content.decode()


def test_people_can_be_narrowed_by_unit_rank_and_post(world: World) -> None:
    client = world.client("voter")
    page = client.get(
        "/organisation/people",
        {"unit": str(world.unit.pk), "rank": "2", "post": "liaison_officer"},
    )
    assert [p.name for p in page.context["people"]] == ["资源保护司联络员"]


def test_people_without_account_are_listed_for_keepers_only(world: World) -> None:
    keeper = world.client("secretariat").get(
        "/organisation/people", {"show": "without_account"}
    )
    assert all(person.user_id is None for person in keeper.context["people"])
    other = world.client("unit").get(
        "/organisation/people", {"show": "without_account"}
    )
    assert not other.context["chosen"].is_narrow


@pytest.mark.parametrize("address", ["/organisation", "/organisation/people"])
def test_an_empty_organisation_says_what_to_do(address: str, db: None) -> None:
    world = build_world()
    for model in (LeaderUnitLink, Post, Person, Unit):
        model.objects.all().delete()
    page = world.client("secretariat").get(address).content.decode()
    assert "从工作簿导入" in page
    assert "还没有" in page


def test_pages_take_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = world.client("secretariat")
    Unit.objects.create(
        name="下级", position=400, category=world.unit.category, parent=world.unit
    )
    before = [_queries(client, address) for address in reading_pages(world)]
    assert max(before) <= 15
    for n in range(50):
        unit = Unit.objects.create(
            name=f"新单位{n}", position=500 + n, category=world.unit.category,
            parent=world.unit,
        )  # fmt: skip
        person = Person.objects.create(
            name=f"某{n}", staff_no=f"Q{n}", unit=world.unit, rank=2
        )
        Post.objects.create(
            person=person, unit=unit, kind="unit_head", started_on=SINCE
        )
        LeaderUnitLink.objects.create(
            leader=world.leaders[0], unit=unit, kind="supervises", started_on=SINCE
        )
    after = [_queries(client, address) for address in reading_pages(world)]
    assert after == before


def _queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_english_pages_show_both_names(world: World) -> None:
    world.unit.name_en = "Bureau of Resource Protection"
    world.unit.save()
    client = world.client("unit")
    client.cookies["gongping_language"] = "en"
    page = client.get("/organisation").content.decode()
    assert "Bureau of Resource Protection" in page
    assert "资源保护司" in page
    assert "Supervised by" in page
