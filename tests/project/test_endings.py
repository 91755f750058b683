"""What a verb says that cannot do its work: one sentence, a status, never a trace."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError

from gongping.foundation.errors import DomainError
from gongping.project import demonstration
from gongping.project.endings import FAILED, INTERRUPTED, ended
from tests.box.fixtures import PATIENCE, free_port


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GONGPING_DATA_DIR": str(folder), "LANG": "C"} | more


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of the command line that does not go on for long."""
    return subprocess.run(
        [sys.executable, "-m", "gongping", *words],
        env=surroundings(folder, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield str(door.getsockname()[1])


@pytest.mark.parametrize("verb", ["serve", "box"])
def test_a_port_that_is_taken_is_said_in_both_languages(
    verb: str, taken: str, tmp_path: Path
) -> None:
    for language, why in (("zh", "已经有程序在用"), ("en", "another program uses it")):
        done = run(tmp_path, verb, "--port", taken, "--lang", language)
        assert (done.returncode, done.stdout) == (FAILED, "")
        assert why in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["80000", "nix.example"])
def test_an_address_that_cannot_be_is_said(port: str, tmp_path: Path) -> None:
    named = ["--port", port] if port.isdigit() else ["--host", port]
    for verb in ("serve", "box"):
        done = run(tmp_path, verb, *named)
        assert done.returncode == FAILED
        assert "请停下占用它的程序" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for verb in ("serve", "box", "init"):
        done = run(file / "below", verb)
        assert done.returncode == FAILED
        assert done.stderr.endswith("请看路径和权限，改好再来一次。\n")


@pytest.mark.parametrize(
    "url", ["postgresql://u@127.0.0.1:1/none", "nonsense://nowhere"]
)
def test_a_database_that_does_not_answer_is_said(url: str, tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--port", "0", GONGPING_DATABASE_URL=url)
    assert done.returncode == FAILED
    assert "GONGPING_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["serve", "box"])
def test_who_stops_a_program_at_the_keyboard_sees_no_trace(
    verb: str, tmp_path: Path
) -> None:
    words = [sys.executable, "-m", "gongping", verb, "--port", str(free_port())]
    with subprocess.Popen(
        words,
        env=surroundings(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert "Ctrl+C" in program.stdout.readline()
        time.sleep(1)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=PATIENCE)
    assert (program.returncode, said) == (0, "")


def test_a_second_box_over_one_folder_says_so(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "gongping", "box", "--port", str(free_port())]
    with subprocess.Popen(
        words, env=surroundings(tmp_path), stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        alone = run(tmp_path, "box", "--port", str(free_port()), "--lang", "en")
        beside = run(tmp_path, "serve", "--port", str(free_port()))
        first.terminate()
    assert "another box uses" in alone.stderr
    assert "已经有一个票箱在用" in beside.stderr
    assert "Traceback" not in alone.stderr + beside.stderr


def test_what_nobody_at_the_keyboard_can_mend_keeps_its_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def raises(error: BaseException) -> int:
        raise error

    assert ended(lambda: raises(DomainError("先做完上一步。")), None) == FAILED
    assert capsys.readouterr().err == "先做完上一步。\n"
    assert ended(lambda: raises(OperationalError("locked")), "en") == FAILED
    assert ended(lambda: raises(KeyboardInterrupt()), None) == INTERRUPTED
    with pytest.raises(LookupError):
        ended(lambda: raises(LookupError("ours")), None)


def test_a_question_that_nobody_answers_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "--name", "某部", "--level", "ministry")
    assert done.returncode == FAILED
    assert "没有人回答" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("fresh", [[], ["--fresh"]])
def test_the_demo_empties_no_folder_that_somebody_works_in(
    fresh: list[str], tmp_path: Path
) -> None:
    (tmp_path / "gongping.sqlite3").write_bytes(b"a year of work")
    (tmp_path / "box").mkdir()
    port = str(free_port())
    done = run(tmp_path, "demo", "--no-serve", "--port", port, *fresh)
    assert done.returncode == FAILED
    assert "不是演示的，什么也没有动" in done.stderr
    assert (tmp_path / "gongping.sqlite3").read_bytes() == b"a year of work"
    assert (tmp_path / "box").is_dir()


def test_a_folder_that_is_the_demos_or_nobodys_may_be_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGPING_DATA_DIR", str(tmp_path))
    (tmp_path / "secret_key").touch()
    demonstration._check_is_demo(tmp_path, None)
    (tmp_path / "gongping.sqlite3").touch()
    with pytest.raises(SystemExit):
        demonstration._check_is_demo(tmp_path, None)
    (tmp_path / demonstration.MARK).touch()
    demonstration._check_is_demo(tmp_path, None)
