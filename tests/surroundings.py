"""Says that this is a test before Django reads its settings.

pytest-django loads the settings before any conftest: hence a plugin, named first in
pyproject.toml.
"""

import atexit
import os
import shutil
import tempfile

os.environ["GONGPING_MODE"] = "test"
# Playwright keeps an event loop in the thread of the test; the tests themselves
# are ordinary synchronous Django.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

if "GONGPING_DATA_DIR" not in os.environ:
    # Workers inherit the folder; whoever made it removes it.
    _folder = tempfile.mkdtemp(prefix="gongping-test-")
    os.environ["GONGPING_DATA_DIR"] = _folder
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
