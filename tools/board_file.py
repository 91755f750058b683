"""Write the board page as one file that works from a disk, without any network.

`python -m tools.board_file` writes the page with all its styles and scripts in it, from
the same templates and modules as the page of the site, into the static files, and
prints the digest. The same sources give the same bytes; `check` fails if they do not.
Its own policy lets it reach nothing: no address, no picture, no other script.
"""

import base64
import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import catalogs
from tools.environment import ROOT
from tools.joined_script import join

STATIC = ROOT / "src" / "gongping" / "polls" / "static" / "polls" / "board"
TARGET = STATIC / "gongping-board.html"
WORDS = STATIC / "wordlist.js"
FOUNDATION = ROOT / "src" / "gongping" / "foundation" / "static"
SHARED_WORDS = ROOT / "client" / "gp1" / "wordlist.js"


def render() -> str:
    """Return the whole file."""
    style, script = _lean(_style()), _lean(join(STATIC / "main.js"))
    if "</script" in script or "</style" in style:
        raise ValueError("what ends the element stands in it")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'none'; "
        f"media-src blob:; script-src '{_hash(script)}'; style-src '{_hash(style)}'"
    )
    return _page(style, script, policy)


def _page(style: str, script: str, policy: str) -> str:
    from django.template import Context, Engine  # noqa: PLC0415  (after the set-up)
    from django.utils import translation  # noqa: PLC0415

    elements = {
        "policy": policy,
        "style": f"<style>{style}</style>",
        "script": f"<script>{script}</script>",
    }
    context = _words() | elements
    template = Engine.get_default().get_template("polls/board/file.html")
    with translation.override(context["language"]):
        # Our own sources, as they are: nothing in them comes from anybody else.
        return _lean(str(template.render(Context(context, autoescape=False))))


def _words() -> dict[str, Any]:
    from gongping.polls.views.board_page import words  # noqa: PLC0415

    return words()


def _lean(text: str) -> str:
    """Return the text without empty lines; of a lean one, the same again."""
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _style() -> str:
    parts = []
    for sheet in _words()["sheets"]:
        folder = FOUNDATION if sheet.startswith("foundation/") else STATIC.parent.parent
        parts.append((folder / sheet).read_text(encoding="utf-8"))
    # The one picture is the arrow of select boxes, of which this page has none.
    return "".join(parts).replace('url("chevron.svg")', "none")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def main(arguments: list[str]) -> int:
    """Write the file, or say whether the one that is kept is what would be written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
    os.environ.setdefault("GONGPING_MODE", "test")
    folder = Path(tempfile.gettempdir()) / "gongping-board-file"
    os.environ.setdefault("GONGPING_DATA_DIR", str(folder))
    # The English sentences are read from what the catalogues are compiled to.
    catalogs.main(["compile", "--quiet"])
    import django  # noqa: PLC0415  (after the settings are named)

    django.setup()
    if arguments == ["check"]:
        return _check()
    WORDS.write_bytes(SHARED_WORDS.read_bytes())
    text = render().encode()
    TARGET.write_bytes(text)
    print(f"{hashlib.sha256(text).hexdigest()}  {TARGET.relative_to(ROOT)}")
    return 0


def _check() -> int:
    is_same = TARGET.read_text(encoding="utf-8") == render()
    are_words = WORDS.read_bytes() == SHARED_WORDS.read_bytes()
    if not (is_same and are_words):
        print("The board's file is not of these sources: python -m tools.board_file")
    return 0 if is_same and are_words else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
