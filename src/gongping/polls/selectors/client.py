"""The client: every file that the voter's page consists of, and their one hash.

The hash stands in the rules that scrutineers sign. So whoever was given another page,
and kept it, can prove that; nobody can see from the hash alone which page they have.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from gongping.foundation.templatetags.ui import LIGHT_WORDS

PAGE: Final = "vote/index.html"
_IN_PAGE: Final = re.compile(r'(?:src|href)="([^"]+\.(?:js|css|svg))"')
_IN_SCRIPT: Final = re.compile(r'^(?:import|export|\}).*?"(\.[^"]+)";', re.MULTILINE)
_IN_STYLE: Final = re.compile(r'url\("?([^")]+)"?\)')
_REFERENCES: Final = {".js": _IN_SCRIPT, ".css": _IN_STYLE}


def vote_page() -> str:
    """Return the voter's page: the same bytes for everybody and every poll.

    It is written in both languages and opens in one; which of them is the device's
    business. It is rendered without a request: nobody is looked up, and no cookie is
    read or set.
    """
    context = {
        "languages": [language for language, _name in settings.LANGUAGES],
        "lights": list(LIGHT_WORDS),
    }
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("polls/vote/page.html", context)


def client_files(page: Callable[[], str] = vote_page) -> dict[str, bytes]:
    """Return all files of the client by their address: the page and what it loads."""
    text = page()
    found = {PAGE: text.encode()}
    waiting = [address.lstrip("/") for address in _IN_PAGE.findall(text)]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = _static_file(address)
            waiting += _referred_to(address, found[address])
    return dict(sorted(found.items()))


def client_listing() -> str:
    """Return digest and address of each file, as `sha256sum` prints them."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {address}\n"
        for address, content in client_files().items()
    )


def client_hash() -> bytes:
    """Return what the rules name the client by: the hash of its listing."""
    return hashlib.sha256(client_listing().encode()).digest()


def _static_file(address: str) -> bytes:
    name = f"/{address}".removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{address}: the voter's page asks for it")
    return Path(found).read_bytes()


def _referred_to(address: str, content: bytes) -> Iterator[str]:
    pattern = _REFERENCES.get(posixpath.splitext(address)[1])
    for reference in pattern.findall(content.decode()) if pattern else ():
        place = posixpath.dirname(address)
        yield posixpath.normpath(posixpath.join(place, reference))
