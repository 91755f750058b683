"""`python -m gongping.issuer`: the office without anything of the rooms installed."""

import argparse
import os

from gongping.issuer.command import run
from gongping.issuer.verbs import add_verbs


def main() -> int:
    """Do what the command line says and return the exit status."""
    parser = argparse.ArgumentParser(prog="gongping.issuer")
    add_verbs(parser)
    options = parser.parse_args()
    # Files in a folder made beforehand are the office's alone.
    os.umask(0o077)
    return run(options)


if __name__ == "__main__":
    raise SystemExit(main())
