"""install.py: does the work once, says in one sentence what stops it.

Nothing is installed here: a list of pip's lines takes the place of pip.
"""

import ast
import errno
import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import install

SOURCE = Path(install.__file__).read_text(encoding="utf-8")
INDEX = "https://example.org/cpu"
# What pip says when the index hands out whole wheels.
WHEELS = """\
Ignoring appnope: markers 'sys_platform == "darwin"' don't match your environment
Collecting alembic==1.20.1 (from -r requirements.txt (line 1))
  Downloading alembic-1.20.1-py3-none-any.whl (270 kB)
Requirement already satisfied: numpy==2.4.6 in ./.venv/lib (from -r requirements.txt)
Processing /wheels/jupyter_client-8.10.0-py3-none-any.whl (from -r requirements.txt)
Collecting torch==2.13.0 (from -r requirements.txt (line 133))
  Using cached https://example.org/torch-2.13.0%2Bcpu-cp311-cp311-linux.whl (191.8 MB)
Installing collected packages: alembic, jupyter_client, torch
"""
# And when it hands out metadata first: all are collected before one is fetched.
METADATA = """\
Collecting alembic==1.20.1 (from -r requirements.txt (line 1))
  Downloading alembic-1.20.1-py3-none-any.whl.metadata (7.2 kB)
Collecting jax[cpu]==0.10.2 (from -r requirements.txt (line 85))
  Downloading jax-0.10.2-py3-none-any.whl.metadata (62 kB)
Downloading alembic-1.20.1-py3-none-any.whl (270 kB)
Downloading jax-0.10.2-py3-none-any.whl (16.9 MB)
"""


class Course:
    """A course of two packages in a folder of its own, and a pip that only talks."""

    def __init__(self, root: Path):
        self.venv = root / ".venv"
        self.lock = root / "requirements.txt"
        self.lock.write_text(
            "numpy==2.4.6\ntorch==2.13.0 ; os_name != 'nt'\n", encoding="utf-8"
        )
        (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        self.made = 0
        self.asked: list[list[str]] = []  # of pip
        self.says, self.ends = "", None

    def make_environment(self) -> None:
        self.made += 1
        (self.venv / "bin").mkdir(parents=True, exist_ok=True)
        (self.venv / "bin" / "python").touch()
        version = "version = {}.{}.{}".format(*sys.version_info[:3])
        (self.venv / "pyvenv.cfg").write_text(version, encoding="utf-8")

    def run_pip(self, arguments: list[str]):
        self.asked.append(arguments)
        yield from self.says.splitlines()
        if self.ends:
            raise self.ends

    def stops(self) -> str:
        """Install, and return the last words of it, for it is expected to fail."""
        with pytest.raises(SystemExit) as end:
            install.main([])
        assert end.value.code not in (0, None)
        assert not (self.venv / "ready").exists()
        return str(end.value.code)


@pytest.fixture
def course(tmp_path, monkeypatch) -> Course:
    course = Course(tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", course.venv)
    monkeypatch.setattr(install, "PYTHON", course.venv / "bin" / "python")
    monkeypatch.setattr(install, "make_environment", course.make_environment)
    monkeypatch.setattr(install, "run_pip", course.run_pip)
    give_room(monkeypatch, 100e9)
    return course


def give_room(monkeypatch, free: float) -> None:
    usage = SimpleNamespace(free=free)
    monkeypatch.setattr("install.shutil.disk_usage", lambda place: usage)


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr("install.sys.version_info", (3, 6, 15))
    with pytest.raises(SystemExit) as end:
        install.main([])
    assert "needs Python 3.11 or newer" in end.value.code
    assert f"{sys.executable} is Python 3.6: install a newer" in end.value.code


def test_an_old_python_reads_as_far_as_that_sentence():
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    for node in ast.walk(tree):
        # Python 3.6 does not know this __future__, nor what `list[str]` would be.
        assert getattr(node, "module", "") != "__future__"
        notes = (getattr(node, "annotation", None), getattr(node, "returns", None))
        assert {type(note) for note in notes} <= {type(None), ast.Name, ast.Constant}


def test_too_little_room_stops_before_anything_is_made(course, monkeypatch):
    give_room(monkeypatch, 3.9e9)
    sentence = course.stops()
    assert f"needs 4 GB on the disk of {course.venv.parent}" in sentence
    assert "has 3.9 GB: free some space and run" in sentence
    assert course.made == 0


@pytest.mark.parametrize("by_pip", [True, False])
def test_a_disk_that_fills_up_midway_is_named(course, by_pip):
    full = OSError(errno.ENOSPC, "No space left on device")
    course.says = f"ERROR: Could not install packages due to an OSError: {full}\n"
    course.ends = subprocess.CalledProcessError(1, "pip") if by_pip else full
    sentence = course.stops()
    assert "The disk was full" in sentence
    assert f"4 GB are free for {course.venv}" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_module_is_named(module, monkeypatch):
    monkeypatch.setattr("install.importlib.util.find_spec", lambda name: name != module)
    with pytest.raises(install.Stop, match=f"module {module}: install it"):
        install.make_environment()


def test_a_venv_that_cannot_be_made_shows_why(monkeypatch):
    failed = SimpleNamespace(returncode=1, stdout="", stderr="no ensurepip\n")
    monkeypatch.setattr("install.subprocess.run", lambda *_, **__: failed)
    with pytest.raises(install.Stop, match="\nno ensurepip"):
        install.make_environment()


def test_a_pip_that_fails_shows_its_last_errors_and_the_log(course):
    course.says = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'Connection refused'
Collecting numpy==2.4.6
ERROR: No matching distribution found for numpy==2.4.6
[notice] A new release of pip is available
"""
    course.ends = subprocess.CalledProcessError(1, "pip")
    sentence, *words = course.stops().splitlines()
    assert str(course.venv / "install.log") in sentence
    assert "Connection refused" in words[0]
    assert words[1:] == ["  ERROR: No matching distribution found for numpy==2.4.6"]
    assert (course.venv / "install.log").read_text(encoding="utf-8") == course.says


def test_a_folder_that_cannot_be_written_is_named(course):
    course.ends = PermissionError(errno.EACCES, "Permission denied", "/there")
    assert "Permission denied: '/there': see that you may write" in course.stops()


def test_an_interruption_leaves_nothing_that_looks_ready(course, capsys):
    course.ends = KeyboardInterrupt()
    assert course.stops() == "130"
    assert "Interrupted" in capsys.readouterr().out
    course.ends = None
    install.main([])
    assert course.made == 2


def test_the_second_run_does_nothing(course, capsys):
    install.main([])
    assert "Ready after" in capsys.readouterr().out
    install.main([])
    assert capsys.readouterr().out == "Everything is installed.\n"
    assert (course.made, len(course.asked)) == (1, 1)


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_packages_are_installed_into_the_same_environment(course, name):
    install.main([])
    with open(course.venv.parent / name, "a", encoding="utf-8") as file:
        file.write("# changed\n")
    install.main([])
    assert (course.made, len(course.asked)) == (1, 2)


@pytest.mark.parametrize("what", ["vanished", "was followed by a newer one"])
def test_a_python_that(what, course, monkeypatch):
    install.main([])
    if what == "vanished":
        (course.venv / "bin" / "python").unlink()
    else:
        monkeypatch.setattr("install.sys.version_info", (3, 99, 0))
    install.main([])
    assert course.made == 2


def test_by_default_only_the_users_own_pip_settings_count(course):
    install.main([])
    (asked,) = course.asked
    assert asked[-4:] == ["-r", str(course.lock), "-e", str(course.lock.parent)]
    assert not [word for word in asked if "index" in word or "://" in word]
    assert "://" not in SOURCE


def test_torch_comes_first_and_alone_from_the_index_that_is_named(course):
    install.main(["--torch-index", INDEX])
    first, second = course.asked
    assert first[-4:] == ["--no-deps", "--index-url", INDEX, "torch==2.13.0"]
    assert INDEX not in second


def shown(lines: str, count: int, capsys) -> list[str]:
    """What is printed as pip says these lines."""
    install.show_progress(lines.splitlines(), count, io.StringIO())
    return [x.strip() for x in capsys.readouterr().out.replace("\r", "\n").splitlines()]


def test_a_terminal_sees_each_package_in_place(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert shown(WHEELS, 5, capsys) == [
        "0/4 alembic 1.20.1",
        "1/4 alembic 1.20.1",
        "2/4 numpy 2.4.6",
        "3/4 jupyter_client 8.10.0",
        "3/4 torch 2.13.0",
        "4/4 torch 2.13.0+cpu (191.8 MB)",
        "installing 3 packages, about a minute",
    ]
    counted = [step.split()[0] for step in shown(METADATA, 2, capsys)]
    assert counted == ["0/2", "0/2", "1/2", "2/2"]


def test_a_log_gets_large_downloads_and_every_twentieth_package(capsys):
    large, installing = shown(WHEELS, 5, capsys)
    assert large == "4/4 torch 2.13.0+cpu (191.8 MB)"
    assert installing == "installing 3 packages, about a minute"
    many = "\n".join(
        f"Collecting p{i}==1\n  Downloading p{i}-1-py3-none-any.whl (9 kB)"
        for i in range(50)
    )
    assert shown(many, 48, capsys) == ["20/48 p19 1", "40/48 p39 1"]


def test_pip_is_heard_line_by_line_and_its_failure_is_raised(monkeypatch):
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    (line,) = install.run_pip(["--version"])
    assert line.startswith("pip ")
    with pytest.raises(subprocess.CalledProcessError):
        list(install.run_pip(["no-such-command"]))
