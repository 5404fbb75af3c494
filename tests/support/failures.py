"""A test that fails is named at once, with its last words: a run may be cut off later.

pytest itself names them when all is over.
"""

import pytest


class Failures:
    """Says what fails as it fails."""

    def __init__(self, config: pytest.Config):
        self.write = config.pluginmanager.getplugin("terminalreporter").write_line

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One line for the test, and the last of what it says."""
        if report.failed:
            words = report.longreprtext.strip().splitlines()[-3:]
            head = f"{report.nodeid} ({report.when}, {report.duration:.0f} s)"
            self.write("\n" + "\n  ".join([head, *words]))


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Listen where the results of all workers come together."""
    together = not hasattr(config, "workerinput")
    if together and config.pluginmanager.hasplugin("terminalreporter"):
        config.pluginmanager.register(Failures(config), "failures-at-once")
