"""The demo season, loaded once for all workers of a run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.demo_site import DemoSite, copied, loaded_once, served


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the one load of the run, to be copied and never changed."""
    own = tmp_path_factory.getbasetemp()
    return loaded_once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def demo_site(
    loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoSite]:
    """A served demo of this worker's own, copied from the one load of the run."""
    folder = copied(loaded_demo, tmp_path_factory.getbasetemp() / "demo")
    with served(folder) as site:
        yield site
