"""Keeps the English catalogues of the rooms.

    python tools/catalogs.py update ROOM … | all   collect sentences, keep what is
                                                   translated, drop what is gone
    python tools/catalogs.py check                 say everything that is wrong
    python tools/catalogs.py compile [--quiet]     .po to .mo, only where newer

Chinese is the source language: a sentence in the code is its own key. Catalogues
carry no dates, no tools and no line numbers, so that they change only when a
sentence does.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import catalog_rules, catalog_sources  # noqa: E402  (script or module)
from tools.catalog_sources import Message  # noqa: E402

ROOMS = ROOT / "src" / "gongping"
CATALOGUE = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
Key = tuple[str | None, str]


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.verb == "update":
        return _update(arguments.rooms)
    if arguments.verb == "compile":
        return _compile(is_quiet=arguments.quiet)
    return _check()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="catalogs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    update = verbs.add_parser("update", help="collect the sentences of rooms")
    update.add_argument("rooms", nargs="+", metavar="ROOM")
    verbs.add_parser("check", help="say everything that is wrong")
    compiling = verbs.add_parser("compile", help=".po to .mo")
    compiling.add_argument("--quiet", action="store_true")
    return parser


def room_folders() -> list[Path]:
    """The folders of all rooms, by name."""
    return sorted(path.parent for path in ROOMS.glob("*/__init__.py"))


# --- update -----------------------------------------------------------------


def _update(names: list[str]) -> int:
    known = {folder.name: folder for folder in room_folders()}
    if names == ["all"]:
        names = list(known)
    if unknown := [name for name in names if name not in known]:
        print(f"No such room: {', '.join(unknown)}. Known: {', '.join(known)}.")
        return 2
    elsewhere = _all_translations()
    for name in names:
        print(update_room(known[name], elsewhere=elsewhere))
    return 0


def update_room(folder: Path, *, elsewhere: dict[Key, polib.POEntry]) -> str:
    """The catalogue of a room lists exactly the sentences its files hold."""
    path = folder / CATALOGUE
    before = _entries(path)
    messages = catalog_sources.messages_of(folder)
    if not messages:
        path.unlink(missing_ok=True)
        return f"{folder.name:<14}nothing to translate"
    catalogue = _empty_catalogue()
    catalogue.extend(
        merged(message, before.get(message.key) or elsewhere.get(message.key))
        for message in messages
    )
    _write_if_changed(catalogue, path)
    missing = sum(not is_translated(entry) for entry in catalogue)
    dropped = len(before.keys() - {message.key for message in messages})
    return f"{folder.name:<14}{len(messages)} sentences, {missing} to translate" + (
        f", {dropped} dropped" if dropped else ""
    )


def merged(message: Message, before: polib.POEntry | None) -> polib.POEntry:
    """The entry of a message, with the translation it already had."""
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
    if before is not None:
        entry.tcomment = before.tcomment
    if message.plural is None:
        entry.msgstr = _singular_of(before)
        return entry
    entry.msgid_plural = message.plural
    entry.msgstr_plural = _plurals_of(before)
    return entry


def _singular_of(entry: polib.POEntry | None) -> str:
    if entry is None:
        return ""
    return str(entry.msgstr or entry.msgstr_plural.get(1, ""))


def _plurals_of(entry: polib.POEntry | None) -> dict[int, str]:
    if entry is None:
        return {0: "", 1: ""}
    if entry.msgstr_plural:
        return {form: entry.msgstr_plural.get(form, "") for form in (0, 1)}
    return {0: entry.msgstr, 1: entry.msgstr}


def is_translated(entry: polib.POEntry) -> bool:
    """Whether every form of the entry has its English."""
    if entry.msgid_plural:
        return all(entry.msgstr_plural.get(form) for form in (0, 1))
    return bool(entry.msgstr)


def _empty_catalogue() -> polib.POFile:
    # A wrapped line would move whenever a word changes: one line per sentence.
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEADER)
    return catalogue


def _write_if_changed(catalogue: polib.POFile, path: Path) -> None:
    text = f"{catalogue}".rstrip("\n") + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text.encode())


def _entries(path: Path) -> dict[Key, polib.POEntry]:
    if not path.exists():
        return {}
    kept = (entry for entry in polib.pofile(str(path)) if not entry.obsolete)
    return {(entry.msgctxt, entry.msgid): entry for entry in kept}


def _all_translations() -> dict[Key, polib.POEntry]:
    """What any room has translated: one sentence has one English everywhere."""
    found: dict[Key, polib.POEntry] = {}
    for folder in room_folders():
        for key, entry in _entries(folder / CATALOGUE).items():
            if is_translated(entry):
                found.setdefault(key, entry)
    return found


# --- check ------------------------------------------------------------------


def problems() -> list[str]:
    """Everything wrong in any catalogue, one sentence each; empty when all is well."""
    found: list[str] = []
    catalogues: dict[str, polib.POFile] = {}
    for folder in room_folders():
        catalogue = _load(folder / CATALOGUE)
        catalogues[folder.name] = catalogue
        messages = catalog_sources.messages_of(folder)
        found += catalog_rules.out_of_step(folder.name, messages, catalogue)
        found += catalog_rules.wrong_entries(folder.name, catalogue)
    return found + catalog_rules.contradictions(catalogues)


def _load(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else _empty_catalogue()


def _check() -> int:
    found = problems()
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the catalogues." if found else "Catalogues ok.")
    return 1 if found else 0


# --- compile ----------------------------------------------------------------


def _compile(*, is_quiet: bool) -> int:
    done = list(compile_stale(folder / CATALOGUE for folder in room_folders()))
    if not is_quiet:
        print(f"{len(done)} catalogues compiled.")
    return 0


def compile_stale(catalogues: Iterable[Path]) -> Iterable[Path]:
    """Each catalogue that exists has a .mo at least as new as itself."""
    for path in catalogues:
        compiled = path.with_suffix(".mo")
        if path.exists() and not _is_fresh(compiled, path):
            _replace(compiled, polib.pofile(str(path)).to_binary())
            yield compiled


def _is_fresh(compiled: Path, path: Path) -> bool:
    if not compiled.exists():
        return False
    return compiled.stat().st_mtime_ns > path.stat().st_mtime_ns


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: two programs may start at the same moment."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
