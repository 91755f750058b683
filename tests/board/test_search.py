"""Finding a ballot: by what a receipt's code holds, and by words that are not quite right."""

import base64
import hashlib
from typing import Any

import pytest

from ballotbox.sealed import sign_receipt
from ballotbox.words import words_of
from ballotbox.words_zh import CHINESE
from tests.ballotbox.closed_samples import sample
from tests.board.harness import Verifier, open_verifier

TAKE = """async ([code, text]) => {
  const manifest = await window.board.readManifest(text, true);
  const found = window.board.fromAddress(code, manifest.digest);
  if (found === null) return null;
  if (found.receipt) await window.board.verifyReceipt(manifest, found.receipt);
  return found.leaf;
}"""
SEARCH = (
    "([leaves, typed]) => window.board.search(leaves.map((leaf) => ({ leaf })), typed)"
)
LEAVES = sorted(hashlib.sha256(bytes([n])).hexdigest() for n in range(200))
PLACE = 17


@pytest.fixture(scope="module")
def verifier(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The page's modules, off line."""
    return open_verifier(browser, tmp_path_factory.mktemp("search"))


def _code(*, spoil: bool = False) -> tuple[str, str]:
    """The code of a receipt, and the leaf that it is for."""
    closing = sample()
    poll, ballot = closing.poll, closing.ballot(closing.casts[0])
    m = poll.manifest.digest
    receipt = bytearray(sign_receipt(poll.box_key, m, ballot))
    receipt[-1] ^= spoil
    raw = ballot.leaf(m) + ballot.key + receipt
    return base64.urlsafe_b64encode(raw).decode().rstrip("="), ballot.leaf(m).hex()


def _search(verifier: Verifier, typed: str) -> Any:
    return verifier.page.evaluate(SEARCH, [LEAVES, typed])


def _words(language: str = "zh") -> list[str]:
    return [*words_of(bytes.fromhex(LEAVES[PLACE]), language)]


def test_the_code_of_a_receipt_is_a_whole_receipt(verifier: Verifier) -> None:
    code, leaf = _code()
    text = sample().poll.manifest.text
    assert verifier.page.evaluate(TAKE, [f"#r={code}", text]) == leaf
    assert verifier.page.evaluate(TAKE, [f"#{leaf}", text]) == leaf


@pytest.mark.parametrize("code", ["", "#", "#r=", "#r=abc", "#r=%%", "#00", "#ff" * 40])
def test_other_codes_are_no_receipt(verifier: Verifier, code: str) -> None:
    assert verifier.page.evaluate(TAKE, [code, sample().poll.manifest.text]) is None


def test_a_code_that_the_box_did_not_sign_is_refused(verifier: Verifier) -> None:
    code, _leaf = _code(spoil=True)
    with pytest.raises(Exception, match="ReceiptInvalid"):
        verifier.page.evaluate(TAKE, [f"#r={code}", sample().poll.manifest.text])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("between", [" ", "，", "、 ", "\n"])
def test_words_are_found_in_any_order(
    verifier: Verifier, language: str, between: str
) -> None:
    words = _words(language)
    assert _search(verifier, between.join(words))["found"] == [PLACE]
    assert _search(verifier, between.join(reversed(words)))["found"] == [PLACE]


def test_chinese_words_may_run_together_and_english_be_shouted(
    verifier: Verifier,
) -> None:
    assert _search(verifier, "".join(_words()))["found"] == [PLACE]
    assert _search(verifier, " ".join(_words("en")).upper())["found"] == [PLACE]


def test_with_one_word_wrong_the_nearest_is_shown(verifier: Verifier) -> None:
    words = _words()
    other = next(word for word in CHINESE if word not in words)
    answer = _search(verifier, " ".join([*words[:5], other]))
    assert (answer["found"], answer["near"]) == ([], [PLACE])


def test_a_word_that_is_not_in_the_list_brings_those_that_look_like_it(
    verifier: Verifier,
) -> None:
    word = _words()[0]
    answer = _search(verifier, " ".join([*_words()[1:], word[0] + "龘"]))
    assert answer["near"] == [PLACE]
    (unknown,) = answer["unknown"]
    assert word[0] in "".join(unknown["like"])
    (english,) = _search(verifier, " ".join([*_words("en")[1:], "zebrra"]))["unknown"]
    assert "zebra" in english["like"]


@pytest.mark.parametrize(
    ("typed", "problem"), [("", "nothing"), ("abc", "short"), ("八角", "short")]
)
def test_too_little_is_not_searched(
    verifier: Verifier, typed: str, problem: str
) -> None:
    assert _search(verifier, typed)["problem"] == problem


def test_digits_are_found_in_groups_and_in_capitals(verifier: Verifier) -> None:
    digits = LEAVES[PLACE][:16].upper()
    assert _search(verifier, f"{digits[:4]}-{digits[4:8]} {digits[8:]}")["found"] == [
        PLACE
    ]
