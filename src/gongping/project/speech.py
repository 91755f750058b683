"""In which language the command line speaks: one rule for every verb."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def spoken(named: str | None = None) -> str:
    """Return `zh` or `en`: what was asked for, else as LANG says, else Chinese."""
    around = next(filter(None, map(os.environ.get, VARIABLES)), "")
    return "en" if (named or around).startswith("en") else "zh"


@contextmanager
def speaking(named: str | None = None) -> Iterator[None]:
    """Say what is said inside in that language; what is stored keeps its own."""
    from django.utils import translation

    with translation.override("en" if spoken(named) == "en" else "zh-hans"):
        yield
