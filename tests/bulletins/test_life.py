"""From the draft to the approval: who may do what, and what never changes any more."""

import re

import pytest
from django.test import Client

from gongping.audit.models import Event
from gongping.bulletins import services
from gongping.bulletins.exceptions import OwnWriting
from gongping.bulletins.models import Bulletin
from gongping.bulletins.states import BulletinState
from gongping.foundation import clock
from gongping.foundation.actors import Role
from gongping.meetings import services as hall
from gongping.meetings.models import Mark, ReviewRound
from tests.bulletins.seasons import RARE
from tests.world import World


@pytest.fixture
def minutes(world: World, round_: ReviewRound) -> Bulletin:
    return services.draft(round_, "minutes", by=world.actor("secretariat"))


def typed(bulletin: Bulletin, **changed: str) -> dict[str, str]:
    """What the edit page sends when only this was changed."""
    kept = {
        "version": str(bulletin.version),
        "title": bulletin.title,
        "text": bulletin.text,
        "dated_on": bulletin.dated_on.isoformat(),
        "number": bulletin.number,
        "copies": bulletin.copies,
        "printed_by": bulletin.printed_by,
    }
    return kept | changed


def submitted(bulletin: Bulletin, world: World) -> Bulletin:
    by = world.actor("secretariat")
    return services.submit(bulletin.pk, version=bulletin.version, by=by)


def approved(bulletin: Bulletin, world: World) -> Bulletin:
    found = submitted(bulletin, world)
    return services.approve(
        found.pk, version=found.version, by=world.actor("other_leader")
    )


def test_nothing_is_drafted_before_the_session_is_over(
    world: World, office: Client
) -> None:
    planned = hall.create_round(
        year=2030, half="first", title="下一次", held_at=clock.now(), chair_name="部长",
        venues=["礼堂"], by=world.actor("secretariat"),
    )  # fmt: skip
    answer = office.post(f"/bulletins/{planned.pk}/draft", {"kind": "minutes"})
    assert answer.status_code == 409
    assert "会还没有开完" in answer.content.decode()


def test_a_second_draft_of_a_kind_is_refused_until_the_first_is_approved(
    world: World, office: Client, minutes: Bulletin
) -> None:
    address = f"/bulletins/{minutes.round_id}/draft"
    assert office.post(address, {"kind": "minutes"}).status_code == 409
    approved(minutes, world)
    assert office.post(address, {"kind": "minutes"}).status_code == 302
    assert Bulletin.objects.get(edition=2).state == BulletinState.DRAFT


def test_a_correction_is_kept_and_what_cannot_be_kept_is_not_lost(
    office: Client, minutes: Bulletin
) -> None:
    address = f"/bulletin/{minutes.pk}/edit"
    office.post(address, typed(minutes, number="示资办〔2026〕8号"))
    minutes.refresh_from_db()
    assert minutes.number == "示资办〔2026〕8号"
    wrong = typed(minutes, dated_on="2026-02-30", text="只改了这一句。")
    answer = office.post(address, wrong)
    assert answer.status_code == 422
    assert "只改了这一句。" in answer.content.decode()


def test_whoever_saves_second_sees_both_texts_and_can_save_then(
    office: Client, minutes: Bulletin
) -> None:
    address = f"/bulletin/{minutes.pk}/edit"
    mine = typed(minutes, text="我写的。")
    office.post(address, typed(minutes, text="别人写的。"))
    answer = office.post(address, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的。" in shown
    assert "别人写的。" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    assert office.post(address, mine | {"version": version[1]}).status_code == 302
    minutes.refresh_from_db()
    assert minutes.text == "我写的。"


def test_a_place_left_open_is_not_submitted(
    world: World, office: Client, round_: ReviewRound
) -> None:
    report = services.draft(round_, "activity_report", by=world.actor("secretariat"))
    answer = office.post(f"/bulletin/{report.pk}/submit", {"version": report.version})
    assert answer.status_code == 409
    assert "（请填主送机关）" in answer.content.decode()


def test_a_leader_approves_and_the_document_is_frozen_under_its_fingerprint(
    world: World, office: Client, leader: Client, minutes: Bulletin
) -> None:
    submitted(minutes, world)
    asked = leader.get(f"/bulletin/{minutes.pk}/approve").content.decode()
    version = re.search(r'name="version" value="(\d+)"', asked)
    assert version
    leader.post(f"/bulletin/{minutes.pk}/approve", {"version": version[1]})
    minutes.refresh_from_db()
    assert minutes.state == BulletinState.APPROVED
    assert minutes.digest == services.fingerprint(minutes)
    assert minutes.digest in office.get(f"/bulletin/{minutes.pk}").content.decode()
    answer = office.post(f"/bulletin/{minutes.pk}/edit", typed(minutes, text="改。"))
    assert answer.status_code == 409
    tags = Event.objects.filter(tag__startswith="bulletins:").order_by("position")
    acts = [tag.rpartition(":")[2] for tag in tags.values_list("tag", flat=True)]
    assert acts == ["drafted", "submitted", "approved"]


def test_one_word_more_is_another_fingerprint(minutes: Bulletin) -> None:
    before = services.fingerprint(minutes)
    minutes.copies = "部领导。"
    assert services.fingerprint(minutes) != before


def test_nobody_approves_what_they_wrote(world: World, minutes: Bulletin) -> None:
    writer = world.actor("secretariat")
    submitted(minutes, world)
    both = type(writer)(
        user_id=writer.user_id, name=writer.name, roles=writer.roles | {Role.LEADER}
    )
    with pytest.raises(OwnWriting):
        services.approve(minutes.pk, version=minutes.version, by=both)


def test_what_changed_since_it_was_read_is_not_approved(
    world: World, leader: Client, minutes: Bulletin
) -> None:
    by = world.actor("secretariat")
    submitted(minutes, world)
    services.send_back(minutes.pk, "再看看。", by=by)
    office = world.client("secretariat")
    office.post(f"/bulletin/{minutes.pk}/edit", typed(minutes, text="另一篇。"))
    submitted(Bulletin.objects.get(pk=minutes.pk), world)
    answer = leader.post(
        f"/bulletin/{minutes.pk}/approve", {"version": minutes.version}
    )
    assert answer.status_code == 409


def test_a_document_goes_back_with_its_reason_and_not_without(
    world: World, office: Client, leader: Client, minutes: Bulletin
) -> None:
    submitted(minutes, world)
    address = f"/bulletin/{minutes.pk}/return"
    assert leader.post(address, {"reason": " "}).status_code == 422
    assert leader.post(address, {"reason": "请假的人写全。"}).status_code == 302
    shown = office.get(f"/bulletin/{minutes.pk}").content.decode()
    assert "请假的人写全。" in shown
    assert leader.get(f"/bulletin/{minutes.pk}").status_code == 404


def test_units_read_approved_minutes_and_no_report(
    world: World, round_: ReviewRound, minutes: Bulletin
) -> None:
    unit, by = world.client("unit"), world.actor("secretariat")
    assert unit.get(f"/bulletin/{minutes.pk}").status_code == 404
    approved(minutes, world)
    assert unit.get(f"/bulletin/{minutes.pk}").status_code == 200
    records = services.draft(round_, "comment_records", by=by)
    approved(records, world)
    assert unit.get(f"/bulletin/{records.pk}").status_code == 404
    assert unit.get(f"/bulletin/{records.pk}.pdf").status_code == 404


def test_drafting_again_takes_the_new_records_and_leaves_what_was_typed(
    world: World, office: Client, minutes: Bulletin
) -> None:
    mine = minutes.text.replace("请假：", "请假（另有一人公出）：")
    mine = mine.replace("主持：办公厅负责人", "主持：部长")
    office.post(f"/bulletin/{minutes.pk}/edit", typed(minutes, text=mine))
    _excuse_another(world, minutes.round)
    address = f"/bulletin/{minutes.pk}/again"
    shown = office.get(address).content.decode()
    assert "请假2人" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    office.post(address, {"version": version[1]})
    minutes.refresh_from_db()
    assert "请假2人" in minutes.text
    assert "主持：部长" in minutes.text
    assert f"请假（另有一人公出）：{world.cadres[0].name}\n" in minutes.text


def _excuse_another(world: World, round_: ReviewRound) -> None:
    row = round_.session.attendance.get(person=world.cadres[1])
    row.mark = Mark.EXCUSED
    row.save()


def test_an_unchanged_record_offers_nothing_to_update(
    office: Client, minutes: Bulletin
) -> None:
    shown = office.get(f"/bulletin/{minutes.pk}/again").content.decode()
    assert "记录没有变" in shown
    assert "更新文字" not in shown


def test_the_name_of_a_rare_character_stays_whole(
    office: Client, minutes: Bulletin
) -> None:
    assert RARE in office.get(f"/bulletin/{minutes.pk}").content.decode()
