"""What is built, and what a test finds, does not depend on anybody's own settings."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.authoring import build, settings
from autograder.authoring.workspace import copy_folder

ROOT = Path(__file__).parents[1]
LECTURE = """\
# %% [markdown]
# # 1 · Settings
#
# **Question.** Whose?

# %%
"only the last expression of a cell is shown"
"this one"

# %%
import os, sys
import matplotlib
matplotlib.get_backend(), matplotlib.rcParams["lines.linewidth"], sys.flags.optimize

# %%
{"from_startup", "from_pythonstartup"} & {*globals()}

# %%
import jax
jax.config.jax_enable_x64, os.environ.get("KERAS_BACKEND")
"""
SHOWN = [
    "'this one'",
    "('module://matplotlib_inline.backend_inline', 1.5, 0)",
    "set()",
    "(False, None)",
]
KERNELS = "jupyter/kernels/python3/kernel.json"
FILES = {
    ".ipython/profile_default/ipython_kernel_config.py": (
        'c = get_config()\nc.InteractiveShell.ast_node_interactivity = "all"\n'
    ),
    ".ipython/profile_default/startup/00.py": 'from_startup = 1\nprint("hello")\n',
    ".config/matplotlib/matplotlibrc": "lines.linewidth: 7\nbackend: svg\n",
    ".config/jupytext/jupytext.toml": 'formats = "ipynb,md"\n',
    "matplotlibrc": "lines.linewidth: 9\n",
    "startup.py": 'from_pythonstartup = 1\nprint("hello")\n',
    f".local/share/{KERNELS}": json.dumps(
        {"argv": ["false"], "display_name": "none", "language": "python"}
    ),
}


@pytest.fixture
def user(tmp_path, monkeypatch) -> Path:
    """Who has settings of every kind, in a home folder and in the environment."""
    home = tmp_path / "home"
    for name, text in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    for name in settings.without({}, make(tmp_path / "none")):
        monkeypatch.delenv(name, raising=False)
    own = {
        "HOME": home,
        "USERPROFILE": home,
        "IPYTHONDIR": home / ".ipython",
        "JUPYTER_PATH": home / ".local/share/jupyter",
        "MATPLOTLIBRC": home / "matplotlibrc",
        "MPLBACKEND": "svg",
        "PYTHONSTARTUP": home / "startup.py",
        "PYTHONOPTIMIZE": 1,
        "JAX_ENABLE_X64": 1,
        "KERAS_BACKEND": "torch",
    }
    for name, value in own.items():
        monkeypatch.setenv(name, str(value))
    return home


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def shown(path: Path) -> list[str]:
    cells = nbformat.read(path, as_version=4).cells
    outputs = [out for cell in cells for out in cell.get("outputs", [])]
    texts = [out["data"]["text/plain"] if "data" in out else out for out in outputs]
    return [" ".join(str(text).split()) for text in texts]


@pytest.fixture
def course(tmp_path) -> Path:
    root = tmp_path / "course"
    for folder in ("source", "notebooks"):
        (root / folder).mkdir(parents=True)
    (root / "source/01_settings.py").write_text(LECTURE, encoding="utf-8")
    return root


def test_a_build_is_the_same_for_everybody(user, course):
    made = build.build_lecture(course / "source/01_settings.py", course)
    found = [line.replace("( ", "(") for line in shown(made)]
    assert found == SHOWN


def test_the_tests_find_the_same_for_everybody(user, course):
    """pytest runs in a process of its own: conftest.py decides what that sees."""
    cells = build.read(course / "source/01_settings.py").cells
    kept = [cell for cell in cells if cell.cell_type == "code"]
    for cell, text in zip(kept, SHOWN, strict=True):
        data = {"text/plain": text}
        cell.outputs = [nbformat.v4.new_output("execute_result", data)]
        cell.outputs[0].execution_count = cell.execution_count = 1
    nb = nbformat.v4.new_notebook(cells=kept)
    nbformat.write(nb, course / "notebooks/settings.ipynb")
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    copy_folder(ROOT / "tests/support", course / "tests/support")
    own = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    own.pop("PYTHONOPTIMIZE")  # pytest itself needs assertions
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", "notebooks"],
        cwd=course,
        env=own,
        capture_output=True,
        encoding="utf-8",
    )
    assert "4 passed" in run.stdout, run.stdout + run.stderr


def test_what_says_where_things_are_stays(tmp_path):
    given = {"PATH": "p", "HOME": "h", "XLA_FLAGS": "x", "OMP_NUM_THREADS": "2"}
    given |= {"NPY_DISABLE_CPU_FEATURES": "y", "PYTHONPATH": "z"}
    found = settings.without(given, tmp_path)
    assert given.items() <= found.items()
    assert found["MKL_NUM_THREADS"] == "1"


@pytest.mark.parametrize(
    "name",
    [
        *("PYTHONSTARTUP", "PYTHONWARNINGS", "JUPYTER_CONFIG_PATH", "MPLBACKEND"),
        *("JAX_ENABLE_X64", "KERAS_BACKEND", "PGHOST", "COLUMNS", "COURSE_ROLE"),
        *("XDG_CONFIG_DIRS", "NO_COLOR", "DASK_LOGGING", "IPYTHON_X"),
    ],
)
def test_settings_go(name, tmp_path):
    assert name not in settings.without({name: "1"}, tmp_path)


def test_these_very_tests_see_none():
    places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "MATPLOTLIBRC", "XDG_CONFIG_HOME")
    assert all("settings-" in os.environ[name] for name in places)
