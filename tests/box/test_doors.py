"""Addresses, secrets and folders: what holds for any poll in the box."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongping.box.disk import StoreInUse
from gongping.box.shelf import Shelf
from tests.box.fixtures import BoxServer
from tests.box.sealed import SealedPollInBox, prepared


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic x"])
def test_the_door_stays_shut_without_the_secret(
    casting: SealedPollInBox, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    for verb, path in (("POST", ""), ("GET", f"/{casting.code}"), ("POST", "/x/close")):
        url = f"{casting.box.url}/admin/polls{path}"
        answer = casting.box.client.request(verb, url, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"code": "unauthorised"})


def test_the_secret_is_for_its_owner_only(box_server: BoxServer) -> None:
    assert len(box_server.secret) > 40
    assert box_server.secret_path.stat().st_mode & 0o777 == 0o600


def test_opening_twice_changes_nothing_and_closed_stays_closed(
    casting: SealedPollInBox,
) -> None:
    assert casting.open().json()["state"] == "casting"
    casting.close()
    answer = casting.open()
    assert (answer.status_code, answer.json()["code"]) == (409, "already_closed")


def test_unknown_polls_and_addresses_are_named(casting: SealedPollInBox) -> None:
    box = casting.box
    codes = [
        box.admin("GET", "/nowhere").json()["code"],
        box.admin("GET").json()["code"],
        casting.admin("POST", "/reopen").json()["code"],
        casting.admin("GET", "/board").json()["code"],
    ]
    assert codes == ["no_poll", *["no_such_address"] * 3]


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "another"},
        {"manifest": "{}"},
        {"names": ["somebody"]},
        {"ticket_hashes": {"1": [], "2": []}},
    ],
)
def test_what_is_no_poll_is_refused(
    box_server: BoxServer, change: dict[str, Any]
) -> None:
    poll = prepared(box_server)
    body = {"poll": poll.code, "manifest": poll.manifest.text}
    answer = box_server.admin("POST", **(body | change))
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_code_cannot_lead_out_of_the_folder(box_server: BoxServer) -> None:
    outside = replace(prepared(box_server).manifest, poll="../outside")
    answer = box_server.admin("POST", poll=outside.poll, manifest=outside.text)
    assert answer.status_code == 422


def test_pages_of_another_origin_may_speak_to_the_box(casting: SealedPollInBox) -> None:
    url = f"{casting.box.url}/polls/{casting.code}/ballots"
    answer = casting.box.client.options(url)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_anybody_may_know_whether_ballots_are_taken(waiting: SealedPollInBox) -> None:
    seen = [waiting.public().json()["state"]]
    waiting.open()
    seen.append(waiting.public().json()["state"])
    waiting.close()
    seen.append(waiting.public().json()["state"])
    assert seen == ["waiting", "casting", "closed"]


def test_other_addresses_lead_nowhere(casting: SealedPollInBox) -> None:
    client, url = casting.box.client, casting.box.url
    assert client.get(f"{url}/polls/nowhere").status_code == 404
    assert client.get(f"{url}/").status_code == 404
    assert client.put(f"{url}/polls/{casting.code}").status_code == 405
    assert client.get(f"{url}/polls/{casting.code}/ballots").status_code == 405


def test_a_folder_without_a_poll_is_as_if_it_were_not(tmp_path: Path) -> None:
    (tmp_path / "begun").mkdir()
    (tmp_path / "a-file").touch()
    for _ in range(2):
        shelf = Shelf(tmp_path)
        assert shelf.phases == {}
        shelf.close_files()


def test_two_boxes_do_not_share_a_folder(tmp_path: Path) -> None:
    first = Shelf(tmp_path)
    with pytest.raises(StoreInUse, match="another box"):
        Shelf(tmp_path)
    first.close_files()
    Shelf(tmp_path).close_files()
