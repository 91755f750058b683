"""The office's command line: its verbs and what each of them wants to know."""

import argparse
from pathlib import Path
from typing import Final

from ballotbox.speech import LANGUAGES

PORT: Final = 8002


def add_verbs(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a parser know the office's verbs; return the one that goes on and on."""
    verbs = parser.add_subparsers(dest="step", required=True)

    def add(name: str, meaning: str) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=meaning)
        verb.add_argument(
            "--data", type=Path, required=True, metavar="DIR",
            help="the office's folder, for one poll",
        )  # fmt: skip
        verb.add_argument("--lang", choices=LANGUAGES, help="as LANG says")
        return verb

    init = add("init", "set up the office with the roll, or read the roll again")
    init.add_argument("--roll", type=Path, required=True, metavar="FILE")
    init.add_argument("--name", required=True, help="what the office is called")
    init.add_argument("--name-en", default="", help="the same in English")
    init.add_argument("--door", default="", help="where voters' browsers reach it")
    out = add("keys", "write the public keys, for the rules")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    take = add("manifest", "accept the frozen rules, if they are as they must be")
    take.add_argument("file", type=Path, metavar="FILE")
    out = add("letters", "write a letter for everybody, for the printer")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.add_argument("--page", required=True, help="address of the ballot page")
    add("hand", "record who is handed a letter; reads staff numbers, one a line")
    add("open", "let letters be redeemed")
    add("close", "end the collecting for good and destroy the keys")
    add("undrawn", "open the letters that nobody drew, after the close")
    out = add("counts", "write the counts, for the head")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    serve = add("serve", "serve the office's door")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--cert", type=Path, metavar="FILE", help="for HTTPS, PEM")
    serve.add_argument("--key", type=Path, metavar="FILE", help="its private key")
    return serve
