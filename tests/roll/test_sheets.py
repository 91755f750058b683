"""Sheets for the printer: what is scanned on them is what the voter's page joins by."""

import io
import re
import zlib
from typing import Any

import pytest
import segno

from gongping.audit.models import Event
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import ticket_address
from gongping.roll.models import Channel, Ticket
from gongping.roll.slips import A_SHEET, DOTS
from tests.polls.sealed import SealedSeason

SLIPS = A_SHEET + 2


@pytest.fixture
def frozen(sealed_season: SealedSeason) -> SealedSeason:
    """A sealed poll whose rules are fixed, with slips for two sheets."""
    groups = (GroupPlan("everybody", "全体", slip_count=SLIPS),)
    sealed_season.plan(groups=groups)
    sealed_season.key_up().freeze()
    sealed_season.reloaded()
    return sealed_season


def _print(season: SealedSeason, **sent: str) -> Any:
    office = season.world.client("secretariat")
    return office.post(season.url("slips/1", "roll"), {"as": "pdf", **sent})


def _wipe(season: SealedSeason) -> Any:
    office = season.world.client("secretariat")
    return office.post(season.url("slips/1/wipe", "roll"))


def _page(season: SealedSeason) -> str:
    answer = season.world.client("secretariat").get(season.url("slips", "roll"))
    return str(answer.content.decode())


def _drawn(pdf: bytes) -> list[tuple[tuple[bool, ...], ...]]:
    """Return the modules of every QR in the file, read at the middle of each."""
    found = []
    picture = rb"(<<(?:(?!endobj).)*?/Subtype/Image.*?>>)\s*stream\r?\n(.*?)\r?\nendstream"
    for head, stream in re.findall(picture, pdf, re.DOTALL):
        wide = int(re.findall(rb"/Width (\d+)", head)[0])
        rows = zlib.decompress(stream)
        line = len(rows) // wide
        bits = int(re.findall(rb"/BitsPerComponent (\d+)", head)[0])
        assert line == wide * bits // 8
        middle = range(DOTS // 2, wide, DOTS)
        found.append(tuple(tuple(rows[y * line + x] == 0 for x in middle) for y in middle))
    return found


def _expected(text: str) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(map(bool, row)) for row in segno.make(text, error="m").matrix)


def test_every_slip_carries_the_address_that_joins_with_its_own_secret(
    frozen: SealedSeason,
) -> None:
    secrets = Ticket.objects.filter(channel=Channel.SLIP).values_list("secret")
    answer = _print(frozen)
    assert answer["Content-Type"] == "application/pdf"
    expected = {_expected(ticket_address(frozen.poll, s, 1)) for (s,) in secrets}
    drawn = _drawn(answer.content)
    assert len(drawn) == len(expected) == SLIPS
    assert set(drawn) == expected


