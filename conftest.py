"""How every test of the course runs: notebooks are tests, and nobody's settings count.

Neither the tests nor their kernels see the settings of whoever runs them.
"""

import atexit
import os
import tempfile
from pathlib import Path

from autograder.authoring import settings

pytest_plugins = [
    "tests.support.failures",
    "tests.support.kinds",
    "tests.support.sampling",
    "tests.support.strict_nbval",
    "tests.support.lecture_widgets",
    "tests.support.workers",
]

if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker has what its parent made
    folder = tempfile.TemporaryDirectory(prefix="settings-", ignore_cleanup_errors=True)
    settings.forget(Path(folder.name))
    atexit.register(folder.cleanup)
