"""What root takes away: a copy of every file, with the file system's own marks."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FACTS: Final = "facts.json"
FILES: Final = "files"


@dataclass(frozen=True)
class TakenFile:
    """One copied file, and what the file system said of the original."""

    name: str
    path: Path
    modified: int
    changed: int
    inode: int

    @property
    def data(self) -> bytes:
        """Return every byte, the free pages and the remnants too."""
        return self.path.read_bytes()


@dataclass(frozen=True)
class Capture:
    """A folder of copies, in the order in which they were taken."""

    folder: Path

    def files(self) -> Iterator[TakenFile]:
        """Yield every file of every moment."""
        for facts in sorted(self.folder.glob(f"*/{FACTS}")):
            for name, marks in json.loads(facts.read_text()).items():
                path = facts.parent / FILES / name
                yield TakenFile(f"{facts.parent.name}/{name}", path, **marks)

    def without(self, *beginnings: str) -> list[TakenFile]:
        """Return the files of all moments but those that begin so."""
        return [f for f in self.files() if not f.name.startswith(beginnings)]


def take(folder: Path, moment: str, places: Mapping[str, Path]) -> None:
    """Copy everything below `places`, while the programs go on."""
    marks = {}
    for place, root in places.items():
        for path in sorted(root.rglob("*")):
            name = f"{place}/{path.relative_to(root).as_posix()}"
            if facts := _copied(path, folder / moment / FILES / name):
                marks[name] = facts
    (folder / moment).mkdir(parents=True, exist_ok=True)
    (folder / moment / FACTS).write_text(json.dumps(marks))


def _copied(path: Path, to: Path) -> dict[str, int] | None:
    if not path.is_file():
        return None
    facts = path.stat()
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(path, to)
    except FileNotFoundError:
        # It went away while we looked: a journal that was just emptied.
        return None
    return {
        "modified": facts.st_mtime_ns,
        "changed": facts.st_ctime_ns,
        "inode": facts.st_ino,
    }
