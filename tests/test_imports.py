"""Who may import whom, where `lint-imports` (pyproject.toml) does not look.

Nothing imports tests; texts and answers import only what students have.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from traitlets.utils.importstring import import_item

from autograder.old_names import forward

ROOT = Path(__file__).parents[1]
GRADING = {"autograder", "tests", "nbgrader"}
FRAMEWORKS = {"jax", "torch", "matplotlib"}
FORBIDDEN = {
    "notebooks/nncourse/**/*.py": {"tests"},
    "autograder/**/*.py": {"tests"},
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
        wrong = imported(path) & FORBIDDEN[pattern]
        assert not wrong, path


def modules(pattern: str) -> list[str]:
    """The full names of some modules."""
    paths = [path for path in sorted(ROOT.glob(pattern)) if "answers" not in path.parts]
    assert paths, f"{pattern} matches nothing"
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]


def test_the_grader_loads_no_framework():
    """Also not through what it imports: the grader's own process stays small."""
    names = modules("autograder/**/[a-z]*.py")
    program = (
        f"import sys, importlib; list(map(importlib.import_module, {names}));"
        f" print(set(sys.modules) & {FRAMEWORKS})"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert run.stdout == "set()\n", run.stdout + run.stderr


OLD_NAMES = {
    "autograder.isolated.IsolatedExecute": "autograder.hooks.execute",
    "autograder.intake.RebuildingExporter": "autograder.hooks.exporter",
    "autograder.feedback.PlainOutputs": "autograder.hooks.feedback",
    "autograder.validation.install": "autograder.hooks.validate",
    "autograder.workspace.lay_out": "autograder.authoring.workspace",
}


@pytest.mark.parametrize("old", OLD_NAMES)
def test_a_running_course_s_configuration_finds_what_was_moved(old):
    assert import_item(old).__module__ == OLD_NAMES[old]


def test_what_was_moved_is_told_once(caplog):
    get = forward("autograder.old", "autograder.errors")
    assert get("GradingError") is get("GradingError")
    assert caplog.messages == [
        "autograder.old is now autograder.errors: change your configuration."
    ]
