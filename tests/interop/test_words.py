"""Word codes are the same six words to everybody, and each word is itself."""

import secrets
from itertools import pairwise

import pytest
from pypinyin import lazy_pinyin

from ballotbox.errors import WordUnknown
from ballotbox.words import digits_of_words, words_of
from ballotbox.words_en import ENGLISH
from ballotbox.words_zh import CHINESE
from tests.interop.pages import Module

ZERO, ONES = bytes(32), b"\xff" * 32


def test_there_are_1024_different_words_of_each_language() -> None:
    assert len(set(CHINESE)) == len(CHINESE) == 1024
    assert len(set(ENGLISH)) == len(ENGLISH) == 1024


def test_no_two_chinese_words_sound_alike() -> None:
    assert {len(word) for word in CHINESE} == {2}
    assert len({" ".join(lazy_pinyin(word)) for word in CHINESE}) == 1024


def test_four_letters_tell_an_english_word() -> None:
    assert len({word[:4] for word in ENGLISH}) == 1024
    assert all(one < other for one, other in pairwise(ENGLISH))
    assert all(word.isascii() and word.islower() for word in ENGLISH)


def test_the_first_sixty_bits_are_named() -> None:
    assert words_of(ZERO) == (CHINESE[0],) * 6
    assert words_of(ONES, "en") == (ENGLISH[-1],) * 6
    digest = bytes.fromhex("00100802" + "00" * 28)
    assert words_of(digest, "en")[:3] == (ENGLISH[0], ENGLISH[256], ENGLISH[512])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_typed_words_lead_back_to_the_hash(language: str) -> None:
    digest = secrets.token_bytes(32)
    words = words_of(digest, language)
    for typed in (words, " ".join(words), "，".join(words), "-".join(words).upper()):
        assert digits_of_words(typed) == digest.hex()[:15]


def test_chinese_words_may_be_run_together_and_languages_mixed() -> None:
    digest = secrets.token_bytes(32)
    zh, en = words_of(digest), words_of(digest, "en")
    assert digits_of_words("".join(zh)) == digest.hex()[:15]
    assert (
        digits_of_words(f"{zh[0]}{zh[1]}{en[2]}, {en[3]} {zh[4]} {zh[5]}")
        == (digest.hex()[:15])
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("没有 没有", "没有"),
        ("天鹅天", "天"),
        (" ".join(ENGLISH[:5]), "5 words, not 6"),
        (" ".join(ENGLISH[:7]), "7 words, not 6"),
        ("", "0 words, not 6"),
        ("Acornn", "acornn"),
    ],
)
def test_what_is_no_word_code_is_named(typed: str, said: str) -> None:
    with pytest.raises(WordUnknown, match=said):
        digits_of_words(typed)


@pytest.mark.journey
@pytest.mark.parametrize("bundle", ["/voter.js", "/scrutineer.js", "/words.js"])
def test_the_browser_gives_the_same_words(voter: Module, bundle: str) -> None:
    client = Module(voter.page, bundle)
    digests = [ZERO, ONES, *(secrets.token_bytes(32) for _ in range(50))]
    for language in ("zh", "en"):
        found = client.many("words", [[one.hex(), language] for one in digests])
        assert found == [list(words_of(one, language)) for one in digests]
        back = client.many("wordsToBits", [[words] for words in found])
        assert back == [one.hex()[:15] for one in digests]


@pytest.mark.journey
def test_the_browser_reads_what_was_typed_and_names_what_is_no_word(
    voter: Module,
) -> None:
    digest = secrets.token_bytes(32)
    zh, en = words_of(digest), words_of(digest, "en")
    typed = (
        "".join(zh),
        "，".join(zh),
        " ".join(en).upper(),
        "-".join((*zh[:3], *en[3:])),
    )
    for one in typed:
        assert voter("wordsToBits", one) == digest.hex()[:15]
    for one, code in (("没有", "word_unknown"), (" ".join(en[:5]), "malformed")):
        assert voter.refusal("wordsToBits", one) == code
    assert voter.refusal("words", "00", "zh") == "malformed"
