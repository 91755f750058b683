"""`python -m gongping.box`: the box without anything of the rooms installed."""

import argparse
import os
from pathlib import Path

from ballotbox.speech import LANGUAGES
from gongping.box.server import Address, run


def main() -> None:
    """Run the box that the command line describes."""
    parser = argparse.ArgumentParser(prog="gongping.box")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--store", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--secret", type=Path, required=True, metavar="FILE")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--cert", type=Path, metavar="FILE", help="for HTTPS, PEM")
    parser.add_argument("--key", type=Path, metavar="FILE", help="its private key")
    options = parser.parse_args()
    if (options.cert is None) != (options.key is None):
        parser.error("--cert and --key come together")
    # Files in a folder made beforehand are the box's alone, whatever its rights are.
    os.umask(0o077)
    address = Address(options.host, options.port, options.cert, options.key)
    run(address, options.store, options.secret, lang=options.lang)


if __name__ == "__main__":
    main()
