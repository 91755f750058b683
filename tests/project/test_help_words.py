"""`--help` is Chinese, or English where that is asked for."""

import re
from collections.abc import Iterator

import pytest

from ballotbox.speech import VARIABLES
from gongping.project import cli
from gongping.project.help_words import (
    CHINESE,
    explained,
    parsers_of,
    say_in_chinese,
)

HAN = re.compile("[一-鿿]")


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def _meanings() -> Iterator[str]:
    for parser in parsers_of(cli._parser()):
        yield from filter(None, (parser.description, parser.epilog))
        yield from (a.help for a in explained(parser) if a.help)


def test_each_meaning_is_said_in_chinese_and_none_too_many() -> None:
    meanings = set(_meanings())
    assert not {m for m in meanings if m not in CHINESE and not HAN.search(m)}
    assert not CHINESE.keys() - meanings
    assert all(HAN.search(said) for said in CHINESE.values())


def test_every_option_still_stands_there() -> None:
    english, chinese = cli._parser(), cli._parser()
    say_in_chinese(chinese)
    for before, after in zip(parsers_of(english), parsers_of(chinese), strict=True):
        assert before.format_usage() == after.format_usage()
        assert "show this help" not in after.format_help()


def test_help_is_said_in_the_language_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, said in (
        (["issuer", "letters", "--help"], "投票页的网址"),
        (["issuer", "letters", "--lang", "en", "--help"], "address of the ballot page"),
    ):
        monkeypatch.setattr("sys.argv", ["gongping", *words])
        with pytest.raises(SystemExit):
            cli.main()
        assert said in capsys.readouterr().out
