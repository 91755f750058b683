"""The verbs of ./run. Standard library only."""

from tools import environment


def main(argv: list[str], *, usage: str) -> int:
    environment.ensure("test")
    return 0
