"""The one file: from a disk, without a network, it finds, verifies and says so."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from tests.board.pages import (
    BOARD,
    CAMERA,
    ENGLISH,
    FILE,
    WITHOUT_CRYPTO,
    leaves,
    public_lines,
    reader,
)
from tests.journeys.looking import DESKTOP, PHONE
from tools import board_file

WHOLE = BOARD.read_bytes()
LEAF = leaves(public_lines())[0]
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def changed(raw: bytes, old: bytes, new: bytes) -> bytes:
    assert raw.count(old) >= 1
    return raw.replace(old, new, 1)


def test_the_file_that_is_kept_is_made_of_these_sources() -> None:
    assert board_file.main(["check"]) == 0


def test_its_policy_lets_it_reach_nothing() -> None:
    head = FILE.read_text(encoding="utf-8").split("</head>")[0]
    assert "default-src 'none'" in head
    assert "connect-src" not in head
    assert "unsafe" not in head


def test_the_whole_board_is_opened_and_counted_without_a_network(
    browser: Any, tmp_path: Path
) -> None:
    found = reader(browser).choose(tmp_path, board_jsonl=WHOLE).verified()
    assert "已拆封重算" in found.text("#verdict")
    assert "17 项相符" in found.text("#each-summary")
    assert all(asked.startswith(("file:", "blob:")) for asked in found.asked)


def test_it_does_all_that_under_its_own_policy(browser: Any, tmp_path: Path) -> None:
    found = reader(browser, is_strict=True).choose(tmp_path, board_jsonl=WHOLE)
    assert "封存后没有改动" in found.verified().look_for(LEAF)
    reached = found.page.evaluate("fetch('https://host/').then(() => 1, () => 0)")
    assert reached == 0
    assert all("Content Security Policy" in said for said in found.said)
    assert found.page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_public_part_and_contents_may_be_two_files(
    browser: Any, tmp_path: Path
) -> None:
    public = b"".join(public_lines())
    files = {"public_jsonl": public, "contents_jsonl": WHOLE[len(public) :]}
    found = reader(browser).choose(tmp_path, **files).verified()
    assert "已拆封重算" in found.text("#verdict")


def test_without_the_contents_the_public_checks_hold(
    browser: Any, tmp_path: Path
) -> None:
    public = b"".join(public_lines())
    found = reader(browser).choose(tmp_path, public_jsonl=public).verified()
    assert "公开部分逐项核对，全部相符" in found.text("#verdict")
    assert "已拆封并重新计票。" in str(found.page.text_content("#absent-list"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"root":"', b'"root":"0', "有一项内容的写法不对"),
        (b'"locks":["', b'"locks":["00', "有一项内容的写法不对"),
        (b'"poll":"', b'"poll":"x', "属于另一次测评"),
        (b'"size":2', b'"size":3', "板在签名以后被改过"),
    ],
)
def test_a_changed_board_is_red_and_plain(
    browser: Any, tmp_path: Path, old: bytes, new: bytes, says: str
) -> None:
    spoiled = changed(WHOLE, old, new)
    found = reader(browser).choose(tmp_path, board_jsonl=spoiled)
    found.page.wait_for_selector(".msg-error")
    assert says in found.text(".msg-error")


def test_a_ballot_is_found_by_words_in_any_order_and_by_digits(
    browser: Any, tmp_path: Path
) -> None:
    found = reader(browser).choose(tmp_path, board_jsonl=WHOLE).verified()
    assert "封存后没有改动" in found.look_for(LEAF[:12].upper())
    words = found.text("#found .is-found .board-words").split()
    assert len(words) == 6
    for typed in (" ".join(words), "".join(reversed(words)), "，".join(words)):
        assert "封存后没有改动" in found.look_for(typed)
    near = found.look_for(" ".join([*words[:5], "天地"]))
    assert "有一个词不同" in near
    assert "没找到" in found.look_for("ffffffffff")
    assert "至少写三个词" in found.look_for(words[0])


def test_english_words_and_the_leaf_of_an_address_find_it_too(
    browser: Any, tmp_path: Path
) -> None:
    address = f"{FILE.resolve().as_uri()}#{LEAF}"
    found = reader(browser, address, locale=ENGLISH)
    found.choose(tmp_path, board_jsonl=WHOLE).verified()
    found.page.wait_for_function("document.body.innerText.includes('unchanged since')")
    words = found.text("#found .is-found .board-words")
    assert words.isascii()
    assert "unchanged since the close" in found.look_for(words)


def test_the_camera_reads_a_receipt_where_the_browser_can(
    browser: Any, tmp_path: Path
) -> None:
    camera = CAMERA.replace("CODE", f"https://host/board/2012-h1#{LEAF}")
    found = reader(browser, script=camera).choose(tmp_path, board_jsonl=WHOLE)
    found.verified().page.click("#scan")
    found.page.wait_for_selector("#found .is-found")
    assert "封存后没有改动" in found.text("#found")
    assert not found.page.is_visible("#camera")


def test_where_it_cannot_there_is_no_button_for_it(
    browser: Any, tmp_path: Path
) -> None:
    script = "delete window.BarcodeDetector"
    found = reader(browser, script=script).choose(tmp_path, board_jsonl=WHOLE)
    assert not found.verified().page.is_visible("#scan")


def test_a_ballot_on_a_false_board_is_no_good_news(
    browser: Any, tmp_path: Path
) -> None:
    spoiled = changed(WHOLE, b'"size":2', b'"size":3')
    found = reader(browser).choose(tmp_path, board_jsonl=spoiled)
    found.page.wait_for_selector("#verdict .msg-error")
    assert "先不要放心" in found.look_for(LEAF)
    assert "没有得到证明" in found.text("#story-note")
    assert found.text("#story") == ""


def test_without_a_secure_connection_it_points_to_the_file(browser: Any) -> None:
    found = reader(browser, script=WITHOUT_CRYPTO)
    assert "不是安全连接" in found.text("#notice")
    assert found.faults() == []


def test_a_receipt_of_another_box_is_refused(browser: Any, tmp_path: Path) -> None:
    m = json.loads(WHOLE.splitlines()[0])["manifest"]
    body = json.loads(WHOLE.splitlines()[2])["body"]
    key = body[2 * (11 + 34) : 2 * (11 + 99)]
    forged = {"key": key, "leaf": LEAF, "manifest": m, "receipt": "11" * 64}
    files = {"board_jsonl": WHOLE, "receipt_json": canonical_json(forged).encode()}
    found = reader(browser).choose(tmp_path, **files)
    found.page.wait_for_selector("#found .msg-error")
    assert "不是这次测评的票箱签的" in found.text("#found")


def test_all_digits_of_the_head_are_compared(browser: Any, tmp_path: Path) -> None:
    found = reader(browser).choose(tmp_path, board_jsonl=WHOLE).verified()
    head = found.text("#head-digits").replace(" ", "").lower()
    manifest = json.loads(WHOLE.splitlines()[1])["text"]
    said = {
        head: "一致",
        head[:-1]: "抄全",
        head[:-1] + ("0" if head[-1] != "0" else "1"): "两块板",
        hashlib.sha256(manifest.encode()).hexdigest(): "规则书",
    }
    for typed, answer in said.items():
        found.page.fill("#named", typed)
        found.page.press("#named", "Enter")
        assert answer in found.text("#compared")


@pytest.mark.parametrize("locale", ["zh-CN", ENGLISH])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_read_it(
    browser: Any, tmp_path: Path, size: str, locale: str
) -> None:
    found = reader(browser, size=SIZES[size], locale=locale)
    assert found.faults() == []
    found.choose(tmp_path, board_jsonl=WHOLE).verified().look_for(LEAF)
    found.page.evaluate("document.querySelectorAll('details').forEach(d=>d.open=true)")
    assert found.faults() == []
    spoiled = changed(WHOLE, b'"size":2', b'"size":3')
    found.choose(tmp_path, board_jsonl=spoiled)
    found.page.wait_for_selector("#verdict .msg-error")
    assert found.faults() == []


def test_large_type_is_kept(browser: Any, tmp_path: Path) -> None:
    found = reader(browser, size=PHONE).choose(tmp_path, board_jsonl=WHOLE).verified()
    found.page.click("#large")
    assert found.faults() == []
