"""A scrutineer's program looks before it signs and before it gives up a lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ballotbox.board_file import read_lines
from ballotbox.errors import BallotBoxError
from ballotbox.keys import new_signing_key
from ballotbox.lines import ManifestLine
from ballotbox.manifest import Manifest, parse_manifest
from gongping.demo.season import scrutiny
from gongping.demo.season.acts import Season
from gongping.demo.season.processes import Site
from gongping.demo.season.scrutiny import Watch
from gongping.demo.season.visitor import Page, RefusedBySite

BOARD = Path(__file__).parents[1] / "ballotbox" / "vectors" / "board-gp1.jsonl"


class Desk:
    """A site that shows what it is told to, and keeps what is handed in."""

    def __init__(self, **facts: Any) -> None:
        self.facts, self.taken = facts, list[object]()

    def open(self, path: str) -> Page:
        return Page(path, "")

    def ask(self, _path: str) -> dict[str, Any]:
        return self.facts

    def tell(self, _page: Page, path: str, content: object) -> None:
        self.taken.append((path, content))


class OneDesk(Season):
    """A season in which everybody sits down at the same desk."""

    desk: Any

    @contextmanager
    def as_(self, username: str) -> Iterator[Any]:
        assert username
        yield self.desk


def _season(desk: Desk) -> OneDesk:
    season = OneDesk(Site("", ""), voters=0, seed=0)
    season.desk = desk
    return season


def _rules() -> Manifest:
    lines = read_lines(BOARD.read_bytes().splitlines(keepends=True))
    found = next(line for line in lines if isinstance(line, ManifestLine))
    return parse_manifest(found.text)


def _shown(rules: Manifest, **facts: Any) -> Desk:
    digest = rules.digest.hex()
    return Desk(number=1, manifest=rules.text, manifest_digest=digest, **facts)


def test_rules_that_name_another_key_are_not_signed() -> None:
    desk = _shown(_rules())
    with pytest.raises(RefusedBySite, match="other keys than mine"):
        list(scrutiny.sign_rules(_season(desk), [Watch("scrutineer-1")]))
    assert not desk.taken


def test_rules_of_another_hash_are_not_read() -> None:
    desk = _shown(_rules())
    desk.facts["manifest_digest"] = "00" * 32
    with pytest.raises(BallotBoxError):
        list(scrutiny.sign_rules(_season(desk), [Watch("scrutineer-1")]))
    assert not desk.taken


def test_a_head_that_the_box_did_not_sign_is_not_cosigned() -> None:
    head = b"gp1/head\0" + _rules().digest
    forged = new_signing_key().sign(head)
    desk = _shown(_rules(), head=head.hex(), head_signature=forged.hex())
    with pytest.raises(BallotBoxError):
        list(scrutiny.cosign(_season(desk), [Watch("scrutineer-1")]))
    assert not desk.taken


def test_two_scrutineers_who_are_shown_different_heads_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scrutiny, "verify_signature", lambda *_signed: None)
    rules = _rules()
    desk = _shown(rules, head=rules.digest.hex(), head_signature="")
    season = _season(desk)
    list(scrutiny.cosign(season, [Watch("scrutineer-1")]))
    desk.facts["head"] = (rules.digest + b"\1").hex()
    with pytest.raises(RefusedBySite, match="different head"):
        list(scrutiny.cosign(season, [Watch("scrutineer-2")]))
    assert len(desk.taken) == 1
