"""The grader's folders in /tmp, and those that a killed grader left."""

import os
import subprocess
import sys

import pytest

from autograder.sandbox import scratch

KILLED = """
import os, signal
from autograder.sandbox import scratch
path = scratch.folder()
(path / "answer").write_text("a student's")
print(path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def place(monkeypatch, tmp_path):
    monkeypatch.setattr(scratch, "PLACE", tmp_path)


@pytest.fixture
def left(tmp_path):
    """A folder of a process that was killed, as if long ago."""
    code = KILLED.replace("path =", f"scratch.PLACE = {str(tmp_path)!r}\npath =")
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8"
    )
    path = tmp_path / os.path.basename(run.stdout.strip())
    assert (path / "answer").exists()
    os.utime(path, (0, 0))
    return path


def test_what_a_killed_grader_left_is_removed(left):
    scratch.sweep()
    assert not left.exists()


def test_what_is_used_stays(left):
    with scratch.for_a_while() as own:
        os.utime(own, (0, 0))
        scratch.sweep()
        assert own.exists() and not left.exists()
    assert not own.exists()


def test_what_another_is_just_making_stays(left):
    os.utime(left)
    scratch.sweep()
    assert left.exists()


def test_only_its_owner_may_enter():
    with scratch.for_a_while() as own:
        assert own.stat().st_mode & 0o777 == 0o700


def test_a_link_leads_nowhere(tmp_path):
    target = tmp_path / "course"
    target.mkdir()
    (tmp_path / "nn-link").symlink_to(target)
    os.utime(target, (0, 0))
    scratch.sweep()
    assert target.exists()
