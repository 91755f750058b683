"""The one file that auditors take home needs Python and `cryptography` only."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tools import verifier

BOARD = Path(__file__).parent / "vectors" / "board-gp1.jsonl"
NEEDED = ("cryptography", "cffi", "_cffi_backend", "pycparser", "typing_extensions")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `cryptography` and what it needs, and nothing of ours."""
    folder = tmp_path_factory.mktemp("home")
    for name in NEEDED:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            origin = Path(spec.origin)
            found = origin.parent if origin.name == "__init__.py" else origin
            (folder / found.name).symlink_to(found)
    verifier.main([str(folder / "gongping-verify.py")])
    return folder


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=home,
        env={"PYTHONPATH": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_it_verifies_a_real_board_where_nothing_of_ours_is_installed(
    home: Path,
) -> None:
    for module in ("gmpy2", "django", "gongping", "ballotbox"):
        assert run(home, "-c", f"import {module}").returncode == 1
    done = run(home, "gongping-verify.py", "verify", str(BOARD), "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "通过: 已拆封并重新计票。" in done.stdout


def test_it_finds_a_changed_board(home: Path, tmp_path: Path) -> None:
    changed = tmp_path / "board.jsonl"
    changed.write_bytes(BOARD.read_bytes()[:-9])
    done = run(home, "gongping-verify.py", "verify", str(changed), "--lang", "en")
    assert done.returncode == 1
    assert "FAILS: The file has every line" in done.stdout


def test_the_same_sources_give_the_same_bytes() -> None:
    text = verifier.render()
    assert text == verifier.render()
    assert "gmpy2" not in {
        line.split()[-1] for line in text.split("\n") if "import" in line
    }


def test_a_module_that_could_not_be_quoted_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verifier, "_closure", lambda: {"ballotbox.odd": "'''"})
    with pytest.raises(ValueError, match="odd"):
        verifier.render()


def test_it_says_what_is_wanting_on_a_bare_machine(tmp_path: Path) -> None:
    file = tmp_path / "gongping-verify.py"
    file.write_text(verifier.render(file.name), encoding="utf-8")
    done = run(tmp_path, file.name, "verify", str(BOARD))
    assert done.returncode == 1
    assert "pip install cryptography" in done.stderr
    assert "Traceback" not in done.stderr


def test_asking_for_help_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["--help"], [str(tmp_path / "none" / "file.py")]):
        with pytest.raises(SystemExit):
            verifier.main(words)
    assert not list(tmp_path.iterdir())
