"""The `gongping` command: one verb for each thing an organisation does with it."""

import argparse
import os
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ballotbox.command import add_verify, verify_files
from ballotbox.speech import CHINESE
from gongping.issuer.verbs import add_verbs
from gongping.project import tls
from gongping.project.endings import ended
from gongping.project.help_words import say_in_chinese
from gongping.project.https import (
    Certificate,
    add_certificate,
    certificate_of,
    scheme_of,
    tell_the_rooms,
)
from gongping.project.lifeline import stop_when_input_ends
from gongping.project.speech import speaking, spoken

if TYPE_CHECKING:
    from socket import socket

SLOWEST, FASTEST = 0.1, 1000
"""Of a rehearsal, in times the speed of a real hall."""


def main() -> int:
    """Run the verb that the command line names and return the exit status."""
    parser = _parser()
    if spoken(_named_language(sys.argv)) == CHINESE:
        say_in_chinese(parser)
    options = parser.parse_args()
    # A folder made beforehand may let others in: what is written lets nobody.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
    # Threads of the linear algebra fight with those that serve pages for the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if getattr(options, "until_input_ends", False):
        stop_when_input_ends()
    verb: str = options.verb
    work = partial(globals()[f"_{verb}"], options)
    return ended(work, getattr(options, "lang", None))


def _named_language(words: list[str]) -> str | None:
    # `--help` answers before anything is parsed.
    return next((b for a, b in pairwise(words) if a == "--lang"), None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongping",
        description="公评: one organisation's review season.",
        epilog="What a verb says is Chinese, or English where LANG or --lang says so.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    init = verbs.add_parser("init", help="set up a new organisation without demo data")
    init.add_argument("--name", help="name of the organisation")
    init.add_argument("--level", choices=("ministry", "province", "city", "county"))
    init.add_argument("--admin", help="user name of the first administrator")
    served = _add_served(verbs)
    own = verbs.add_parser("tls", help="make a certificate for a network of your own")
    tls.add_options(own)
    for verb in (init, own, *served.values()):
        _add_language(verb)
    _add_season(verbs)
    _add_safekeeping(verbs)
    add_verify(verbs)
    issuer = verbs.add_parser(
        "issuer", help="run the second office that hands out ballots"
    )
    with_others = (served["serve"], served["box"], served["live"])
    for verb in (*with_others, add_verbs(issuer)):
        verb.add_argument(
            "--until-input-ends", action="store_true",
            help="stop when standard input ends: with the program that started it",
        )  # fmt: skip
    manage = verbs.add_parser("manage", help="Django's own commands")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def _add_served(
    verbs: "argparse._SubParsersAction[Any]",
) -> dict[str, argparse.ArgumentParser]:
    """Add the verbs that listen at a door; return them by name."""
    demo = verbs.add_parser("demo", help="load the demo season and serve it")
    demo.add_argument("--fresh", action="store_true", help="begin again from nothing")
    demo.add_argument("--no-serve", action="store_true", help="load only")
    serve = verbs.add_parser("serve", help="serve pages, and the box beside them")
    serve.add_argument("--without-box", action="store_true", help="the box runs alone")
    box = verbs.add_parser("box", help="run the ballot box as a program of its own")
    live = verbs.add_parser("live", help="run the live hub as a program of its own")
    meaning = "train a session in a hall of invented people"
    rehearse = verbs.add_parser("rehearse", help=meaning)
    _add_rehearsal(rehearse)
    served = {"demo": demo, "serve": serve, "box": box, "live": live}
    served["rehearse"] = rehearse
    ports = {"box": 8001, "live": 8002, "rehearse": 8010}
    for name, verb in served.items():
        verb.add_argument("--host", default="127.0.0.1", help="address to listen on")
        meaning = "8000, box 8001, live hub 8002, rehearsal 8010"
        verb.add_argument(
            "--port", type=int, default=ports.get(name, 8000), help=meaning
        )
        add_certificate(verb)
    return served


def _add_season(verbs: "argparse._SubParsersAction[Any]") -> None:
    season = verbs.add_parser("season", help="run a whole season and write its files")
    add = season.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="where to write")
    add(
        "--voters",
        type=int,
        default=600,
        metavar="N",
        help="how many vote: at least 70; 600 if not said",
    )
    add(
        "--seed",
        type=int,
        default=2012,
        metavar="S",
        help="another seed makes other scores; 2012 if not said",
    )
    meaning = "how many offices hand out ballots: 1 if not said"
    add("--offices", type=int, choices=(1, 2), default=1, help=meaning)


def _add_rehearsal(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    faster = "times as fast as a real hall; 10 if not said"
    add("--speed", type=_faster, default=10, metavar="N", help=faster)
    add(
        "--seat",
        action="append",
        choices=("secretariat", "leaders", "voters", "scrutineers", "nobody"),
        help="where you sit: nobody else acts there; secretariat if not said",
    )
    add(
        "--preset",
        choices=("leader_review_2012", "party_duty_report_2019"),
        default="leader_review_2012",
        help="how units are heard",
    )


def _faster(word: str) -> float:
    times = float(word)
    if not SLOWEST <= times <= FASTEST:
        raise ValueError
    return times


def _add_language(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--lang", choices=("zh", "en"), help="language here; default: as LANG says"
    )


def _add_safekeeping(verbs: "argparse._SubParsersAction[Any]") -> None:
    backup = verbs.add_parser("backup", help="write the site to one encrypted file")
    what = backup.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    what.add_argument(
        "--check", type=Path, metavar="FILE", help="only check a backup, to its end"
    )
    restore = verbs.add_parser("restore", help="make a site again from its backup")
    restore.add_argument("file", type=Path, metavar="FILE")
    for verb in (backup, restore):
        verb.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="its first line opens the backup; without it, you are asked",
        )
        _add_language(verb)


def _init(options: argparse.Namespace) -> int:
    _migrate()
    from gongping.project.setup import set_up

    with speaking(options.lang):
        return set_up(options.name, options.level, options.admin)


def _demo(options: argparse.Namespace) -> int:
    os.environ.setdefault("GONGPING_MODE", "demo")
    certificate = _certificate(options)
    _point_to_own_box(options.port, certificate)
    from gongping.project.demonstration import prepare

    door = _door(options)
    place = _address(options), door, certificate
    prepare(*place, fresh=options.fresh, lang=options.lang)
    return 0 if options.no_serve else _start(door, certificate, with_box=True)


def _serve(options: argparse.Namespace) -> int:
    certificate = _certificate(options)
    if not options.without_box:
        _point_to_own_box(options.port, certificate)
    _refuse_half_restored(options.lang)
    _migrate()
    door = _door(options)
    if not options.until_input_ends:
        _say_where(_address(options), options.lang)
    return _start(door, certificate, with_box=not options.without_box)


def _certificate(options: argparse.Namespace) -> Certificate | None:
    certificate = certificate_of(options)
    tell_the_rooms(certificate)
    return certificate


def _tls(options: argparse.Namespace) -> int:
    return tls.run(options)


def _say_where(address: str, lang: str | None) -> None:
    from django.utils.translation import gettext as _

    with speaking(lang):
        print(_("网址：%(address)s/　按 Ctrl+C 停下。") % {"address": address})
        sys.stdout.flush()


def _address(options: argparse.Namespace) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"{scheme_of(certificate_of(options))}://{host}:{options.port}"


def _door(options: argparse.Namespace) -> "socket":
    from gongping.project.server import listening

    return listening(options.host, options.port)


def _start(door: "socket", certificate: Certificate | None, *, with_box: bool) -> int:
    from gongping.project.server import serve

    return serve(door, certificate, with_box=with_box)


def _box(options: argparse.Namespace) -> int:
    from gongping.box.server import Address, run
    from gongping.project.environment import read

    certificate_of(options)
    data_dir = read().data_dir
    return run(
        Address(options.host, options.port, options.cert, options.key),
        data_dir / "box",
        data_dir / "box_secret",
        lang=options.lang,
        quiet=options.until_input_ends,
    )


def _live(options: argparse.Namespace) -> int:
    from gongping.project import live
    from gongping.project.server import serve_live

    live.refuse_without_postgres(options.lang)
    certificate, door = certificate_of(options), _door(options)
    if not options.until_input_ends:
        live.say_where(_address(options), options.lang)
    return serve_live(door, certificate)


def _issuer(options: argparse.Namespace) -> int:
    from gongping.issuer.command import run

    if options.step == "serve":
        certificate_of(options)
    return run(options)


def _backup(options: argparse.Namespace) -> int:
    from gongping.project.safekeeping import speaking

    if options.check:
        return speaking.check(options.check, options.passphrase_file, options.lang)
    return speaking.back_up(options.out, options.passphrase_file, options.lang)


def _restore(options: argparse.Namespace) -> int:
    from gongping.project.safekeeping import speaking

    return speaking.restore(options.file, options.passphrase_file, options.lang)


def _verify(options: argparse.Namespace) -> int:
    return verify_files(options)


def _rehearse(options: argparse.Namespace) -> int:
    from gongping.project.rehearsal import Wishes, rehearse, stand_apart

    stand_apart()
    certificate = _certificate(options)
    _point_to_own_box(options.port, certificate)
    kept = set(options.seat or ("secretariat",)) - {"nobody"}
    wishes = Wishes(options.speed, kept, options.preset, options.lang)
    return rehearse(_address(options), _door(options), certificate, wishes)


def _season(options: argparse.Namespace) -> int:
    from gongping.demo.season import run_season

    wanted = {"voters": options.voters, "seed": options.seed}
    return run_season(options.out, **wanted, offices=options.offices)


def _manage(options: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gongping manage", *options.arguments])
    return 0


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _refuse_half_restored(lang: str | None) -> None:
    from gongping.project.environment import read
    from gongping.project.safekeeping.speaking import refuse_half_restored

    refuse_half_restored(read().data_dir, lang)


def _point_to_own_box(port: int, certificate: Certificate | None) -> None:
    own = f"{scheme_of(certificate)}://127.0.0.1:{port}/box"
    os.environ.setdefault("GONGPING_BOX_URL", own)


if __name__ == "__main__":
    sys.exit(main())
