"""Both verifiers read rules, words and lots alike, down to what they refuse."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.errors import BallotBoxError
from ballotbox.labels import HEAD
from ballotbox.manifest import parse_manifest
from ballotbox.observers import draw_observers, draw_of
from ballotbox.words import words_of
from tests.ballotbox.closed_samples import sample
from tests.board.harness import Verifier, open_verifier

READ = """async (texts) => {
  const found = [];
  for (const text of texts) {
    try {
      found.push((await window.board.readManifest(text, true)).digest);
    } catch (fault) {
      found.push(fault.code || String(fault));
    }
  }
  return found;
}"""
TEXT = sample().poll.manifest.text
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 5, 101, 65535, 1 << 60, 10**30),
    *("", "0", "-0", "1", "01", "1.0", "1.50", "1.5", "-2", ".5", "1e2", "NaN", "zz"),
    *("voters", "public", "all_identical", "gp1", "gp1/open", "00", "0A", "中文", "\U0001f600"),
    *([], [1], {}, {"name": "x"}),
)  # fmt: skip
FORMS = (
    *("", " ", "null", "[]", "{}", "1", '"x"', "{", TEXT + " ", TEXT[:-1], "\ufeff" + TEXT),
    *(TEXT.replace(":1,", ":1.0,", 1), TEXT.replace(":1,", ":01,", 1)),
    *(TEXT.replace(",", ", ", 1), TEXT.replace('"poll"', '"\\u0070oll"', 1)),
    *(TEXT.replace('"threshold":2', '"threshold":2,"threshold":2'), TEXT.replace("第", "\\u7b2c")),
    *(TEXT.replace('"layout":"', '"layout":"\\u001f'), TEXT.replace('"layout":"', '"layout":"\\n')),
    *(TEXT.replace('"layout":"', '"layout":"\\u000a'), TEXT.replace('"layout":"', '"layout":"/\x7f')),
    *(TEXT.replace('"layout":"', '"layout":"\\/'), TEXT.replace('"layout":"', '"layout":"\\ud800')),
)  # fmt: skip


@pytest.fixture(scope="module")
def verifier(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The verifier in script, off line."""
    return open_verifier(browser, tmp_path_factory.mktemp("readings"))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in the rules; of long lists only the first entry."""
    yield path
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _places(entry, (*path, name))
    elif isinstance(value, list) and value:
        yield from _places(value[0], (*path, 0))


def _changed() -> Iterator[str]:
    rules = json.loads(TEXT)
    for path in list(_places(rules))[1:]:
        for odd in ODD:
            yield _with(rules, path, odd)
        yield _without(rules, path)
        yield _with(rules, (*path[:-1], "zz"), 1)
        yield _doubled(rules, path)


def _holder(rules: Any, path: tuple[Any, ...]) -> tuple[Any, Any]:
    whole = copy.deepcopy(rules)
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    return whole, holder


def _with(rules: Any, path: tuple[Any, ...], value: Any) -> str:
    whole, holder = _holder(rules, path)
    if isinstance(holder, list) and not isinstance(path[-1], int):
        return TEXT
    holder[path[-1]] = value
    return canonical_json(whole)


def _without(rules: Any, path: tuple[Any, ...]) -> str:
    whole, holder = _holder(rules, path)
    del holder[path[-1]]
    return canonical_json(whole)


def _doubled(rules: Any, path: tuple[Any, ...]) -> str:
    whole, holder = _holder(rules, path)
    if not isinstance(holder, list):
        return TEXT
    holder.append(copy.deepcopy(holder[path[-1]]))
    return canonical_json(whole)


def _in_python(text: str) -> str:
    try:
        return parse_manifest(text, allow_weak=True).digest.hex()
    except BallotBoxError as error:
        return type(error).__name__


def test_rules_changed_in_any_place_are_read_alike(verifier: Verifier) -> None:
    texts = [*FORMS, *_changed()]
    found = verifier.page.evaluate(READ, texts)
    wanted = [_in_python(text) for text in texts]
    # A poll with open ballots is no sealed one: the verification says so in Python.
    wrong = [row for row in zip(wanted, found, texts, strict=True) if row[0] != row[1]]
    assert wrong == []
    assert len(set(wanted)) > 100


def test_both_draw_the_same_observers(verifier: Verifier) -> None:
    for size in (0, 3, 600, 1500):
        head = HEAD + bytes([size % 251]) * (32 + 8 + 32 + 64)
        drawn = verifier.page.evaluate(
            "async ([head, size]) => window.board.draw("
            "await window.board.drawOf(new Uint8Array(head)), size, 5)",
            [list(head), size],
        )
        assert tuple(drawn) == draw_observers(draw_of(head), size)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_say_a_hash_in_the_same_words(verifier: Verifier, language: str) -> None:
    digest = sample().head.digest
    said = verifier.page.evaluate(
        "([hash, inEnglish]) => window.board.wordsOf(hash, inEnglish)",
        [digest.hex(), language == "en"],
    )
    assert tuple(said) == tuple(words_of(digest, language))
