"""Run the course under every processor profile that this machine can play.

    python -m tests.processors [PROFILE ...] [--only KIND ...]
    python -m tests.processors margins [PROFILE ...] [--seeds N] [--only KIND ...]

KIND is lectures, sets (the problem sets, solved), bank (every answer of the answers
bank) or engine (the playground's). PROFILE is a name of profiles.py, or `farthest`.
Each profile first proves that the libraries obey it. Ends with 1 if anything differs.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from .profiles import BY_NAME, FARTHEST, PROFILES, Profile, ProfileError, missing, prove

ROOT = Path(__file__).parents[2]
KINDS = {
    "lectures": ["notebooks"],
    "sets": ["source"],
    "bank": ["tests/test_answers.py"],
    "engine": ["tests/test_playground_engine.py"],
}


@dataclass
class Outcome:
    """What ran under a profile, and the names of what failed."""

    cells: int = 0
    tests: int = 0
    failed: list[str] = field(default_factory=list)


def run(profile: Profile, kinds: list[str], record: Path | None = None) -> Outcome:
    """Run the tests of some kinds under a profile.

    Args:
        profile: the processor to play.
        kinds: keys of KINDS.
        record: a folder for the margins of the notebooks' assertions, if wanted.

    Raises:
        ProfileError: pytest ended without running them.
    """
    start = time.monotonic()
    paths = [path for kind in kinds for path in KINDS[kind]]
    env = profile.environment() | {"COURSE_WHOLE": "1"}  # of the bank no sample
    if record is not None:
        env["COURSE_MARGINS"] = str(record)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-q", "--no-header", "-p", "no:cacheprovider", "-ra"]
        command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}"]
        done = subprocess.run(
            [*command, *paths],
            cwd=ROOT,
            env=env,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode not in (0, 1):  # 1: tests ran, and some failed
            raise ProfileError(f"{profile.name}: pytest ended so:\n{done.stdout}")
        outcome = Outcome()
        for case in ElementTree.parse(report).iter("testcase"):
            _count(case, outcome)
    if outcome.failed:
        print(done.stdout[-20_000:])
    minutes = (time.monotonic() - start) / 60
    print(f"{profile.name}: {', '.join(kinds)} in {minutes:.1f} min", flush=True)
    return outcome


def _count(case: ElementTree.Element, outcome: Outcome) -> None:
    place, name = case.get("classname", ""), case.get("name", "")
    if ".ipynb" in name or name.startswith("Cell "):
        outcome.cells += 1
    else:
        outcome.tests += 1
    if any(result.tag in ("failure", "error") for result in case):
        outcome.failed.append(f"{place.rpartition('/')[2]} {name}".strip())


def chosen(names: list[str]) -> list[Profile]:
    """The profiles of these names that this machine can play; it says what it skips."""
    names = [FARTHEST if name == "farthest" else name for name in names]
    if unknown := sorted(set(names) - BY_NAME.keys()):
        known = ", ".join([*BY_NAME, "farthest"])
        sys.exit(f"There is no profile {unknown[0]!r}; there are {known}.")
    asked = [profile for profile in PROFILES if profile.name in names or not names]
    for profile in asked:
        if why := missing(profile):
            print(f"Skipped: {why}")
    return [profile for profile in asked if not missing(profile)]


def main(arguments: list[str] | None = None) -> None:
    """Run, print one table, and end with 1 if anything differs."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.processors", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("names", nargs="*", metavar="PROFILE")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seeds", type=int, default=10, help="for margins")
    given = parser.parse_args(arguments)
    if given.seeds < 2:
        parser.error(f"--seeds is {given.seeds}: a deviation needs 2 or more.")
    measure = given.names[:1] == ["margins"]
    if measure and not {"lectures", "sets", "bank"} & set(given.only):
        parser.error("the engine's tests have no margins: use --only bank, say.")
    profiles = chosen(given.names[measure:])
    if not profiles:
        print("This machine can play none of the profiles: 0 passed, 0 failed")
        return
    try:
        for profile in profiles:
            others = [other for other in profiles if other is not profile]
            # One alone is compared with one that asks for something else.
            prove(profile, others or [p for p in PROFILES if p.name == "haswell"][:1])
        print("Each library obeys:", ", ".join(profile.name for profile in profiles))
        if measure:
            from . import margins  # it loads NumPy, which a wrong switch can stop

            outcomes = margins.report(profiles, given.only, given.seeds, run)
            sys.exit(_table(outcomes) if outcomes else 0)
        sys.exit(_table({p: run(p, given.only) for p in profiles}))
    except ProfileError as error:
        sys.exit(str(error))


def _table(outcomes: dict[Profile, Outcome]) -> int:
    table = Table("profile", "stands for", "cells", "other tests", "differ", "where")
    for profile, outcome in outcomes.items():
        counts = [str(outcome.cells), str(outcome.tests), str(len(outcome.failed))]
        where = "\n".join(outcome.failed)
        table.add_row(profile.name, profile.stands_for, *counts, where)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    failed = sum(len(outcome.failed) for outcome in outcomes.values())
    run_ = sum(outcome.cells + outcome.tests for outcome in outcomes.values())
    print(f"{run_ - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    main()
