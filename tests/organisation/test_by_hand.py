"""Units, people, links and categories are added and changed by hand."""

from typing import Any

import pytest
from django.test import Client

from gongping.audit.models import Event
from gongping.organisation.models import LeaderUnitLink, Person, Post, Unit
from tests.world import World


@pytest.fixture
def keeper(world: World) -> Client:
    return world.client("secretariat")


def unit_form(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "name": "测绘司",
        "name_en": "",
        "position": "77",
        "category": str(world.unit.category_id),
        "level": "ministry",
        "parent": "",
        "started_on": "",
        **changed,
    }


def person_form(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "name": "䶮某",
        "name_en": "",
        "staff_no": "N77",
        "unit": str(world.unit.pk),
        "rank": "2",
        "kinds": [],
        "position": "1",
        "since": "2026-02-01",
        "is_active": "on",
        **changed,
    }


def test_a_unit_is_added_and_changed(keeper: Client, world: World) -> None:
    answer = keeper.post("/organisation/units/new", unit_form(world), follow=True)
    assert "已加上“测绘司”。" in answer.content.decode()
    assert answer.context["unit"].name == "测绘司"
    unit = Unit.objects.get(name="测绘司")
    changed = unit_form(world, name="测绘地理司", parent=str(world.unit.pk))
    keeper.post(f"/organisation/units/{unit.pk}/edit", changed)
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("测绘地理司", world.unit)
    assert Event.objects.filter(tag="organisation:unit:saved").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "规划司"}, "已经有单位“规划司”"),
        ({"position": "2"}, "编制序 2 已由“规划司”使用"),
        ({"position": "x"}, 'value="x"'),
        ({"started_on": "2099-01-01"}, "2099年1月1日 还没有到"),
    ],
)
def test_a_unit_that_cannot_be_keeps_what_was_typed(
    keeper: Client, world: World, changed: dict[str, str], sentence: str
) -> None:
    answer = keeper.post("/organisation/units/new", unit_form(world, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="77"' in answer.content.decode() or "position" in changed


def test_a_unit_never_stands_below_itself(keeper: Client, world: World) -> None:
    child = Unit.objects.create(
        name="下级", position=80, category=world.unit.category, parent=world.unit
    )
    form = unit_form(world, name=world.unit.name, position="3", parent=str(child.pk))
    answer = keeper.post(f"/organisation/units/{world.unit.pk}/edit", form)
    assert "单位不能在自己下面" in answer.content.decode()


def test_a_parent_on_a_lower_level_is_refused(keeper: Client, world: World) -> None:
    lower = Unit.objects.create(
        name="县局", position=80, category=world.unit.category, level="county"
    )
    form = unit_form(world, parent=str(lower.pk))
    answer = keeper.post("/organisation/units/new", form)
    assert "上级单位“县局”的层级比它低" in answer.content.decode()


def test_a_unit_with_people_cannot_end(keeper: Client, world: World) -> None:
    answer = keeper.post(
        f"/organisation/units/{world.unit.pk}/end", {"ended_on": "2026-01-01"}
    )
    assert answer.status_code == 422
    assert "“资源保护司”还有 5 人在职" in answer.content.decode()


def test_an_ended_unit_leaves_lists_and_keeps_its_past(
    keeper: Client, world: World
) -> None:
    Person.objects.filter(unit=world.unit).update(unit=world.other_unit)
    address = f"/organisation/units/{world.unit.pk}"
    answer = keeper.post(f"{address}/end", {"ended_on": "2026-01-01"}, follow=True)
    assert "这个单位已于2026年1月1日撤销" in answer.content.decode()
    assert not LeaderUnitLink.objects.filter(
        unit=world.unit, ended_on__isnull=True
    ).exists()
    assert "资源保护司" not in keeper.get("/organisation").content.decode()
    again = keeper.post(f"{address}/end", {"ended_on": "2026-01-01"})
    assert again.status_code == 409
    form = unit_form(world, name="资源保护司", position="3")
    assert keeper.post("/organisation/units/new", form).status_code == 302


def test_a_person_is_added_with_both_posts(keeper: Client, world: World) -> None:
    Post.objects.filter(unit=world.unit).delete()
    form = person_form(world, kinds=["unit_head", "party_secretary"])
    answer = keeper.post("/organisation/people/new", form, follow=True)
    assert "已加上“䶮某”。" in answer.content.decode()
    assert answer.context["person"].name == "䶮某"
    person = Person.objects.get(staff_no="N77")
    assert person.posts.filter(started_on="2026-02-01").count() == 2
    page = keeper.get(f"/organisation/units/{world.unit.pk}").content.decode()
    assert "一肩双挑" in page


def test_nobody_takes_part_in_scoring_because_a_rank_was_left_alone(
    keeper: Client, world: World
) -> None:
    page = keeper.get("/organisation/people/new").content.decode()
    assert '<option value="" selected>请选</option>' in page
    form = person_form(world, rank="")
    answer = keeper.post("/organisation/people/new", form)
    assert answer.status_code == 422
    assert "请选职务层级。" in answer.content.decode()
    assert not Person.objects.filter(staff_no="N77").exists()


def test_a_second_head_is_refused_by_name(keeper: Client, world: World) -> None:
    answer = keeper.post(
        "/organisation/people/new", person_form(world, kinds=["unit_head"])
    )
    assert answer.status_code == 422
    assert "“资源保护司”已有主要负责人“资源保护司负责人”" in answer.content.decode()
    assert not Person.objects.filter(staff_no="N77").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"staff_no": "H2"}, "工号 H2 已由“规划司负责人”使用"),
        ({"unit": ""}, "没有选所在单位。只有部领导可以不选。"),
        ({"unit": "", "kinds": ["leader", "liaison_officer"]}, "联络员要有所在单位"),
        ({"kinds": ["liaison_officer"], "since": "2099-01-01"}, "还没有到"),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    keeper: Client, world: World, changed: dict[str, Any], sentence: str
) -> None:
    answer = keeper.post("/organisation/people/new", person_form(world, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_whoever_moves_ends_posts_in_the_former_unit(
    keeper: Client, world: World
) -> None:
    head = world.heads[2]
    form = person_form(
        world, name=head.name, staff_no=head.staff_no, unit=str(world.other_unit.pk)
    )
    keeper.post(f"/organisation/people/{head.pk}/edit", form)
    assert not head.posts.filter(ended_on__isnull=True).exists()
    assert {str(post.ended_on) for post in head.posts.all()} == {"2026-02-01"}


def test_a_leader_who_leaves_ends_links(keeper: Client, world: World) -> None:
    leader = world.leaders[1]
    form = person_form(world, name=leader.name, staff_no=leader.staff_no, unit="")
    form.pop("is_active")
    keeper.post(f"/organisation/people/{leader.pk}/edit", form)
    leader.refresh_from_db()
    assert not leader.is_active
    assert not leader.unit_links.filter(ended_on__isnull=True).exists()


def links_of(client: Client, address: str, **changed: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    sent = {"on": "2026-02-01"}
    for partner in form.partners:
        kept = form.fields[f"k{partner.pk}"].initial
        sent[f"k{partner.pk}"] = sent[f"initial-k{partner.pk}"] = kept
    return {**sent, **changed}


def test_a_link_is_changed_with_history(keeper: Client, world: World) -> None:
    link = LeaderUnitLink.objects.get(unit=world.unit, kind="supervises")
    address = f"/organisation/units/{world.unit.pk}/links"
    sent = links_of(keeper, address, **{f"k{link.leader_id}": "links_with"})
    answer = keeper.post(address, sent, follow=True)
    assert "已改 1 处领导联系，原来的记在历史里。" in answer.content.decode()
    link.refresh_from_db()
    assert str(link.ended_on) == "2026-02-01"
    new = LeaderUnitLink.objects.get(
        unit=world.unit, leader=link.leader, ended_on__isnull=True
    )
    assert (new.kind, str(new.started_on)) == ("links_with", "2026-02-01")


def test_a_link_corrected_on_its_first_day_leaves_no_trace(
    keeper: Client, world: World
) -> None:
    address = f"/organisation/leaders/{world.leaders[0].pk}/links"
    unlinked = world.units[1].pk
    keeper.post(address, links_of(keeper, address, **{f"k{unlinked}": "supervises"}))
    keeper.post(address, links_of(keeper, address, **{f"k{unlinked}": "links_with"}))
    (link,) = LeaderUnitLink.objects.filter(leader=world.leaders[0], unit=unlinked)
    assert (link.kind, link.ended_on) == ("links_with", None)


def test_two_keepers_who_change_different_links_do_not_undo_each_other(
    keeper: Client, world: World
) -> None:
    address = f"/organisation/leaders/{world.leaders[0].pk}/links"
    first = links_of(keeper, address, **{f"k{world.units[0].pk}": ""})
    second = links_of(keeper, address, **{f"k{world.units[1].pk}": "supervises"})
    keeper.post(address, first)
    keeper.post(address, second)
    kept = dict(
        world.leaders[0].unit_links.filter(ended_on__isnull=True)
        .values_list("unit_id", "kind")
    )  # fmt: skip
    assert world.units[0].pk not in kept
    assert kept[world.units[1].pk] == "supervises"


def test_links_left_as_they_were_say_so(keeper: Client, world: World) -> None:
    address = f"/organisation/units/{world.unit.pk}/links"
    answer = keeper.post(address, links_of(keeper, address), follow=True)
    assert "没有改动" in answer.content.decode()


def test_a_link_cannot_end_before_it_began(keeper: Client, world: World) -> None:
    link = LeaderUnitLink.objects.get(unit=world.unit, kind="supervises")
    address = f"/organisation/units/{world.unit.pk}/links"
    sent = links_of(keeper, address, **{f"k{link.leader_id}": "", "on": "2019-01-01"})
    answer = keeper.post(address, sent)
    assert answer.status_code == 422
    assert "早于开始的日期 2020年1月1日" in answer.content.decode()


def test_categories_are_added_changed_and_removed(keeper: Client, world: World) -> None:
    new = {"new-name": "研究机构", "new-name_en": "", "new-position": "9"}
    keeper.post("/organisation/categories/new", new)
    twice = keeper.post("/organisation/categories/new", new)
    assert twice.status_code == 422
    assert "已经有单位序列“研究机构”" in twice.content.decode()
    from gongping.organisation.selectors import list_categories

    last = list_categories()[-1]
    assert last.key == "yan_jiu_ji_gou"
    address = f"/organisation/categories/{last.pk}"
    keeper.post(address, {"name": "科研机构", "name_en": "", "position": "9"})
    assert list_categories()[-1].name == "科研机构"
    keeper.post(f"{address}/delete")
    assert len(list_categories()) == 3
    used = keeper.post(f"/organisation/categories/{world.unit.category_id}/delete")
    assert used.status_code == 409


def test_the_organisation_is_renamed(keeper: Client, world: World) -> None:
    keeper.post("/organisation/setup/name", {"name": "示范水利部", "name_en": ""})
    assert "示范水利部" in keeper.get("/organisation").content.decode()
