"""Grades every attack with stock nbgrader and with the course's own configuration.

    python tests/redteam/table.py [--stock] [NAME...]

writes autograder/REDTEAM.md. The stock half is slow, and needs bubblewrap to keep this
machine safe: what it finds is kept in stock.json. `--stock` finds it anew for the named
attacks, or for all.
"""

import argparse
import json
import tempfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from hostile import (
    ESSAY,
    FULL,
    HERE,
    NAME,
    ROOT,
    Attack,
    Course,
    Outcome,
    Run,
    attacks,
    graded,
)

STOCK = HERE / "stock.json"
MADE = ROOT / "autograder" / "REDTEAM.md"
STOCK_CONFIG = """
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.ExecutePreprocessor.timeout = 10
c.ExecutePreprocessor.iopub_timeout = 60
"""
LONG = 120  # seconds for two hand-ins; after that, a run is stopped
# Families that only win or show something.
CALM = "comparison", "hooks", "tracing", "hunting", "equality", "values", "feedback"
BULKY = 10 * 2**20  # bytes


def contained(root: Path) -> list[str]:
    """The beginning of a command that may write nowhere else, nor reach anybody."""
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL", "--ro-bind", "/", "/", "--tmpfs", "/tmp"),
        *("--dev", "/dev", "--proc", "/proc"),
        *("--bind", str(root), str(root), "--chdir", str(root)),
        *("prlimit", f"--data={6 * 2**30}", "--core=0", "--"),
    ]


def stock(group: list[Attack]) -> dict[str, str]:
    """What stock nbgrader makes of attacks that are graded in one go, in words."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        course = Course(root, STOCK_CONFIG, group, contained(root))
        run = course.nbgrader("autograde", NAME, seconds=LONG * len(group))
        found = {attack.name: course.outcome(attack.name) for attack in group}
        if group[0].family == "feedback":  # it shows hidden tests to everybody
            course.nbgrader("generate_feedback", NAME, seconds=LONG * len(group))
            for name, before in found.items():
                found[name] = replace(course.outcome(name), leaks=before.leaks)
        if len(group) > 1:  # nobody knows whose time it is
            run = replace(run, left=[], called=[], seconds=0)
        return {a.name: words(a, found[a.name], run) for a in group}


def groups(some: list[Attack]) -> list[list[Attack]]:
    """Families that only win points are graded in one go, the others one by one."""
    calm = {
        family: [attack for attack in some if attack.family == family]
        for family in CALM
    }
    rest = [[attack] for attack in some if attack.family not in CALM]
    return [group for group in calm.values() if group] + rest


def words(attack: Attack, found: Outcome, run: Run) -> str:
    """What was won, and who was harmed."""
    said = []
    if not run.ended:
        said.append(f"never ends: stopped after {LONG} s")
    if found.score is None:
        said.append("not graded")
    elif found.score > attack.honest:
        said.append(f"**wins: {found.score:g} points for {attack.honest}**")
    elif found.score < attack.honest:
        said.append(f"loses: {found.score:g} points for {attack.honest}")
    if found.classmate != FULL:
        got = "not graded" if found.classmate is None else f"{found.classmate:g} points"
        said.append(f"**the next one: {got}**")
    if ESSAY in found.leaks:
        said.append("**leaks a classmate's work**")
    if set(found.leaks) - {ESSAY}:
        said.append("**leaks hidden tests**")
    if found.scripts:
        said.append("**runs script in the feedback**")
    if run.left:
        said.append(f"**leaves processes: {len(run.left)}**")
    if run.called:
        said.append("**reaches the network**")
    if found.changed:
        said.append("**the hand-in is changed**")
    if found.size > BULKY:
        said.append(f"{found.size / 2**20:.0f} MB kept")
    if run.ended and run.seconds > 60:
        said.append(f"takes {run.seconds:.0f} s")
    return "; ".join(said) or "nothing won"


def ours(some: list[Attack]) -> dict[str, str]:
    """What the course's own configuration makes of attacks, in words."""
    with tempfile.TemporaryDirectory() as folder:
        said = {}
        for part in graded(Path(folder), some):
            assert part.run.ended, part.run.said
            run = replace(part.run, seconds=0)  # nobody knows whose time it is
            for attack in some:
                if attack.name in part.outcomes:
                    said[attack.name] = words(attack, part.outcomes[attack.name], run)
        return said


def table(stocks: dict[str, str], our: dict[str, str]) -> str:
    """The page, in Markdown."""
    rows = [
        f"| {a.name} | {a.tries} | {stocks.get(a.name, NO_WIRE)} | {our[a.name]} |"
        for a in attacks()
    ]
    return "\n".join([ABOVE, *rows, ""])


NO_WIRE = "stock has no wire"
ABOVE = f"""\
# What hostile hand-ins win

Made by `python tests/redteam/table.py`. Each line is a file of `tests/redteam/attacks`,
graded together with a classmate's hand-in that follows it. "Wins: 22 points for 3" says
that 3 points were earned and {FULL} given. Stock is nbgrader {version("nbgrader")} with
nothing but limits of time; there, hidden tests are in everybody's feedback, and only an
attack that prints them is counted as a leak. Ours is `nbgrader_config.py`. A hand-in
that is not graded, or loses points that it had earned, has harmed only its author.

| attack | what it tries | stock | ours |
|---|---|---|---|"""


def main() -> None:
    """Read the command line, grade, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    found = json.loads(STOCK.read_text(encoding="utf-8")) if STOCK.exists() else {}
    todo = [
        attack
        for attack in attacks()
        if attack.family != "wire"  # stock nbgrader has none
        and (not options.names or attack.name in options.names)
        and (options.stock or attack.name not in found)
    ]
    for group in groups(todo):
        said = stock(group)
        for name, outcome in said.items():
            print(f"{name}: {outcome}", flush=True)
        found |= said
        STOCK.write_text(
            json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    MADE.write_text(table(found, ours(attacks())), encoding="utf-8")


if __name__ == "__main__":
    main()
