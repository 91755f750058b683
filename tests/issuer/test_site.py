"""What the site takes of a second office, and what it refuses."""

import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ballotbox.canonical import canonical_json
from ballotbox.labels import short_code
from ballotbox.offices import parse_counts_file, parse_keys_file, parse_roll_file
from gongping.audit.models import Event
from gongping.polls.exceptions import NotReady
from gongping.polls.forms import LARGEST_OFFICE_FILE
from gongping.polls.selectors import plan_of
from gongping.procedure import ballots
from gongping.roll.exceptions import NotCollectingNow
from gongping.roll.services import add_late_voter
from tests.issuer.halls import Hall, box_in_use, box_server, hall, open_hall

__all__ = ["box_in_use", "box_server", "hall", "open_hall"]


def test_the_office_refuses_rules_whose_roll_it_has_not_checked(hall: Hall) -> None:
    roll = parse_roll_file(hall.exported())
    shorter = replace(
        roll, voters=(replace(roll.voters[0], reference="x"), *roll.voters[1:])
    )
    hall.operator.begins(shorter)
    assert hall.sends("keys", hall.operator.path("keys.json").read_text()) == 302
    hall.season.key_up().freeze()
    assert "不是本处查过的这一份" in hall.accept().err
    assert parse_roll_file(hall.exported()) == roll


def test_the_site_takes_no_keys_of_another_poll_or_after_the_freeze(hall: Hall) -> None:
    roll = parse_roll_file(hall.exported())
    hall.operator.begins(roll)
    text = hall.operator.path("keys.json").read_text()
    other = json.loads(text) | {"poll": "other"}
    none = json.loads(text) | {"keys": []}
    for odd in ("", "{}", canonical_json(other), canonical_json(none)):
        assert hall.sends("keys", odd) == 422
    hall.season.key_up().freeze()
    assert hall.sends("keys", text) == 409
    assert len(hall.rules.seal.issuers) == 1


def test_counts_that_do_not_add_up_are_not_taken(open_hall: Hall) -> None:
    hall = open_hall
    hall.collect(0)
    hall.casting().close()
    counts = json.loads(hall.operator.path("counts.json").read_text())
    assert hall.sends("counts", "{}") == 422
    assert hall.sends("counts", canonical_json(counts | {"issuer": 1})) == 422
    first = counts["groups"][0]
    for wrong in ({"collected": first["handed"] + 1}, {"letters": 10**6}):
        groups = [first | wrong, *counts["groups"][1:]]
        assert hall.sends("counts", canonical_json(counts | {"groups": groups})) == 422
    hall.counted()
    page = hall.season.world.client("secretariat").get(hall.season.url("office"))
    shown = page.content.decode()
    counts = parse_counts_file(hall.operator.path("counts.json").read_text())
    for words in ("纪检第二发票处", short_code(counts.digest)):
        assert words in shown


def test_a_poll_may_go_back_to_one_office_before_the_freeze(hall: Hall) -> None:
    hall.operator.begins(parse_roll_file(hall.exported()))
    assert hall.sends("keys", hall.operator.path("keys.json").read_text()) == 302
    page = hall.season.world.client("secretariat")
    assert page.post(hall.season.url("office/dismiss")).status_code == 302
    hall.season.key_up().freeze()
    assert len(hall.rules.seal.issuers) == 1


def test_nobody_is_added_late_where_letters_are_printed(open_hall: Hall) -> None:
    season = open_hall.season
    with pytest.raises(NotCollectingNow, match="不能补登"):
        add_late_voter(season.poll, "x", 1, "迟到", by=season.secretariat)


def test_keys_of_another_length_or_without_a_name_are_refused(hall: Hall) -> None:
    hall.operator.begins(parse_roll_file(hall.exported()))
    good = parse_keys_file(hall.operator.path("keys.json").read_text())
    short = tuple(replace(key, modulus=key.modulus[1:]) for key in good.keys)
    assert hall.sends("keys", replace(good, keys=short).text) == 422
    assert hall.sends("keys", replace(good, name=" ").text) == 422
    assert hall.sends("keys", good.text) == 302


def test_a_file_that_is_no_text_or_far_too_long_is_refused(hall: Hall) -> None:
    page = hall.season.world.client("secretariat")
    for content in (b"\xff", b"x" * (LARGEST_OFFICE_FILE + 1), b""):
        sent = {"file": SimpleUploadedFile("file.json", content)}
        answer = page.post(hall.season.url("office/keys"), sent)
        assert answer.status_code == 422


def test_keys_that_no_longer_fit_the_groups_keep_the_poll_from_its_freeze(
    hall: Hall,
) -> None:
    hall.operator.begins(parse_roll_file(hall.exported()))
    assert hall.sends("keys", hall.operator.path("keys.json").read_text()) == 302
    groups = plan_of(hall.season.poll).groups
    other = replace(groups[0], name="部领导", rule="leaders")
    hall.season.plan(groups=(*groups, other))
    hall.season.key_up()
    with pytest.raises(NotReady, match="对不上"):
        hall.season.freeze()


def test_counts_are_taken_of_an_office_only_and_only_when_closed(hall: Hall) -> None:
    assert hall.sends("counts", "{}") == 409
    hall.season.key_up().freeze()
    hall.season.sign_rules()
    season = hall.season
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    hall.casting().season.close()
    assert hall.sends("counts", "{}") == 422


def test_the_record_names_the_office_and_the_code_of_its_counts(
    open_hall: Hall,
) -> None:
    open_hall.casting().close().counted()
    said = {event.tag for event in Event.objects.filter(tag__contains=":office:")}
    assert said == {"polls:office:named", "polls:office:counted"}
    assert Event.objects.filter(tag="roll:roll:exported").count() == 1
