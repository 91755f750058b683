"""Somebody at a browser: reads pages, fills the forms that are there, sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urljoin

import httpx

from gongping.foundation.trust import usual_trust

REDIRECTS = 300
REFUSALS = 400
SECONDS = 120
REFUSING = frozenset({"error", "field-error", "failure-sentence", "msg-error"})
AS_PROGRAM = {"Accept": "application/json"}


class RefusedBySite(Exception):
    """The site answered with a sentence instead of doing what was asked."""


@dataclass
class Form:
    """One form of a page with what is already filled in."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the forms, links and refusals of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.sentences: list[str] = []
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._first: str | None = None
        self._is_chosen = False
        self._is_hidden = False
        self._alert = 0
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._form = Form(given.get("action", ""), given.get("method", "get"))
                self.forms.append(self._form)
            case "a" if "href" in given:
                self.links.append(given["href"])
            case "input" | "option" | "textarea" | "select":
                self._control(tag, given)
            case _:
                pass
        if tag == "template":
            self._is_hidden = True
        classes = given.get("class", "").split()
        if given.get("role") == "alert" or not REFUSING.isdisjoint(classes):
            self._alert = 1

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        if self._form is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "select":
            self._select, self._first = name, None
            self._is_chosen = "multiple" in given
        elif tag == "option":
            self._option(given, value)
        elif name and self._is_sent(given):
            is_tick = given.get("type") in {"checkbox", "radio"}
            self._form.fields.append((name, value or ("on" if is_tick else "")))

    def _option(self, given: Mapping[str, str], value: str) -> None:
        if self._first is None:
            self._first = value
        if "selected" in given and self._select and self._form:
            self._form.fields.append((self._select, value))
            self._is_chosen = True

    @staticmethod
    def _is_sent(given: Mapping[str, str]) -> bool:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            return "checked" in given
        return kind not in {"submit", "button", "file"}

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._is_hidden = False
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._end_select()
        elif tag == "textarea" and self._area and self._form:
            self._form.fields.append((self._area, self._text))
            self._area = None

    def _end_select(self) -> None:
        # A browser sends the first option where none is chosen.
        if self._select and self._form and not self._is_chosen:
            self._form.fields.append((self._select, self._first or ""))
        self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data
        elif self._alert and data.strip() and not self._is_hidden:
            self.sentences.append(data.strip())
            self._alert = 0


@dataclass
class Page:
    """What came back; it is read when somebody looks for something on it."""

    url: str
    text: str

    @cached_property
    def _reader(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.text)
        return reader

    @property
    def forms(self) -> list[Form]:
        """Return the forms of the page, in order."""
        return self._reader.forms

    @property
    def sentences(self) -> list[str]:
        """Return the sentences that say why something was not done."""
        return self._reader.sentences

    def form(self, action: str) -> Form:
        """Return the first form whose address contains `action`."""
        for form in self.forms:
            if action in (form.action or self.url):
                return form
        raise RefusedBySite(f"{self.url}: no form for {action}")

    def links_with(self, part: str) -> list[str]:
        """Return the links whose address contains `part`, each once."""
        return list(dict.fromkeys(link for link in self._reader.links if part in link))

    def check_done(self) -> None:
        """Raise if the page that follows an act says why nothing was done."""
        if self.sentences:
            raise RefusedBySite(f"{self.url}: {' '.join(self.sentences)}")


class Visitor:
    """One person's session with the site."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = httpx.Client(
            base_url=base,
            timeout=SECONDS,
            follow_redirects=True,
            verify=usual_trust(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exit: object) -> None:
        self.client.close()

    def enter(self, link: str) -> None:
        """Sign in by a link, without waiting for the page that it leads to."""
        answer = self.client.get(link, follow_redirects=False)
        if answer.status_code >= REFUSALS:
            raise RefusedBySite(f"{answer.status_code} {link}")

    def open(self, path: str) -> Page:
        """Read a page."""
        return self._page(self.client.get(path))

    def download(self, path: str) -> bytes:
        """Return a file as it comes."""
        answer = self.client.get(path)
        answer.raise_for_status()
        return answer.content

    def ask(self, path: str) -> dict[str, Any]:
        """Read what the site tells a program."""
        answer = self.client.get(path, headers=AS_PROGRAM)
        _check_answered(answer)
        return dict(answer.json())

    def tell(self, page: Page, path: str, content: object = None) -> httpx.Response:
        """Send what a program on the page sends, with the token of the page's forms."""
        fields = [field for form in page.forms for field in form.fields]
        token = dict(fields)["csrfmiddlewaretoken"]
        headers = {**AS_PROGRAM, "Referer": page.url, "X-CSRFToken": token}
        answer = self.client.post(path, json=content, headers=headers)
        _check_answered(answer)
        return answer

    def submit(
        self,
        page: Page,
        action: str,
        typed: Mapping[str, Any] | None = None,
        *,
        to: str = "",
        files: Mapping[str, Any] | None = None,
        leave: bool = False,
    ) -> Page:
        """Fill a form of the page with what is typed and send it.

        Who leaves does not wait for the page that it leads to.
        """
        form = page.form(action)
        typed = dict(typed or {})
        kept = [(name, value) for name, value in form.fields if name not in typed]
        data: dict[str, Any] = {}
        for name, value in kept:
            data.setdefault(name, []).append(value)
        data.update(typed)
        target = urljoin(page.url, to or form.action or page.url)
        return self._page(
            self.client.post(
                target,
                data=data,
                files=files,
                headers={"Referer": page.url},
                follow_redirects=not leave,
            )
        )

    def _page(self, answer: httpx.Response) -> Page:
        page = Page(str(answer.url), answer.text)
        if answer.status_code >= REFUSALS:
            said = " ".join(page.sentences) or answer.text[:400]
            raise RefusedBySite(f"{answer.status_code} {answer.url}: {said}")
        return page


def fetch(url: str) -> bytes:
    """Return a public file, as somebody gets it who has no cookie."""
    answer = httpx.get(url, timeout=SECONDS, verify=usual_trust())
    _check_answered(answer)
    return answer.content


def _check_answered(answer: httpx.Response) -> None:
    if answer.status_code >= REFUSALS:
        said = answer.text[:400]
        raise RefusedBySite(f"{answer.status_code} {answer.url}: {said}")
