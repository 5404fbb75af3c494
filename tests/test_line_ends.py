"""A checkout has the same bytes on every desk, whatever git is told about line ends."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.authoring.workspace import copy_folder

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", ".jupyter", ".hypothesis", "__pycache__"),
    *(".ipynb_checkpoints", "workspace", "submitted", "autograded", "feedback"),
    *("exchange", "demo", "screenshots", ".autograder", "*.db"),
)
SETTINGS = {
    "Windows": ("core.autocrlf=true",),
    "Windows, by hand": ("core.eol=crlf", "core.autocrlf=false"),
    "input": ("core.autocrlf=input",),
}


def git(folder: Path, *arguments: str) -> str:
    """Run git without the settings of the user or the system."""
    who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "a")
    who |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@b.c")
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | who | none,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A repository of what lies here; this folder itself may have come without git."""
    folder = tmp_path_factory.mktemp("course") / "course"
    copy_folder(ROOT, folder, ignore=LEFT_OUT)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "course")
    return folder


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_a_clone_has_the_same_bytes(course, tmp_path, settings):
    options = [word for setting in settings for word in ("-c", setting)]
    git(tmp_path, "clone", "--quiet", *options, str(course), "clone")
    clone = tmp_path / "clone"
    assert git(clone, "status", "--porcelain") == ""
    names = git(clone, "ls-files", "-z").split("\0")[:-1]
    assert {".ci/run", "Makefile", "notebooks/01_neuron.ipynb"} <= set(names)
    other = [
        name
        for name in names
        if (clone / name).read_bytes() != (course / name).read_bytes()
    ]
    assert other == []


def test_no_text_has_other_line_ends(course):
    ends = [line.split()[0] for line in git(course, "ls-files", "--eol").splitlines()]
    assert set(ends) <= {"i/lf", "i/-text", "i/none"}


def test_what_an_editor_writes_with_crlf_is_committed_with_lf(course, tmp_path):
    git(tmp_path, "clone", "--quiet", "-c", "core.autocrlf=true", str(course), "clone")
    text = tmp_path / "clone/source/01_neuron.py"
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    git(tmp_path / "clone", "add", "source/01_neuron.py")
    assert git(tmp_path / "clone", "diff", "--cached", "--name-only") == ""
