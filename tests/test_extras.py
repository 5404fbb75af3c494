"""Who installs a part of the course gets what that part imports, and not the rest."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.sandbox.fork_server import KINDS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"autograder", "nncourse"}
# nbgrader itself requires JupyterLab and ipywidgets: a worker has them, too.
NOT_OF_A_GRADER = {
    *("anywidget", "keras", "pooch", "jupytext"),
    *("deptry", "mypy", "nbval", "playwright", "pytest", "pytest-xdist", "ruff"),
}
PARTS = {
    "autograder/*.py": ("grade",),
    "autograder/batch/*.py": ("grade",),
    "autograder/examiner/*.py": ("grade",),
    "autograder/hooks/*.py": ("grade",),
    "autograder/inside/*.py": ("grade",),
    "autograder/intake/*.py": ("grade",),
    "autograder/sandbox/*.py": ("grade",),
    "autograder/authoring/*.py": ("grade", "author"),
    "notebooks/nncourse/*.py": ("study",),
    "notebooks/nncourse/[!d]*/*.py": ("study",),
    "notebooks/nncourse/data/*.py": ("study", "author"),  # make them from a lecture
}


def declared(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for with some extras."""
    groups = [PROJECT["optional-dependencies"][extra] for extra in extras]
    return [Requirement(text) for text in sum(groups, PROJECT["dependencies"])]


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def installed_with(requirements: list[Requirement]) -> set[str]:
    """The distributions that some requirements bring, themselves among them."""
    todo = [(canonicalize_name(r.name), frozenset(r.extras)) for r in requirements]
    seen = set()
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            needs = map(Requirement, metadata.requires(name) or [])
        except metadata.PackageNotFoundError:  # of CUDA, which the lock leaves out
            continue
        for need in needs:
            asked = [{"extra": extra} for extra in {"", *extras}]
            if need.marker is None or any(map(need.marker.evaluate, asked)):
                todo.append((canonicalize_name(need.name), frozenset(need.extras)))
    return {name for name, _ in seen}


def imported(path: Path) -> set[str]:
    """Top-level names of the modules of others that a file imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.split(".")[0])
    return found - OURS - sys.stdlib_module_names


def distributions(module: str) -> set[str]:
    """The distributions that a module can come from."""
    return set(map(canonicalize_name, PACKAGES[module]))


PACKAGES = metadata.packages_distributions()


@pytest.mark.parametrize("pattern", PARTS)
def test_what_a_part_imports_is_declared_for_it(pattern):
    allowed, paths = names(declared(*PARTS[pattern])), sorted(ROOT.glob(pattern))
    assert paths, f"{pattern} matches nothing"
    for path in paths:
        missing = {m for m in imported(path) if not distributions(m) & allowed}
        assert not missing, path


def test_a_worker_that_grades_installs_no_course_and_no_test():
    assert names(declared(*PROJECT["optional-dependencies"])) >= NOT_OF_A_GRADER
    asked = declared("grade")
    assert not names(asked) & (NOT_OF_A_GRADER | {"jupyterlab", "ipywidgets"})
    assert not installed_with(asked) & NOT_OF_A_GRADER


def test_a_worker_has_what_its_fork_servers_import():
    has = installed_with(declared("grade"))
    modules = {m.split(".")[0] for kind in KINDS.values() for m in kind.modules}
    assert {"jax", "torch", "IPython", "tornado"} <= modules
    assert not {m for m in modules - OURS if not distributions(m) & has}


def test_the_installed_package_says_the_same():
    """`pip install nn-fundamentals[grade]` reads this, and not pyproject.toml."""
    told = metadata.requires("nn-fundamentals")
    grade = [text for text in told if re.search("extra == .grade.", text)]
    base = [text for text in told if "extra ==" not in text]
    assert names(map(Requirement, base + grade)) == names(declared("grade"))
