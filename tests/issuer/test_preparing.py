"""Roll, keys and rules: the second office looks for itself before it serves."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ballotbox.offices import parse_keys_file
from ballotbox.seal import IssuerRow
from tests.ballotbox.sealed_samples import POLL
from tests.issuer.offices import Operator, make_roll, make_rules


def test_the_roll_is_read_back_to_the_operator_by_groups(operator: Operator) -> None:
    operator.path("roll.json").write_text(make_roll().text)
    said = operator.done("init", "--roll", operator.path("roll.json"), "--name", "甲")
    assert "民主测评，15 人" in said
    assert "第 1 票种 票种1：6 人" in said
    assert "第 2 票种 票种2：9 人" in said


def test_keys_are_made_once_and_only_their_public_half_goes_out(
    operator: Operator,
) -> None:
    operator.begins(make_roll())
    first = operator.path("keys.json").read_text()
    operator.done("keys", "--out", operator.path("keys.json"))
    assert operator.path("keys.json").read_text() == first
    office = parse_keys_file(first)
    assert [key.group for key in office.keys] == [1, 2]
    files = sorted((operator.folder / "keys").iterdir())
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600] * 2
    for path in files:
        assert path.read_bytes().hex() not in first


def test_rules_that_name_the_office_are_accepted_and_their_code_is_said(
    operator: Operator,
) -> None:
    roll = make_roll()
    operator.begins(roll)
    rules = make_rules(operator, roll)
    told = operator.accepts(rules)
    assert (told.status, told.err) == (0, "")
    assert "第 2 发票处" in told.out
    assert rules.rule_code in told.out
    assert operator.accepts(rules).status == 0


def _foreign(row: IssuerRow) -> IssuerRow:
    return replace(POLL.seal.issuers[1], name=row.name, name_en=row.name_en)


def test_rules_with_an_exchanged_key_are_refused(operator: Operator) -> None:
    roll = make_roll()
    operator.begins(roll)
    good = make_rules(operator, roll)
    first, own = good.seal.issuers
    one_key_foreign = replace(own, keys=(own.keys[0], _foreign(own).keys[1]))
    for office in (_foreign(own), one_key_foreign, replace(own, name="另一个处")):
        bad = make_rules(operator, roll, issuers=(first, office))
        told = operator.accepts(bad)
        assert (told.status, told.out) == (1, "")
        assert "没有本处的公钥" in told.err
    assert "还没有接受规则书" in operator.does("open").err


def test_rules_with_another_roll_are_refused_until_it_is_read_again(
    operator: Operator,
) -> None:
    roll = make_roll()
    operator.begins(roll)
    exchanged = (replace(roll.voters[0], reference="9-999", name="外人"),)
    other = replace(roll, voters=(*exchanged, *roll.voters[1:]))
    rules = make_rules(operator, other)
    assert "不是本处查过的这一份" in operator.accepts(rules).err
    operator.path("roll.json").write_text(other.text)
    said = operator.done(
        "init", "--roll", operator.path("roll.json"), "--name", "纪检第二发票处"
    )
    assert "多了：外人；少了：某10" in said
    assert operator.accepts(rules).status == 0


def test_rules_with_more_people_than_the_roll_are_refused(operator: Operator) -> None:
    roll = make_roll()
    operator.begins(roll)
    bigger = make_rules(operator, make_roll({1: 6, 2: 10}))
    told = operator.accepts(bigger)
    assert "规则书写 10 人，本处名册有 9 人" in told.err
    english = operator.does("manifest", operator.path("rules.json"), lang="en")
    assert "the rules say 10 people, our roll has 9" in english.err


def test_rules_of_another_poll_or_of_none_are_refused(operator: Operator) -> None:
    roll = make_roll()
    operator.begins(roll)
    other = replace(make_rules(operator, roll), poll="other")
    assert "另一次测评（other）" in operator.accepts(other).err
    for odd in ("", "{}", "[]", '{"text": "{}"}', '{"text": 7}'):
        operator.path("rules.json").write_text(odd)
        told = operator.does("manifest", operator.path("rules.json"))
        assert "不是一次密封测评的规则书" in told.err


def test_accepted_rules_and_their_roll_stay(bound: Operator) -> None:
    other = make_rules(bound, make_roll())
    assert "已经接受过" in bound.accepts(other).err
    again = bound.does(
        "init", "--roll", bound.path("roll.json"), "--name", "纪检第二发票处"
    )
    assert "名册不能再换" in again.err


def test_a_folder_serves_one_poll(operator: Operator) -> None:
    operator.begins(make_roll())
    operator.path("roll.json").write_text(make_roll(poll="other").text)
    told = operator.does("init", "--roll", operator.path("roll.json"), "--name", "甲")
    assert "另一次测评（2026-h1）" in told.err


def test_short_keys_serve_tests_only(operator: Operator) -> None:
    operator.mode = "site"
    operator.path("roll.json").write_text(make_roll().text)
    told = operator.does("init", "--roll", operator.path("roll.json"), "--name", "甲")
    assert "测试密钥" in told.err


@pytest.mark.parametrize("odd", ["", "{}", "\udce4"])
def test_a_file_that_is_no_roll_is_refused(operator: Operator, odd: str) -> None:
    operator.path("odd").write_bytes(odd.encode(errors="surrogateescape"))
    told = operator.does("init", "--roll", operator.path("odd"), "--name", "甲")
    assert "不是名册文件" in told.err
    missing = operator.does("init", "--roll", operator.path("none"), "--name", "甲")
    assert "没有这个文件" in missing.err


@pytest.mark.parametrize(
    ("step", "options"),
    [("keys", ["--out", "x"]), ("open", []), ("close", []), ("counts", ["--out", "x"])],
)
def test_nothing_is_done_where_no_office_is(
    operator: Operator, step: str, options: list[str]
) -> None:
    told = operator.does(step, *options)
    assert (told.status, told.out) == (1, "")
    assert "没有设立发票处" in told.err


def test_rules_are_not_accepted_before_there_are_keys(operator: Operator) -> None:
    other = Operator(operator.path("other"))
    other.desk.mkdir()
    roll = make_roll()
    other.begins(roll)
    operator.path("roll.json").write_text(roll.text)
    operator.done("init", "--roll", operator.path("roll.json"), "--name", "甲")
    assert "还没有生成密钥" in operator.accepts(make_rules(other, roll)).err


def test_the_program_runs_alone_and_as_a_verb_of_the_product(tmp_path: Path) -> None:
    words = ["close", "--data", str(tmp_path), "--lang", "en"]
    for program in (["gongping.issuer"], ["gongping", "issuer"]):
        done = subprocess.run(
            [sys.executable, "-m", *program, *words], capture_output=True, check=False
        )
        assert done.returncode == 1
        assert b"There is no office in" in done.stderr
