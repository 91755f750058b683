"""Letters: one for everybody, drawn from a pile; who got which, nobody knows."""

import sqlite3

import pytest

from ballotbox.tickets import hash_ticket
from gongping.issuer.office import STORE
from tests.issuer.offices import PAGE, SIZES, Operator


def _dump(operator: Operator) -> str:
    connection = sqlite3.connect(operator.folder / STORE)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_there_is_a_letter_for_everybody_and_its_ticket_is_on_paper_only(
    bound: Operator,
) -> None:
    piles = bound.prints()
    assert {group: len(pile) for group, pile in piles.items()} == SIZES
    everything = [ticket for pile in piles.values() for ticket in pile]
    assert len(set(everything)) == 15
    raw = b"".join(
        path.read_bytes() for path in bound.folder.rglob("*") if path.is_file()
    )
    for ticket in everything:
        assert ticket.encode() not in raw
        assert bytes.fromhex(ticket) not in raw
        assert bytes.fromhex(hash_ticket(ticket)) in raw
    assert bound.path("letters.html").stat().st_mode & 0o777 == 0o600


def test_a_letter_says_poll_office_group_and_rule_code(bound: Operator) -> None:
    bound.prints()
    page = bound.path("letters.html").read_text()
    assert page.count("<section>") == page.count("<svg") == 15
    for words in ("测评", "纪检第二发票处", "第 2 票种", bound.office.rules.rule_code):
        assert page.count(words) >= 9
    assert "<script" not in page
    assert PAGE not in page
    told = bound.does(
        "letters", "--out", bound.path("en.html"), "--page", PAGE, lang="en"
    )
    assert "15 letters" in told.out
    assert "Letter of collection" in bound.path("en.html").read_text()


def test_letters_printed_again_make_the_first_ones_void(bound: Operator) -> None:
    first = bound.prints()
    second = bound.prints()
    assert not set(first[1]) & set(second[1])
    assert hash_ticket(first[1][0]) not in _dump(bound).lower()


def test_no_letter_is_printed_once_collecting_is_open(bound: Operator) -> None:
    bound.prints()
    bound.done("open")
    told = bound.does("letters", "--out", bound.path("more"), "--page", PAGE)
    assert "不能再印" in told.err
    assert not bound.path("more").exists()


def test_collecting_waits_for_letters(bound: Operator) -> None:
    assert "还没有印信函票证" in bound.does("open").err


def test_the_desk_records_that_a_letter_went_out_and_to_whom(bound: Operator) -> None:
    bound.prints()
    before = _dump(bound)
    said = bound.hands("1-000", "2-003", "1-000", "nobody")
    assert "某10 · 办公厅：请从第 1 票种的一堆里抽一封" in said
    assert "某23 · 办公厅：请从第 2 票种的一堆里抽一封" in said
    assert "某10 · 办公厅已经领过信" in said
    assert "名册上没有 nobody" in said
    changed = set(_dump(bound).splitlines()) - set(before.splitlines())
    assert len(changed) == 2
    assert all("voter" in line for line in changed)


def test_no_journal_keeps_the_order_in_which_people_came(bound: Operator) -> None:
    bound.prints()
    bound.hands("2-004", "1-003", "2-001")
    beside = [path for path in bound.folder.iterdir() if path.name.startswith(STORE)]
    left = {path.name: path.stat().st_size for path in beside if path.name != STORE}
    assert set(left.values()) <= {0}


def test_an_empty_line_ends_the_desk(bound: Operator) -> None:
    said = bound.done("hand", typed="\n1-000\n")
    assert said == ""


@pytest.mark.parametrize(
    "step", ["hand", "letters", "open", "close", "counts", "serve"]
)
def test_nothing_goes_on_before_the_rules_are_accepted(
    operator: Operator, step: str
) -> None:
    from tests.issuer.offices import make_roll

    operator.begins(make_roll())
    options: list[object] = []
    if step in {"letters", "counts"}:
        options += ["--out", operator.path("x")]
    if step == "letters":
        options += ["--page", PAGE]
    told = operator.does(step, *options, typed="1-000\n")
    assert "还没有接受规则书" in told.err + told.out
