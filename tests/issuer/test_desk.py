"""What the office's program says at its desk when something is not as usual."""

import signal
import subprocess
import sys
from dataclasses import replace

from ballotbox.offices import RollGroup
from gongping.issuer.office import STORE, who
from tests.box.fixtures import PATIENCE, free_port
from tests.issuer.offices import PAGE, Operator, make_roll, wait_for_answer


def test_letters_that_went_out_are_not_made_void_by_printing_again(
    bound: Operator,
) -> None:
    piles = bound.prints()
    bound.hands("1-000")
    told = bound.does("letters", "--out", bound.path("again.html"), "--page", PAGE)
    assert told.status == 1
    assert "已经有 1 人领过信" in told.err
    assert not bound.path("again.html").exists()
    bound.done("open")
    bound.done("close")
    assert bound.opens(piles[1][0]).status == 0


def test_a_staff_number_may_be_typed_in_small_letters(operator: Operator) -> None:
    roll = make_roll()
    voters = tuple(replace(v, reference=f"A{v.reference}") for v in roll.voters)
    operator.begins(replace(roll, voters=voters))
    office = operator.office
    assert office._voter("a1-000") == office._voter("A1-000")


def test_somebody_without_a_unit_is_called_by_name_alone() -> None:
    voter = make_roll().voters[0]
    assert who(voter) == "某10 · 办公厅"
    assert who(replace(voter, unit="")) == "某10"


def test_whoever_is_marked_after_the_close_is_sent_to_no_pile(bound: Operator) -> None:
    bound.prints()
    bound.done("open")
    bound.done("close")
    assert "不要再发信" in bound.hands("1-000")


def test_opening_what_is_left_says_how_many_are_to_go(bound: Operator) -> None:
    piles = bound.prints()
    bound.hands("1-000", "1-001")
    bound.done("open")
    bound.done("close")
    told = bound.opens(*piles[1][:2])
    assert "第 1 票种：没有用过。拆开核对 1 封，还有 3 封。" in told.out
    assert "第 1 票种：没有用过。拆开核对 2 封，还有 2 封。" in told.out


def test_groups_are_named_in_the_language_of_the_operator(operator: Operator) -> None:
    groups = (RollGroup(1, "部领导", "Leaders"), RollGroup(2, "干部", ""))
    path = operator.path("roll.json")
    path.write_text(make_roll(groups=groups).text)
    said = operator.does("init", "--roll", path, "--name", "甲", lang="en").out
    assert "Group 1 Leaders: 6 people" in said
    assert "Group 2 干部: 9 people" in said


def test_a_database_that_cannot_be_read_is_said(bound: Operator) -> None:
    (bound.folder / STORE).write_bytes(b"no database" * 100)
    told = bound.does("open", lang="en")
    assert (told.status, told.out) == (1, "")
    assert "cannot be used" in told.err


def test_serving_says_that_nothing_is_open_yet_and_ends_without_a_trace(
    bound: Operator,
) -> None:
    port = free_port()
    words = ["serve", "--data", str(bound.folder), "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-m", "gongping.issuer", *words, "--lang", "zh"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"GONGPING_MODE": "test", "PYTHONUTF8": "1"},
    ) as program:
        assert program.stdout is not None
        assert "等人领票" in program.stdout.readline()
        assert "还没有开始领票" in program.stdout.readline()
        wait_for_answer(f"http://127.0.0.1:{port}/")
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=PATIENCE)
    assert (program.returncode in {0, 130}, said) == (True, "")
