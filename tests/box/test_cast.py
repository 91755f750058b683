from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from ballotbox.cells import encode_cells
from ballotbox.labels import short_code
from ballotbox.tickets import new_ticket
from tests.box.conftest import CELLS, OpenPoll

Refused = Callable[[httpx.Response], tuple[int, str]]


def test_a_ballot_gets_its_leaf_as_receipt(casting: OpenPoll) -> None:
    ballot = casting.ballot()
    answer = casting.cast(ballot)
    leaf = casting.leaf(ballot)
    assert answer.status_code == 201
    assert answer.json() == {"receipt": leaf, "short": short_code(bytes.fromhex(leaf))}


def test_a_second_ballot_is_refused(casting: OpenPoll, refused: Refused) -> None:
    casting.cast(casting.ballot())
    assert refused(casting.cast(casting.ballot())) == (409, "spent")
    assert casting.status()["cast_total"] == 1


def test_the_same_ballot_again_gets_the_same_receipt(casting: OpenPoll) -> None:
    ballot = casting.ballot()
    first, again = casting.cast(ballot), casting.cast(ballot)
    assert (again.status_code, again.json()) == (201, first.json())
    assert casting.status()["cast_total"] == 1


def test_other_grades_under_the_same_key_are_refused(
    casting: OpenPoll, refused: Refused
) -> None:
    ballot = casting.ballot()
    casting.cast(ballot)
    other = ballot | {"cells": encode_cells([3] * 6).hex()}
    assert refused(casting.cast(other)) == (409, "spent")
    with_another_ticket = other | {"ticket": casting.tickets[1][1]}
    assert refused(casting.cast(with_another_ticket)) == (409, "spent")


def test_equal_grades_of_two_voters_are_two_ballots(casting: OpenPoll) -> None:
    answers = [casting.cast(casting.ballot(number=n)) for n in (0, 1)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert casting.status()["cast_total"] == 2


def test_a_slip_of_another_group_is_refused(
    casting: OpenPoll, refused: Refused
) -> None:
    ballot = casting.ballot(group=1) | {"group": 2}
    assert refused(casting.cast(ballot)) == (403, "wrong_group")
    assert casting.cast(ballot | {"group": 1}).status_code == 201


def test_an_unknown_ticket_is_refused(casting: OpenPoll, refused: Refused) -> None:
    ballot = casting.ballot(ticket=new_ticket())
    assert refused(casting.cast(ballot)) == (403, "unknown_ticket")


def test_nothing_is_taken_before_casting_opens(
    laid_in: OpenPoll, refused: Refused
) -> None:
    assert refused(laid_in.cast(laid_in.ballot())) == (409, "early")


def test_nothing_is_taken_after_close(casting: OpenPoll, refused: Refused) -> None:
    casting.close()
    assert refused(casting.cast(casting.ballot())) == (410, "late")


def test_a_lost_reply_is_answered_even_after_close(casting: OpenPoll) -> None:
    ballot = casting.ballot()
    first = casting.cast(ballot)
    casting.close()
    assert casting.cast(ballot).json() == first.json()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"cells": ""}, "empty"),
        ({"cells": CELLS[:-4]}, "length"),
        ({"cells": CELLS + "0000"}, "length"),
        ({"cells": CELLS[:-2]}, "length"),
        ({"cells": "0004" * 6}, "range"),
        ({"cells": "no hexadecimal"}, "malformed"),
        ({"key": "00"}, "malformed"),
        ({"ticket": "00"}, "malformed"),
        ({"ticket": None}, "malformed"),
        ({"group": "1"}, "malformed"),
        ({"group": 0}, "malformed"),
        ({"name": "somebody"}, "malformed"),
    ],
)
def test_what_is_no_ballot_is_refused_and_spends_nothing(
    casting: OpenPoll, refused: Refused, changes: dict[str, Any], word: str
) -> None:
    ballot = casting.ballot()
    assert refused(casting.cast(ballot | changes)) == (422, word)
    assert casting.cast(ballot).status_code == 201


def test_a_group_that_does_not_exist_is_refused(
    casting: OpenPoll, refused: Refused
) -> None:
    assert refused(casting.cast(casting.ballot() | {"group": 9})) == (
        403,
        "wrong_group",
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_body_that_is_no_ballot_is_refused(
    casting: OpenPoll, refused: Refused, body: bytes
) -> None:
    url = f"{casting.box.url}/polls/{casting.code}/ballots"
    assert refused(casting.box.client.post(url, content=body)) == (422, "malformed")


def test_too_big_a_body_is_refused(casting: OpenPoll, refused: Refused) -> None:
    ballot = casting.ballot(cells="00" * 70_000)
    assert refused(casting.cast(ballot)) == (413, "too_big")


def test_an_unknown_poll_is_refused(casting: OpenPoll, refused: Refused) -> None:
    assert refused(casting.box.cast("nowhere", **casting.ballot())) == (404, "no_poll")


def test_of_many_uses_at_once_one_is_taken(casting: OpenPoll) -> None:
    ballots = [casting.ballot() for _ in range(16)]
    with ThreadPoolExecutor(8) as pool:
        statuses = [a.status_code for a in pool.map(casting.cast, ballots)]
    assert sorted(statuses) == [201, *[409] * 15]
    assert casting.status()["cast_total"] == 1


def test_the_answer_sets_no_cookie_and_tells_no_time(casting: OpenPoll) -> None:
    answer = casting.cast(casting.ballot())
    assert {"set-cookie", "date", "server"}.isdisjoint(answer.headers)
    assert answer.headers["cache-control"] == "no-store"


def test_pages_of_another_origin_may_speak_to_the_box(casting: OpenPoll) -> None:
    url = f"{casting.box.url}/polls/{casting.code}/ballots"
    answer = casting.box.client.options(url)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_anybody_may_know_whether_ballots_are_taken(laid_in: OpenPoll) -> None:
    def state() -> str:
        url = f"{laid_in.box.url}/polls/{laid_in.code}"
        content = laid_in.box.client.get(url).json()
        assert content["manifest_digest"] == laid_in.manifest.digest.hex()
        return str(content["state"])

    seen = [state()]
    laid_in.open()
    seen.append(state())
    laid_in.close()
    assert [*seen, state()] == ["waiting", "casting", "closed"]


def test_other_addresses_lead_nowhere(casting: OpenPoll) -> None:
    client, url = casting.box.client, casting.box.url
    assert client.get(f"{url}/polls/nowhere").status_code == 404
    assert client.get(f"{url}/").status_code == 404
    assert client.put(f"{url}/polls/{casting.code}").status_code == 405
    assert client.get(f"{url}/polls/{casting.code}/ballots").status_code == 405
