"""Build what browsers load of the ballot protocol, and check that it is up to date.

    python -m tools.client build      needs npm; writes the bundles and the record
    python -m tools.client rebuild    needs npm; fails unless the same bytes come out
    python -m tools.client check      needs nothing: sources and bundles fit the record

Sources are `client/`; bundles, licences and the record lie in `polls/static/polls/gp1`.
The record is what `sha256sum` prints at the root of the repository, so a reader can
check it without this program.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ballotbox.words_en import ENGLISH
from ballotbox.words_zh import CHINESE

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "client"
PLACE = "src/gongping/polls/static/polls/gp1"
BUNDLES = ROOT / PLACE
RECORD = "RECORD"
LICENSES = "LICENSES.txt"
WORD_LIST = "gp1/wordlist.js"
ENTRIES = ("voter", "scrutineer", "words")
OUTPUTS = (*(f"{name}.js" for name in ENTRIES), LICENSES)
NOTICES = {
    "@cloudflare/blindrsa-ts": "LICENSE.txt",
    "sjcl": "README/bsd.txt",
    "@hpke/core": "LICENSE",
    "@hpke/common": "LICENSE",
}
NOBLE = """
@hpke/common contains parts of noble-curves and noble-hashes: MIT License,
Copyright (c) 2022 Paul Miller (paulmillr.com); the terms are those of MIT above.
"""
# The oldest browsers that are promised: three years before this client.
TARGET = "chrome109,edge109,firefox115,safari16"


def main(argv: list[str]) -> int:
    """Do what the one word says; return 0 if all is well."""
    match argv:
        case ["build"]:
            return build()
        case ["rebuild"]:
            return rebuild()
        case ["check"]:
            return check()
        case _:
            print(__doc__)
            return 2


def build() -> int:
    """Write word list, bundles, licences and record anew."""
    (CLIENT / WORD_LIST).write_text(word_list(), encoding="utf-8")
    BUNDLES.mkdir(exist_ok=True)
    for name, content in _built().items():
        (BUNDLES / name).write_bytes(content)
    (BUNDLES / RECORD).write_text(record(), encoding="utf-8")
    print(record(), end="")
    return check()


def rebuild() -> int:
    """Build beside the committed bundles, and name those that differ."""
    differing = [
        name
        for name, content in _built().items()
        if (BUNDLES / name).read_bytes() != content
    ]
    return _verdict(f"{name}: another build gives other bytes" for name in differing)


def check() -> int:
    """Name what has changed since the bundles were built."""
    return _verdict(problems(CLIENT, BUNDLES))


def problems(client: Path, bundles: Path) -> list[str]:
    """Return what keeps these bundles from being those of these sources."""
    found = []
    if (client / WORD_LIST).read_text(encoding="utf-8") != word_list():
        found.append(f"{WORD_LIST}: not the words of ballotbox")
    recorded = (bundles / RECORD).read_text(encoding="utf-8").splitlines()
    present = record(client, bundles).splitlines()
    changed = {line.split("  ")[1] for line in set(recorded) ^ set(present)}
    return found + [f"{name}: changed since the build" for name in sorted(changed)]


def record(client: Path = CLIENT, bundles: Path = BUNDLES) -> str:
    """Return the digests of all sources and outputs, as `sha256sum` prints them."""
    sources = {f"client/{path.relative_to(client)}": path for path in _sources(client)}
    outputs = {f"{PLACE}/{name}": bundles / name for name in OUTPUTS}
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in {**sources, **outputs}.items()
    )
    return "".join(lines)


def word_list() -> str:
    """Return the words of ballotbox as a module of the client."""
    lists = {"CHINESE": CHINESE, "ENGLISH": ENGLISH}
    head = "// Written by tools/client.py from ballotbox: change the words there.\n"
    return head + "".join(
        f"\nexport const {name} = `\n{_wrapped(words)}\n`.trim().split(/\\s+/);\n"
        for name, words in lists.items()
    )


def _sources(client: Path) -> list[Path]:
    named = [client / name for name in ("package.json", "package-lock.json", "none.js")]
    return [*named, *sorted((client / "gp1").glob("*.js"))]


def _built() -> dict[str, bytes]:
    """Return the outputs of a build in a folder of its own, which is gone after."""
    with tempfile.TemporaryDirectory(prefix="gongping-client-") as name:
        folder = Path(name)
        for path in _sources(CLIENT):
            target = folder / path.relative_to(CLIENT)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
        _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        _run(folder, "node_modules/.bin/esbuild", *_options(folder))
        made = {f"{n}.js": (folder / "out" / f"{n}.js").read_bytes() for n in ENTRIES}
        return {**made, LICENSES: _licenses(folder).encode()}


def _options(folder: Path) -> list[str]:
    version = json.loads((folder / "package.json").read_text())["version"]
    banner = (
        f"/*! Gongping, suite gp1, client {version}. {LICENSES} lies beside this. */"
    )
    return [
        *(f"gp1/{name}.js" for name in ENTRIES),
        "--bundle",
        "--format=esm",
        "--outdir=out",
        "--charset=utf8",
        "--legal-comments=inline",
        "--alias:crypto=./none.js",
        f"--target={TARGET}",
        f"--define:GP1_VERSION={json.dumps(version)}",
        f"--banner:js={banner}",
    ]


def _licenses(folder: Path) -> str:
    parts = [
        "voter.js, scrutineer.js and words.js are part of Gongping (Apache-2.0).\n"
    ]
    parts.append("They contain the following libraries, bundled but not changed.\n")
    modules = folder / "node_modules"
    for name, place in NOTICES.items():
        facts = json.loads((modules / name / "package.json").read_text())
        title = f"{name} {facts['version']} ({facts['license']})"
        text = (modules / name / place).read_text(encoding="utf-8")
        parts.append(f"\n{'=' * 72}\n{title}\n{'=' * 72}\n\n{text.strip()}\n")
    parts.append(NOBLE)
    apache = (ROOT / "LICENSE").read_text(encoding="utf-8")
    parts.append(f"\n{'=' * 72}\nApache License 2.0\n{'=' * 72}\n\n{apache.strip()}\n")
    lines = "".join(parts).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _wrapped(words: Iterable[str]) -> str:
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) >= 80:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _verdict(found: Iterable[str]) -> int:
    listed = list(found)
    for problem in listed:
        print(problem, file=sys.stderr)
    if listed:
        print("Renew them: python -m tools.client build", file=sys.stderr)
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
