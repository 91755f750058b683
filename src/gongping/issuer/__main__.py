"""`python -m gongping.issuer`: the office without anything of the rooms installed."""

import argparse

from gongping.issuer.command import run
from gongping.issuer.verbs import add_verbs


def main() -> int:
    """Do what the command line says and return the exit status."""
    parser = argparse.ArgumentParser(prog="gongping.issuer")
    add_verbs(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    raise SystemExit(main())
