"""HTTPS on a network of one's own: the certificate, the servers, the way to the box."""

import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509

from gongping.polls import box_client
from gongping.polls.exceptions import BoxUnreachable
from gongping.project.authority import Folder, NamesDiffer, certify
from tests.box.fixtures import PATIENCE, free_port, new_poll_code
from tests.project.test_endings import run, surroundings

# One worker serves the site once and asks it everything.
pytestmark = pytest.mark.xdist_group("https")
HALL = "hall.example"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Authority and certificate as `gongping tls` makes them."""
    folder = Folder(tmp_path_factory.mktemp("tls"))
    words = ("tls", "--name", HALL, "--out", str(folder.path))
    done = run(folder.path / "data", *words, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert f"--cert {folder.server}" in done.stdout
    return folder


@dataclass(frozen=True)
class Served:
    """A site that is served over HTTPS, its box beside it."""

    port: int
    data: Path

    def get(self, path: str, trust: ssl.SSLContext) -> httpx.Response:
        url = f"https://localhost:{self.port}{path}"
        return httpx.get(url, verify=trust, trust_env=False, timeout=PATIENCE)


@pytest.fixture(scope="module")
def served(own: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = Served(free_port(), tmp_path_factory.mktemp("site"))
    pair = ("--cert", str(own.server), "--key", str(own.server_key))
    process = subprocess.Popen(
        [sys.executable, "-m", "gongping", "serve", "--port", str(site.port), *pair],
        env=surroundings(site.data, GONGPING_MODE="site"),
        stdout=subprocess.DEVNULL,
    )
    trust = trust_of(own)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            site.get("/sign-in", trust)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield site
    process.terminate()
    process.wait(PATIENCE)


def trust_of(own: Folder) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(own.authority))


def test_whoever_installed_the_authority_reaches_pages_and_box(
    own: Folder, served: Served
) -> None:
    page = served.get("/sign-in", trust_of(own))
    assert page.status_code == httpx.codes.OK
    assert all("; Secure" in value for value in page.headers.get_list("set-cookie"))
    assert page.headers.get_list("set-cookie")
    box = served.get("/box/polls/none", trust_of(own))
    assert box.status_code == httpx.codes.NOT_FOUND


def test_whoever_did_not_install_it_is_warned(served: Served) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        served.get("/sign-in", ssl.create_default_context())


def test_nothing_is_served_in_the_clear(served: Served) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://localhost:{served.port}/sign-in", trust_env=False)


def test_the_pages_know_their_own_box_by_its_certificate_alone(
    own: Folder, served: Served, settings: Any, tmp_path: Path
) -> None:
    settings.BOX_URL = f"https://127.0.0.1:{served.port}/box"
    settings.BOX_SECRET_PATH = served.data / "box_secret"
    settings.BOX_CERTIFICATE = str(own.server)
    code = new_poll_code()
    key = box_client.prepare_key(code)
    assert box_client.prepare_key(code) == key

    another = Folder(tmp_path)
    certify(another, [HALL])
    settings.BOX_CERTIFICATE = str(another.server)
    with pytest.raises(BoxUnreachable):
        box_client.prepare_key(code)


def test_the_authority_is_good_for_its_names_only(own: Folder) -> None:
    authority = x509.load_pem_x509_certificate(own.authority.read_bytes())
    found = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert found.critical
    assert x509.DNSName(HALL) in (found.value.permitted_subtrees or [])
    assert x509.load_der_x509_certificate(own.authority_bytes.read_bytes()) == authority
    before = own.authority.read_bytes()
    with pytest.raises(NamesDiffer):
        certify(own, ["elsewhere.example"])
    assert own.authority.read_bytes() == before


def test_the_same_folder_renews_and_keeps_the_authority(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    mark = certify(folder, [HALL, "10.0.0.5"])
    first = folder.server.read_bytes()
    assert certify(folder, [HALL]) == mark
    assert folder.server.read_bytes() != first
    for secret in (folder.authority_key, folder.server_key):
        assert stat.S_IMODE(secret.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serve", "--cert", "{cert}"], "Certificate and key come together"),
        (["box", "--cert", "{cert}", "--key", "{wrong}"], "belong together"),
        (["serve", "--cert", "{cert}", "--key", "{none}"], "no such file"),
        (["demo", "--cert", "{none}", "--key", "{wrong}"], "no such file"),
        (["tls", "--name", "测评", "--out", "{out}"], "neither a host's name"),
        (["tls", "--name", "no.example", "--out", "{own}"], "confined to other names"),
    ],
)
def test_what_cannot_serve_is_said_before_a_door_opens(
    own: Folder, tmp_path: Path, words: list[str], said: str
) -> None:
    facts = {
        "cert": own.server,
        "wrong": own.authority_key,
        "none": tmp_path / "none",
        "out": tmp_path / "out",
        "own": own.path,
    }
    filled = [word.format(**facts) for word in words]
    done = run(tmp_path, *filled, "--lang", "en")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
