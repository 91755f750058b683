"""The bundles of the client are those of the committed sources, or it is said."""

import shutil
from pathlib import Path

import pytest

from tools import client


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of sources and bundles."""
    leave_out = shutil.ignore_patterns("node_modules")
    shutil.copytree(client.CLIENT, tmp_path / "client", ignore=leave_out)
    shutil.copytree(client.BUNDLES, tmp_path / "gp1")
    return tmp_path / "client", tmp_path / "gp1"


def test_the_committed_bundles_are_those_of_the_sources() -> None:
    assert client.check() == 0


@pytest.mark.parametrize(
    "name", ["package.json", "package-lock.json", "none.js", "gp1/voter.js"]
)
def test_a_changed_source_is_named(folders: tuple[Path, Path], name: str) -> None:
    with (folders[0] / name).open("a") as file:
        file.write("\n")
    assert client.problems(*folders) == [f"client/{name}: changed since the build"]


def test_a_new_source_is_named(folders: tuple[Path, Path]) -> None:
    (folders[0] / "gp1/more.js").write_text("")
    expected = ["client/gp1/more.js: changed since the build"]
    assert client.problems(*folders) == expected


@pytest.mark.parametrize("name", ["voter.js", "scrutineer.js", "LICENSES.txt"])
def test_a_changed_bundle_is_named(folders: tuple[Path, Path], name: str) -> None:
    with (folders[1] / name).open("a") as file:
        file.write("\n")
    expected = [f"{client.PLACE}/{name}: changed since the build"]
    assert client.problems(*folders) == expected


def test_other_words_than_those_of_the_core_are_named(
    folders: tuple[Path, Path],
) -> None:
    path = folders[0] / client.WORD_LIST
    path.write_text(path.read_text().replace("acorn", "acron"))
    assert "gp1/wordlist.js: not the words of ballotbox" in client.problems(*folders)


def test_the_lock_names_no_host_and_every_digest() -> None:
    lock = (client.CLIENT / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert "://" not in lock.replace("https://opencollective.com", "")
    assert lock.count('"integrity"') == lock.count('"node_modules/')


def test_every_library_in_a_bundle_has_its_notice() -> None:
    notices = (client.BUNDLES / client.LICENSES).read_text()
    for name in client.ENTRIES:
        bundle = (client.BUNDLES / f"{name}.js").read_text()
        for line in bundle.splitlines():
            if line.startswith("// node_modules/"):
                library = line.removeprefix("// node_modules/").split("/lib/")[0]
                owner = "/".join(library.split("/")[:2])
                assert f"\n{owner} " in notices, line
    assert "sjcl 1.0.8" in notices
    assert "Paul Miller" in notices


def test_bundles_neither_evaluate_nor_fetch() -> None:
    for name in client.ENTRIES:
        bundle = (client.BUNDLES / f"{name}.js").read_text()
        for word in ("eval(", "new Function", "import(", "fetch(", "XMLHttpRequest"):
            assert word not in bundle
        for word in ("localStorage", "document.cookie", "innerHTML", "sendBeacon"):
            assert word not in bundle
