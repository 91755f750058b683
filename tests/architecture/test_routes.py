"""Each address asked by each kind of person: let in or refused, never broken."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.box.fixtures import BoxServer, box_server
from tests.routes import ANONYMOUS, EVERYBODY, ROUTES, Route
from tests.town import Town, build_town

__all__ = ["box_server"]

# Each test stands in a transaction of its own, inside that of the module's ministry.
pytestmark = pytest.mark.django_db
REFUSED = {403, 404}
NOT_ALLOWED = 405


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: Any, box_server: BoxServer
) -> Iterator[Town]:
    """The ministry, built once; whatever a request changes is rolled back."""
    speaks = override_settings(
        BOX_URL=box_server.url, BOX_SECRET_PATH=box_server.secret_path
    )
    with django_db_blocker.unblock(), speaks, transaction.atomic():
        yield build_town(box_server)
        transaction.set_rollback(True)


def names_of(patterns: Any, space: str = "") -> Iterator[str]:
    """The full name of every pattern; an unnamed one by its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"


def test_the_table_and_the_addresses_are_the_same() -> None:
    assert sorted(ROUTES) == sorted(names_of(get_resolver().url_patterns))


@pytest.mark.parametrize("name", ROUTES)
def test_who_gets_in(town: Town, name: str) -> None:
    route = ROUTES[name]
    wrong = [
        f"{who}: {problem}"
        for who in sorted(EVERYBODY)
        if (problem := problem_of(route, who, ask(town, name, who)))
    ]
    assert not wrong, "\n".join([name, *wrong])


@pytest.mark.parametrize("name", [n for n, r in ROUTES.items() if not r.is_act])
def test_an_empty_form_breaks_no_page(town: Town, name: str) -> None:
    """A page that takes no form says so; a form without content is refused."""
    for who in sorted(ROUTES[name].who):
        answer = ask(town, name, who, method="post")
        assert answer.status_code < 500, f"{name} as {who}: {said(answer)}"


@pytest.mark.parametrize("name", [n for n, r in ROUTES.items() if r.is_act])
def test_an_act_is_not_done_by_following_a_link(town: Town, name: str) -> None:
    for who in sorted(ROUTES[name].who):
        answer = ask(town, name, who, method="get")
        assert answer.status_code == NOT_ALLOWED, f"{name} as {who}: {said(answer)}"


def ask(town: Town, name: str, who: str, method: str = "") -> Any:
    """Ask as `who`; what the request changed is undone."""
    route = ROUTES[name]
    sample = {key: town.samples[value] for key, value in route.sample.items()}
    send = getattr(town.browser(who), method or ("post" if route.is_act else "get"))
    with transaction.atomic():
        answer = send(reverse(name, kwargs=sample))
        # A file is open until it has been read to its end.
        b"".join(answer.streaming_content if answer.streaming else ())
        transaction.set_rollback(True)
    return answer


def problem_of(route: Route, who: str, answer: Any) -> str:
    """Say what is wrong with the answer, or nothing."""
    if who in route.who:
        is_right = answer.status_code in route.answers and not is_at_the_gate(answer)
        return "" if is_right else f"should get in, got {said(answer)}"
    if who == ANONYMOUS:
        return "" if is_at_the_gate(answer) else f"should sign in, got {said(answer)}"
    is_refused = answer.status_code in REFUSED
    return "" if is_refused else f"should be refused, got {said(answer)}"


def is_at_the_gate(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer.url.startswith("/sign-in?"))


def said(answer: Any) -> str:
    return f"{answer.status_code} {getattr(answer, 'url', '')}".strip()
