"""The board page of the site: for everybody, without a trace of anybody."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ballotbox import errors, findings
from ballotbox.checks import SENTENCES, Check
from gongping.procedure import ballots
from tests.board.pages import BOARD, ENGLISH, leaves, public_lines, reader
from tests.polls.sealed import SealedSeason
from tests.world import World

ROOM = Path("src/gongping/polls")
SCRIPTS = sorted((ROOM / "static/polls/board").glob("*.js"))
TEMPLATES = sorted((ROOM / "templates/polls/board").glob("*.html"))
LANGUAGES = [language for language, _name in settings.LANGUAGES]
PUBLIC = b"".join(public_lines())
# What no board can show: it is for those who make one, or is the base of others.
NEVER_ON_A_BOARD = {
    *("BallotBoxError", "BoardFileError", "NotCanonical", "TicketMalformed"),
    *("BoardMalformed", "BoardDiffers", "WrongIssuer", "BlindedMalformed"),
    *("SigningFault", "Unopenable", "TrialFailed", "MessageMalformed"),
    *("StateMalformed", "ContentsLength", "ProofWrong", "TotalsMalformed"),
    "WordUnknown",
}
FAULTS = {
    name
    for module in (errors, findings)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, errors.BallotBoxError)
} - NEVER_ON_A_BOARD


@pytest.fixture
def frozen(sealed: SealedSeason) -> SealedSeason:
    """A sealed poll that is not closed."""
    return sealed.collecting()


@pytest.fixture
def headed(frozen: SealedSeason) -> SealedSeason:
    """A sealed poll whose head is co-signed."""
    frozen.poll = ballots.open_casting(frozen.poll, by=frozen.secretariat)
    for voter in frozen.voters()[:21]:
        assert frozen.vote(voter) == 201
    frozen.close()
    return frozen.headed()


def page(season: SealedSeason, client: Client | None = None) -> Any:
    return (client or Client()).get(f"/board/{season.code}")


def words(season: SealedSeason, language: str) -> dict[str, str]:
    """Every sentence that the page carries in a language."""
    found = re.search(
        rf'<template data-language="{language}">(.*?)</template>',
        page(season).content.decode(),
        re.DOTALL,
    )
    assert found is not None
    return dict(re.findall(r'<i data-word="([\w-]+)">(.*?)</i>', found.group(1)))


def test_the_page_asks_nobody_who_they_are(frozen: SealedSeason) -> None:
    answer = page(frozen)
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Cookie" not in answer.headers["Vary"]
    assert "csrf" not in answer.content.decode()


def test_who_is_signed_in_and_reads_english_gets_the_same_bytes(
    frozen: SealedSeason, world: World
) -> None:
    client = world.client("voter")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert page(frozen, client).content == page(frozen).content


def test_a_poll_that_is_not_there_has_no_board(frozen: SealedSeason) -> None:
    assert Client().get("/board/never").status_code == 404


def test_the_board_is_offered_once_it_is_there(headed: SealedSeason) -> None:
    assert f'/polls/{headed.code}/board-public.jsonl" data-say' in (
        page(headed).content.decode()
    )


def test_before_the_close_nothing_is_offered_but_the_verification_page(
    frozen: SealedSeason,
) -> None:
    shown = page(frozen).content.decode()
    assert "下载公示板文件</a>" not in shown
    assert "gongping-board.html" in shown


def test_without_script_it_says_what_to_do_in_both_languages(
    frozen: SealedSeason,
) -> None:
    shown = page(frozen).content.decode().split("<template")[0]
    assert "带回执找监票人" in shown
    assert "take your receipt to the scrutineers" in shown


def test_the_two_languages_say_the_same_things(frozen: SealedSeason) -> None:
    chinese, english = words(frozen, "zh-hans"), words(frozen, "en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        names = set(re.findall(r"\{\w+\}", text))
        assert names == set(re.findall(r"\{\w+\}", english[key])), key
        assert text != english[key], key


def test_every_word_that_is_asked_for_is_there(frozen: SealedSeason) -> None:
    known = set(words(frozen, "en"))
    for path in TEMPLATES:
        asked = re.findall(r'data-say(?:-\w+)?="(\w+)"', path.read_text())
        assert set(asked) <= known, path
    for path in SCRIPTS:
        asked = re.findall(r'\bsay\("(\w+)"[,)]', path.read_text())
        assert set(asked) <= known, path


def test_no_word_is_carried_in_vain(frozen: SealedSeason) -> None:
    sources = "".join(path.read_text() for path in [*SCRIPTS, *TEMPLATES])
    for word in words(frozen, "en"):
        start = re.match(r"(check|error|state|column)_", word)
        used = f'"{word}"' in sources.replace(f'data-word="{word}"', "")
        assert used or (start and f'"{start.group()}"' in sources), word


def test_every_fault_of_a_board_has_its_sentence(frozen: SealedSeason) -> None:
    found = {word for word in words(frozen, "zh-hans") if word.startswith("error_")}
    assert found == {f"error_{name}" for name in FAULTS} | {"error_other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_said_as_the_command_says_it(
    frozen: SealedSeason, language: str
) -> None:
    said = words(frozen, language)
    for check in Check:
        assert said[f"check_{check}"] == SENTENCES[check][language[:2]]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_browsers_three_years_old(path: Path) -> None:
    source = re.sub(r"//[^\n]*", "", path.read_text())
    for young in (r"\?\.\w", r"\?\?", r"\.at\(", r"replaceAll", r"structuredClone"):
        assert not re.search(young, source), young
    assert "hasOwn(" not in source
    assert len(path.read_text().splitlines()) < 400


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_markup_from_text(path: Path) -> None:
    assert not re.search("innerHTML|outerHTML|insertAdjacentHTML", path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_second_verifier_shares_no_code_with_the_client(path: Path) -> None:
    found = re.findall(r'from "([^"]+)"', path.read_text())
    assert all(re.fullmatch(r"\./[\w-]+\.js", module) for module in found)


def test_the_list_of_words_is_the_client_s() -> None:
    theirs = Path("client/gp1/wordlist.js").read_bytes()
    assert (ROOM / "static/polls/board/wordlist.js").read_bytes() == theirs


@pytest.mark.parametrize("locale", ["zh-CN", ENGLISH])
def test_before_the_close_it_says_when_to_come_back(
    browser: Any, live_server: Any, frozen: SealedSeason, locale: str
) -> None:
    address = f"{live_server.url}/board/{frozen.code}"
    found = reader(browser, address, locale=locale)
    found.page.wait_for_selector("#notice .msg")
    says = "投票还没有截止" if locale == "zh-CN" else "voting has not closed"
    assert says in found.text("#notice")
    assert not found.page.is_visible("#head")
    assert not any(".jsonl" in asked for asked in found.asked)
    assert found.said == []
    assert found.faults() == []


def test_between_close_and_head_it_says_for_whom_it_waits(
    browser: Any, live_server: Any, frozen: SealedSeason
) -> None:
    frozen.poll = ballots.open_casting(frozen.poll, by=frozen.secretariat)
    frozen.close()
    found = reader(browser, f"{live_server.url}/board/{frozen.code}")
    found.page.wait_for_selector("#notice .msg")
    assert "等监票人联署板首" in found.text("#notice")
    found.page.click("[data-speak=en]")
    assert "co-sign the head" in found.text("#notice")


def test_what_a_public_file_cannot_show_is_said_to_be_normal(
    browser: Any, live_server: Any, headed: SealedSeason, tmp_path: Path
) -> None:
    address = f"{live_server.url}/board/{headed.code}"
    found = reader(browser, address, board=PUBLIC).verified()
    assert "项要另外的文件，没有不对" in found.text("#each-summary")
    found.page.click("#each-summary")
    assert "这是正常的" in found.text("#absent")
    found.choose(tmp_path, board_jsonl=BOARD.read_bytes())
    found.page.wait_for_function("document.body.innerText.includes('已拆封重算')")
    assert not found.page.is_visible("#absent-public")


def test_a_board_of_the_site_is_checked_and_nothing_that_is_sought_is_sent(
    browser: Any, live_server: Any, headed: SealedSeason
) -> None:
    leaf = leaves(public_lines())[1]
    address = f"{live_server.url}/board/{headed.code}#{leaf}"
    found = reader(browser, address, board=PUBLIC).verified()
    found.page.wait_for_function("document.body.innerText.includes('封存后没有改动')")
    assert "公开部分逐项核对，全部相符" in found.text("#verdict")
    assert found.faults() == []
    before = len(found.asked)
    found.look_for(leaf)
    assert len(found.asked) == before
    assert not any(leaf[:8] in asked for asked in found.asked[1:])


def test_it_works_under_the_policy_of_the_site(
    browser: Any, live_server: Any, headed: SealedSeason
) -> None:
    address = f"{live_server.url}/board/{headed.code}"
    found = reader(browser, address, board=PUBLIC, is_strict=True).verified()
    assert "封存后没有改动" in found.look_for(leaves(public_lines())[0])
    assert found.said == []


def test_a_file_is_compared_with_the_board_of_the_site(
    browser: Any, live_server: Any, headed: SealedSeason, tmp_path: Path
) -> None:
    address = f"{live_server.url}/board/{headed.code}"
    found = reader(browser, address, board=PUBLIC).verified()
    found.choose(tmp_path, board_jsonl=BOARD.read_bytes())
    found.page.wait_for_function("document.body.innerText.includes('已拆封重算')")
    said = str(found.page.text_content("#outcomes"))
    assert SENTENCES[Check.ONE_VIEW]["zh"] in said


def test_keys_for_tests_are_refused_in_red(
    browser: Any, live_server: Any, headed: SealedSeason
) -> None:
    found = reader(browser, f"{live_server.url}/board/{headed.code}")
    found.page.wait_for_selector("#verdict .msg-error")
    assert "测试钥匙" in found.text("#verdict")
    assert found.faults() == []
