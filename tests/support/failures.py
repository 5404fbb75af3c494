"""A test that fails is named at once, with what it says: a run may be cut off later.

pytest itself names them when all is over.
"""

import pytest


class Failures:
    """Says what fails as it fails."""

    def __init__(self, config: pytest.Config):
        self.write = config.pluginmanager.getplugin("terminalreporter").write_line

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One line for the test, and some of what it says."""
        if report.failed:
            lines = report.longreprtext.strip().splitlines()
            words = [line for line in lines if line.startswith("E ")] or lines
            head = f"{report.nodeid} ({report.when}, {report.duration:.0f} s)"
            self.write("\n" + "\n  ".join([head, *words[:2], lines[-1]]))


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Listen where the results of all workers come together."""
    together = not hasattr(config, "workerinput")
    if together and config.pluginmanager.hasplugin("terminalreporter"):
        config.pluginmanager.register(Failures(config), "failures-at-once")
