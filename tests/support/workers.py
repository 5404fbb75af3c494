"""Which tests one worker does: what is slow to start is started once.

The tests of a file share their kernel, their course or their page, and stay together.
Those in a browser share JupyterLab's servers and Chromium too.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/browser/"


class Scheduling(LoadScopeScheduling):
    """Deals out files, and one folder whole."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> Scheduling | None:
    """Take the place of --dist=loadfile, and of no other way."""
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None
