"""Registering, changing and publishing: what is refused, and in which words."""

from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.ledger import services
from gongping.ledger.exceptions import (
    ChangedMeanwhile,
    NotInThisState,
    NotPublishable,
    NotYours,
    OnlySecretariat,
    WrongDetail,
)
from gongping.ledger.fields import TYPED, typed_fields
from gongping.ledger.models import LedgerItem
from gongping.ledger.states import ItemState
from tests.ledger.factory import Desk


def test_an_item_has_at_most_twelve_typed_fields() -> None:
    assert len(TYPED) == 12


def test_a_number_is_year_place_and_running_number(desk: Desk) -> None:
    numbers = [desk.draft().number, desk.draft().number]
    other = desk.draft(
        lead_unit=desk.world.other_unit.pk, responsible_person=None
    ).number
    assert numbers == ["2026-003-01", "2026-003-02"]
    assert other == "2026-005-01"


def test_a_number_is_never_given_twice(desk: Desk) -> None:
    item = desk.draft()
    LedgerItem.objects.filter(pk=item.pk).delete()
    assert desk.draft().number == "2026-003-02"


def test_a_draft_without_unit_gets_its_number_with_the_unit(desk: Desk) -> None:
    item = desk.draft(lead_unit=None, responsible_person=None)
    assert item.number == "2026-000-01"
    item = services.edit_item(item, desk.fields(), by=desk.secretariat)
    assert item.number == "2026-003-01"


@pytest.mark.parametrize(
    ("lacking", "missing", "words"),
    [
        ({"due_on": None}, ("due_on",), "完成时限"),
        ({"responsible_person": None}, ("responsible_person",), "责任人"),
        ({"milestones": ()}, ("milestones",), "路径安排"),
        (
            {
                "lead_unit": None,
                "responsible_person": None,
                "due_on": None,
                "milestones": (),
            },
            ("lead_unit", "responsible_person", "due_on", "milestones"),
            "牵头单位、责任人、完成时限、路径安排",
        ),
    ],
)
def test_publishing_names_everything_that_is_missing(
    desk: Desk, lacking: dict[str, Any], missing: tuple[str, ...], words: str
) -> None:
    item = desk.draft(**lacking)
    with pytest.raises(NotPublishable) as refusal:
        services.publish_item(item, by=desk.secretariat)
    assert refusal.value.missing == missing
    assert words in refusal.value.message
    assert refusal.value.status == 422
    assert desk.fresh(item).state == ItemState.DRAFT


def test_a_published_item_waits_for_its_first_milestone(desk: Desk) -> None:
    item = desk.published()
    assert item.state == ItemState.PUBLISHED
    assert item.published_on == desk.day(0)
    assert item.next_due_on == desk.day(-20)
    assert item.original_due_on == item.due_on
    assert Event.objects.filter(tag="ledger:item:published").count() == 1


def test_only_the_secretariat_publishes(desk: Desk) -> None:
    item = desk.draft(by=desk.head)
    with pytest.raises(OnlySecretariat):
        services.publish_item(item, by=desk.head)
    published = services.publish_item(item, by=desk.secretariat)
    with pytest.raises(NotInThisState):
        services.publish_item(published, by=desk.secretariat)


def test_several_are_published_and_each_says_what_it_lacks(desk: Desk) -> None:
    good, bad = desk.draft(), desk.draft(due_on=None)
    outcomes = services.publish_items([good, bad], by=desk.secretariat)
    assert [bool(o.error) for o in outcomes] == [False, True]
    assert "完成时限" in outcomes[1].error


def test_a_unit_registers_for_itself_alone(desk: Desk) -> None:
    assert desk.draft(by=desk.liaison).state == ItemState.DRAFT
    with pytest.raises(NotYours):
        desk.draft(by=desk.other)
    with pytest.raises(WrongDetail):
        desk.draft(by=desk.other, lead_unit=None, responsible_person=None)
    with pytest.raises(OnlySecretariat):
        desk.draft(by=desk.leader)


def _wrong(desk: Desk) -> list[tuple[dict[str, Any], str, str]]:
    day = desk.day
    path = (("甲", day(1)), ("甲", day(2)))
    return [
        ({"title": " "}, "title", "请写这一项做什么"),
        ({"title": "字" * 81}, "title", "最多 80 字"),
        ({"party_link": "字" * 201}, "party_link", "最多 200 字"),
        ({"started_on": day(130)}, "due_on", "早于启动时间"),
        ({"started_on": day(-1)}, "milestones", "早于启动时间"),
        ({"due_on": day(50)}, "milestones", "晚于完成时限"),
        ({"milestones": path}, "milestones", "两个节点都叫"),
        ({"milestones": ((" ", day(1)),)}, "milestones", "做到什么"),
        ({"milestones": (("字" * 61, day(1)),)}, "milestones", "最多 60 字"),
        ({"lead_unit": 9999}, "lead_unit", "没有这个单位"),
        ({"supporting_units": (9999,)}, "supporting_units", "没有这个单位"),
        ({"supporting_units": (desk.world.unit.pk,)}, "supporting_units", "不再列为"),
        ({"responsible_person": 9999}, "responsible_person", "没有这个人"),
        (
            {"responsible_person": desk.world.cadres[0].pk},
            "responsible_person",
            "不在资源保护司",
        ),
        ({"year_focus": 9999}, "year_focus", "没有这条年度要求"),
    ]


@pytest.mark.parametrize("place", range(15))
def test_a_wrong_detail_is_named_with_its_field(desk: Desk, place: int) -> None:
    change, field, words = _wrong(desk)[place]
    with pytest.raises(WrongDetail) as refusal:
        desk.draft(**change)
    assert refusal.value.field == field
    assert words in refusal.value.message


def test_who_left_cannot_be_responsible(desk: Desk) -> None:
    person = desk.world.cadres[6]
    item = desk.draft()
    person.is_active = False
    person.save()
    with pytest.raises(WrongDetail, match="已不在职"):
        services.publish_item(item, by=desk.secretariat)


def test_who_was_slower_is_told_by_whom_it_was_changed(desk: Desk) -> None:
    item = desk.draft()
    version = item.version
    services.edit_item(
        item, desk.fields(title="甲"), version=version, by=desk.secretariat
    )
    with pytest.raises(ChangedMeanwhile, match="secretariat在"):
        services.edit_item(item, desk.fields(title="乙"), version=version, by=desk.head)
    assert desk.fresh(item).title == "甲"


def test_an_edit_that_changes_nothing_leaves_the_version(desk: Desk) -> None:
    item = desk.draft()
    again = services.edit_item(item, typed_fields(item), by=desk.secretariat)
    assert again.version == item.version


def test_a_change_after_publication_needs_a_reason(desk: Desk) -> None:
    item = desk.published()
    with pytest.raises(WrongDetail) as refusal:
        services.edit_item(item, desk.fields(title="甲"), by=desk.secretariat)
    assert refusal.value.field == "reason"
    services.edit_item(
        item, desk.fields(title="甲"), reason="名称太长", by=desk.secretariat
    )
    (change,) = desk.fresh(item).changes.all()
    assert (change.field, change.new, change.reason) == ("title", "甲", "名称太长")
    assert change.by_name == desk.secretariat.name


def test_people_units_and_paths_stand_in_words_in_the_history(desk: Desk) -> None:
    item = desk.published()
    changed = desk.fields(
        responsible_person=desk.world.cadres[7].pk,
        supporting_units=(desk.world.other_unit.pk,),
        milestones=(("三省试点", desk.day(20)), ("验收", desk.day(110))),
    )
    services.edit_item(item, changed, reason="调整分工", by=desk.secretariat)
    said = {c.field: (c.old, c.new) for c in desk.fresh(item).changes.all()}
    assert said["responsible_person"] == ("资源保护司1处负责人", "资源保护司2处负责人")
    assert said["supporting_units"] == ("", "信息中心")
    assert said["milestones"][1].startswith("三省试点 ")
    assert [m.title for m in desk.fresh(item).milestones.all()] == ["三省试点", "验收"]


def test_a_published_item_keeps_what_it_needs(desk: Desk) -> None:
    item = desk.published()
    with pytest.raises(WrongDetail, match="不能没有路径安排"):
        services.edit_item(
            item, desk.fields(milestones=()), reason="删", by=desk.secretariat
        )


def test_a_reported_milestone_stays(desk: Desk) -> None:
    item = desk.published()
    desk.report(item)
    path = (("别的", desk.day(30)),)
    with pytest.raises(WrongDetail, match="已经报过"):
        services.edit_item(
            item, desk.fields(milestones=path), reason="改", by=desk.secretariat
        )


def test_the_original_date_is_kept_when_a_milestone_moves(desk: Desk) -> None:
    item = desk.published()
    path = (*desk.fields().milestones[:2], ("机制定型", desk.day(110)))
    services.edit_item(
        item, desk.fields(milestones=path), reason="部署调整", by=desk.secretariat
    )
    last = desk.fresh(item).milestones.all()[2]
    assert last.due_on == desk.day(110)
    assert last.original_due_on == desk.day(100)


def test_a_unit_edits_until_publication_and_then_no_more(desk: Desk) -> None:
    item = desk.draft(by=desk.head)
    services.edit_item(item, desk.fields(title="甲"), by=desk.liaison)
    services.publish_item(item, by=desk.secretariat)
    with pytest.raises(OnlySecretariat):
        services.edit_item(item, desk.fields(title="乙"), reason="x", by=desk.head)
    with pytest.raises(NotYours):
        services.edit_item(item, desk.fields(title="乙"), reason="x", by=desk.other)
    with pytest.raises(NotInThisState):
        services.edit_item(
            desk.closed(), desk.fields(title="乙"), reason="x", by=desk.secretariat
        )


def test_person_and_date_of_a_running_item_are_adjusted(desk: Desk) -> None:
    item = desk.published()
    services.adjust_item(
        item,
        responsible_person=desk.world.cadres[7].pk,
        due_on=desk.day(150),
        reason="人员调整",
        version=item.version,
        by=desk.secretariat,
    )
    item = desk.fresh(item)
    assert item.due_on == desk.day(150)
    assert item.original_due_on == desk.day(120)
    assert len(item.changes.all()) == 2
    services.reassign_item(
        item,
        responsible_person=desk.world.cadres[8].pk,
        reason="再调",
        by=desk.secretariat,
    )
    assert desk.fresh(item).responsible_person == desk.world.cadres[8]
    with pytest.raises(OnlySecretariat):
        services.reassign_item(
            item,
            responsible_person=desk.world.cadres[8].pk,
            reason="x",
            by=desk.head,
        )


def _form(desk: Desk, **changes: Any) -> dict[str, Any]:
    typed = desk.fields(**changes)
    sent = {name: getattr(typed, name) for name in TYPED}
    return {**sent, "milestones": list(typed.milestones)}


def test_a_form_registers_and_publishes_at_once(desk: Desk) -> None:
    item = services.save_item(
        None, **_form(desk), is_publishing=True, by=desk.secretariat
    )
    assert item.state == ItemState.PUBLISHED
    saved = services.save_item(
        item, **_form(desk, title="甲"), reason="改名", by=desk.secretariat
    )
    assert saved.title == "甲"


def test_nothing_is_kept_if_it_cannot_be_published(desk: Desk) -> None:
    with pytest.raises(NotPublishable):
        services.save_item(
            None, **_form(desk, due_on=None), is_publishing=True, by=desk.secretariat
        )
    assert not LedgerItem.objects.exists()


def test_what_a_unit_publishes_goes_to_the_secretariat(desk: Desk) -> None:
    item = services.save_item(None, **_form(desk), is_publishing=True, by=desk.head)
    assert item.state == ItemState.PROPOSED
    item = services.save_item(
        item, **_form(desk, title="甲"), is_publishing=True, by=desk.secretariat
    )
    assert item.state == ItemState.PUBLISHED


def test_supporting_units_agree_for_themselves(desk: Desk) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    with pytest.raises(NotYours):
        services.confirm_support(item, by=desk.head)
    services.confirm_support(item, by=desk.other)
    assert desk.fresh(item).supporting.get().is_confirmed
    with pytest.raises(NotInThisState):
        services.confirm_support(item, by=desk.other)


def test_the_unit_signs_for_an_item_once(desk: Desk) -> None:
    item = desk.published()
    services.acknowledge_item(item, by=desk.liaison)
    assert desk.fresh(item).acknowledged_on == desk.day(0)
    with pytest.raises(NotInThisState):
        services.acknowledge_item(item, by=desk.liaison)
