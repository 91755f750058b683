"""The demo season, loaded once for all workers of a run."""

import os
from collections.abc import Iterator

import pytest

from tests.journeys.demo_site import DemoSite, copied, loaded_once, served


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A served demo of this worker's own, copied from the one load of the run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = copied(loaded_once(shared), own / "demo")
    with served(folder) as site:
        yield site
