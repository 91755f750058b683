"""Backup and restore of real sites, in use, broken off and damaged."""

import os
import re
import resource
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from gongping.project.safekeeping import contents
from tests.project import drill
from tests.project.drill import Site
from tests.project.filling import RELEASED

# One worker fills the site once and breaks it in every way.
pytestmark = pytest.mark.xdist_group("drills")
PART = 1 << 20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drill")


@pytest.fixture(scope="module")
def words(place: Path) -> Path:
    path = place / "words"
    path.write_text(f"{drill.WORDS}\n")
    return path


@pytest.fixture(scope="module")
def filled(place: Path) -> Site:
    """A site that nobody touches: filling it takes far longer than copying it."""
    return drill.filled_site(place / "filled")


@pytest.fixture(scope="module")
def site(filled: Site, place: Path) -> Site:
    copied = Site(Path(shutil.copytree(filled.folder, place / "site")))
    drill.put_box(copied.folder)
    return copied


@pytest.fixture(scope="module")
def backup(site: Site, words: Path, place: Path) -> Path:
    out = place / "quiet.gongping"
    site.back_up(out, words)
    return out


@pytest.fixture(scope="module")
def restored(backup: Path, words: Path, place: Path) -> Site:
    new = Site(place / "restored")
    new.done("restore", str(backup), "--passphrase-file", str(words))
    return new


def _is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def test_every_kept_row_comes_back_as_it_was(site: Site, restored: Site) -> None:
    changed = {"audit_event", "audit_head", "roll_rollentry", "polls_poll"}
    changed |= {"polls_lock", "roll_right"}
    for table in sorted(contents.KEPT - changed):
        assert restored.rows(table) == site.rows(table), table
    assert restored.rows("accounts_user")


def test_a_restore_is_put_on_a_record_that_is_still_whole(restored: Site) -> None:
    said = restored.done("manage", "shell", "-v0", "-c", drill.CHAIN)
    assert said.startswith("True")
    tags = [row for row in restored.rows("audit_event") if "restored" in str(row)]
    assert len(tags) == 1


def test_the_evidence_comes_back_byte_for_byte(site: Site, restored: Site) -> None:
    assert len(site.evidence()) == 3
    assert restored.evidence() == site.evidence()


def test_a_closed_poll_comes_back_with_its_board(restored: Site) -> None:
    place = restored.folder / "box" / "closed-1"
    assert (place / "ballots.jsonl").read_text() == "the board"
    assert (place / "manifest.json").read_text() == "the rules"


def test_a_sealed_poll_comes_back_as_far_as_it_was(restored: Site) -> None:
    """Without a head it needs the key to get one; with one the key stays away."""
    headed, closed = (restored.folder / "box" / f"sealed-{n}" for n in (1, 2))
    assert {path.name for path in headed.iterdir()} == {
        "manifest.json",
        "ballots.jsonl",
        "head.json",
    }
    assert {path.name for path in closed.iterdir()} == {
        "manifest.json",
        "ballots.jsonl",
        "box.key",
    }


def test_an_unsealed_poll_comes_back_with_its_whole_board_and_no_other(
    restored: Site,
) -> None:
    (board,) = (restored.folder / "boards").iterdir()
    assert board.read_text() == "the whole board of unsealed-1"


def test_of_an_open_poll_nothing_secret_comes_back(restored: Site) -> None:
    assert not (restored.folder / "box" / "open-1").exists()
    assert restored.rows("roll_ticket") == []
    entries = sorted(map(str, restored.rows("roll_rollentry")))
    assert not any("4e1d4e1d" in entry for entry in entries)
    assert sum("'slip'" in entry for entry in entries) == 2
    rights = [row[0] for row in restored.rows("roll_right")]
    assert rights == ["closed-1", "unsealed-1"]
    released = [row for row in restored.rows("polls_lock") if RELEASED in row]
    assert (len(released), len(restored.rows("polls_lock"))) == (1, 3)
    everything = restored.database.read_bytes()
    assert b"5ec2e75ec2e7" not in everything
    assert b"4e1d4e1d" not in everything


def test_an_open_poll_comes_back_void_and_a_closed_one_closed(restored: Site) -> None:
    states = ("void", "closed", "unsealed")
    polls = map(str, restored.rows("polls_poll"))
    found = [state for poll in polls for state in states if f"'{state}'" in poll]
    assert sorted(found) == sorted(states)


def test_codes_and_sessions_do_not_come_back(site: Site, restored: Site) -> None:
    assert len(site.rows("accounts_activationcode")) == 3
    assert restored.rows("accounts_activationcode") == []
    assert restored.rows("django_session") == []


def test_the_keys_of_the_machine_are_new(site: Site, restored: Site) -> None:
    key = (site.folder / "secret_key").read_text()
    assert (restored.folder / "secret_key").read_text() != key


def test_the_file_is_sealed_and_for_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    raw = backup.read_bytes()
    for word in ("耕地保护司".encode(), b"accounts_user", b"the board"):
        assert word not in raw


def test_the_command_says_what_is_left_out_and_what_follows(
    site: Site, words: Path, tmp_path: Path
) -> None:
    said = site.back_up(tmp_path / "one", words)
    assert "没截止的测评：测评 open-1。它们不能从这个备份接着投，恢复后作废。" in said
    english = site.done(
        "backup",
        f"--out={tmp_path / 'two'}",
        f"--passphrase-file={words}",
        "--lang=en",
    )
    assert "Polls that are not closed: the ballots in the box" in english
    assert not re.search(r"[一-鿿]", english.replace("测评 open-1", ""))


def test_a_backup_taken_while_people_write_is_of_one_moment(
    filled: Site, place: Path, words: Path
) -> None:
    site = Site(Path(shutil.copytree(filled.folder, place / "busy")))
    new = Site(place / "busy-restored")
    out = place / "busy.gongping"
    with drill.served(site) as url:
        reporter = subprocess.Popen(
            [*drill.COMMAND, "manage", "shell", "-v0", "-c", drill.EVIDENCE],
            cwd=drill.ROOT,
            env=site.surroundings,
            stdout=subprocess.PIPE,
        )
        knocked: list[int] = []
        knocking = [
            threading.Thread(target=lambda: knocked.append(drill.knock(url, 10)))
            for _ in range(2)
        ]
        try:
            assert reporter.stdout
            reporter.stdout.readline()
            for thread in knocking:
                thread.start()
            time.sleep(0.5)
            before = {
                t: len(site.rows(t)) for t in ("audit_event", "ledger_attachment")
            }
            site.back_up(out, words)
            after = {t: len(site.rows(t)) for t in before}
        finally:
            reporter.kill()
            reporter.communicate()
            for thread in knocking:
                thread.join()
    assert sum(knocked) == 20
    new.done("restore", str(out), "--passphrase-file", str(words))
    _is_of_one_moment(site, new, before, after)


def _is_of_one_moment(
    site: Site, new: Site, before: dict[str, int], after: dict[str, int]
) -> None:
    for table, least in before.items():
        assert least < after[table], "nobody wrote while the backup ran"
        count = len(new.rows(table)) - (table == "audit_event")
        assert least <= count <= after[table]
        original = {row[0]: row for row in site.rows(table)}
        same = [row for row in new.rows(table) if original.get(row[0]) == row]
        assert len(same) == count
    assert len(new.rows("ledger_progressupdate")) == (
        len(new.rows("ledger_attachment")) - 2
    )
    whole = site.evidence()
    assert len(new.evidence()) == len(new.rows("ledger_attachment"))
    assert new.evidence().items() <= whole.items()
    said = new.done("manage", "shell", "-v0", "-c", drill.CHAIN)
    assert said.split() == ["True", str(len(new.rows("audit_event")))]


def test_a_backup_holds_nobody_up_and_sees_nothing_new(site: Site) -> None:
    said = site.done("manage", "shell", "-v0", "-c", drill.HOLD)
    assert said.split() == ["True", "1"]


def _refused(new: Site, file: Path, words: Path) -> str:
    """Restore what cannot be restored; return the one sentence that says why."""
    status, _said, complained = new.run(
        "restore", str(file), "--passphrase-file", str(words)
    )
    assert status == 1
    assert _is_one_sentence(complained), complained
    assert new.names() == []
    return complained


def test_a_wrong_passphrase_writes_nothing(backup: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("four other words here\n")
    assert "口令不对" in _refused(Site(tmp_path / "new"), backup, wrong)


@pytest.mark.parametrize("harm", ["cut", "flipped", "swapped", "longer", "no backup"])
def test_a_damaged_file_writes_nothing(
    backup: Path, words: Path, tmp_path: Path, harm: str
) -> None:
    raw = backup.read_bytes()
    head, step = 96, PART + 16
    one, two = raw[head : head + step], raw[head + step : head + 2 * step]
    harmed = {
        "cut": raw[: head + step],
        "flipped": raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:],
        "swapped": raw[:head] + two + one + raw[head + 2 * step :],
        "longer": raw + b"\0",
        "no backup": b"PK" + raw,
    }[harm]
    file = tmp_path / "harmed"
    file.write_bytes(harmed)
    sentence = _refused(Site(tmp_path / "new"), file, words)
    assert ("不是公评的备份" if harm == "no backup" else "坏了或不完整") in sentence
    status, _said, _complained = Site(tmp_path / "new").run(
        "backup", "--check", str(file), "--passphrase-file", str(words)
    )
    assert status == 1


def test_a_site_is_never_restored_over_another(
    site: Site, backup: Path, words: Path
) -> None:
    before = site.rows("audit_event")
    status, _said, complained = site.run(
        "restore", str(backup), "--passphrase-file", str(words)
    )
    assert status == 1
    assert _is_one_sentence(complained)
    assert "已经有数据，不覆盖" in complained
    assert site.rows("audit_event") == before


def test_a_file_is_never_written_over(site: Site, backup: Path, words: Path) -> None:
    before = backup.read_bytes()
    status, _said, complained = site.run(
        "backup", "--out", str(backup), "--passphrase-file", str(words)
    )
    assert (status, backup.read_bytes()) == (1, before)
    assert "不覆盖" in complained


def test_without_a_site_there_is_nothing_to_back_up(
    words: Path, tmp_path: Path
) -> None:
    nowhere = Site(tmp_path / "nowhere")
    out = tmp_path / "out"
    status, _said, complained = nowhere.run(
        "backup", "--out", str(out), "--passphrase-file", str(words)
    )
    assert status == 1
    assert "没有公评的数据" in complained
    assert (out.exists(), nowhere.names()) == (False, [])


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def test_a_full_disk_leaves_no_half_backup(
    site: Site, words: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    status, _said, complained = site.run(
        "backup",
        f"--out={folder / 'out'}",
        f"--passphrase-file={words}",
        preexec_fn=_small_files,
    )
    assert status == 1
    assert _is_one_sentence(complained), complained
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_half_site(
    backup: Path, words: Path, tmp_path: Path
) -> None:
    new = Site(tmp_path / "new")
    status, _said, complained = new.run(
        "restore",
        str(backup),
        f"--passphrase-file={words}",
        preexec_fn=_small_files,
    )
    assert status == 1
    assert _is_one_sentence(complained), complained
    assert new.names() == []
    new.done("restore", str(backup), "--passphrase-file", str(words))


def test_a_killed_backup_leaves_nothing(
    place: Path, backup: Path, words: Path, tmp_path: Path
) -> None:
    site = Site(tmp_path / "copy")
    site.done("restore", str(backup), "--passphrase-file", str(words))
    name = max(
        site.evidence(), key=lambda n: (site.folder / "attachments" / n).stat().st_size
    )
    held = site.folder / "attachments" / name
    held.unlink()
    os.mkfifo(held)
    folder = tmp_path / "out"
    folder.mkdir()
    # The pipe opens as soon as the backup has come to this file: it is in the middle.
    with (
        site.begin(
            "backup", f"--out={folder / 'out'}", f"--passphrase-file={words}"
        ) as process,
        held.open("wb") as feed,
    ):
        feed.write(os.urandom(2 * PART))
        process.send_signal(signal.SIGKILL)
        process.wait(drill.PATIENCE)
    assert list(folder.iterdir()) == []


def test_a_killed_restore_is_no_site_and_can_be_repeated(
    site: Site, backup: Path, words: Path, tmp_path: Path
) -> None:
    new = Site(tmp_path / "new")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    raw = backup.read_bytes()
    with new.begin("restore", str(pipe), f"--passphrase-file={words}") as process:
        with pipe.open("wb") as feed:
            feed.write(raw)
        drill.wait_for(new.folder / "restoring")
        with pipe.open("wb") as feed:
            feed.write(raw[: 3 * PART])
            feed.flush()
            drill.wait_for(new.folder / "restoring" / "attachments")
            process.send_signal(signal.SIGKILL)
            process.wait(drill.PATIENCE)
    assert new.rows("accounts_user") == []
    status, _said, complained = new.run("serve", "--port=1")
    assert status == 1
    assert "请再运行一次 gongping restore" in complained
    new.done("restore", str(backup), "--passphrase-file", str(words))
    assert new.rows("accounts_user") == site.rows("accounts_user")
    assert "restoring" not in new.names()
