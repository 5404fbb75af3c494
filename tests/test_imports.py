"""Who may import whom. Nothing here imports tests; nothing in notebooks/ grades."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GRADING = {"autograder", "tests", "nbgrader"}
FRAMEWORKS = {"jax", "torch", "matplotlib"}
# Only where they are loaded already.
ALLOWED = {
    ROOT / "autograder/wire.py": {"jax", "torch"},
    ROOT / "autograder/zygote.py": {"jax"},  # to see that it has not started
}
FORBIDDEN = {
    "notebooks/nncourse/**/*.py": GRADING,
    "autograder/*.py": {"nncourse", "tests", *FRAMEWORKS},
    "autograder/answers/*/*.py": {"nncourse", *GRADING},  # they stand in problem sets
    "source/[0-9]*.py": GRADING,
    "source/ps*.py": {"nncourse", *GRADING},
}


def imported(path: Path) -> set[str]:
    """Top-level names of the modules a file imports, at any depth."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_imports_point_one_way(pattern):
    paths = sorted(ROOT.glob(pattern))
    assert paths, f"{pattern} matches nothing"
    for path in paths:
        wrong = imported(path) & FORBIDDEN[pattern] - ALLOWED.get(path, set())
        assert not wrong, path


def test_the_grader_loads_no_framework():
    """Also not through what it imports: the grader's own process stays small."""
    modules = [path.stem for path in (ROOT / "autograder").glob("*.py")]
    modules = set(modules) - {"__init__", "__main__"}
    program = (
        f"import sys; from autograder import {', '.join(sorted(modules))};"
        f" print(set(sys.modules) & {FORBIDDEN['autograder/*.py']})"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert run.stdout == "set()\n", run.stdout + run.stderr
