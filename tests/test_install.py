"""install.py: does the work once, says in one sentence what stops it.

Nothing is installed here: the tests put their own `Programs` in place of venv and pip.
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
from install import GB, SIZE_WITH_CUDA, Installation, Progress, Stop, read_line

ROOT = Path(__file__).parents[1]
TORCH_INDEX = "https://example.org/cpu"
FULL = "ERROR: Could not install: OSError: [Errno 28] No space left on device"
# What pip 23 and pip 26 print when the index hands out whole wheels.
PLAIN_LOG = """\
Looking in indexes: https://example.org/simple
Ignoring appnope: markers 'sys_platform == "darwin"' don't match your environment
Collecting alembic==1.20.1 (from -r requirements.txt (line 1))
  Downloading alembic-1.20.1-py3-none-any.whl (270 kB)
Requirement already satisfied: numpy==2.4.6 in ./.venv/lib (from -r requirements.txt)
Processing /wheels/jupyter_client-8.10.0-py3-none-any.whl (from -r requirements.txt)
Collecting torch==2.13.0 (from -r requirements.txt (line 133))
  Using cached https://example.org/torch-2.13.0%2Bcpu-cp311-cp311-linux.whl (191.8 MB)
Installing collected packages: alembic, jupyter_client, torch
Successfully installed alembic-1.20.1 jupyter-client-8.10.0 torch-2.13.0+cpu
"""
# And when it hands out metadata first: all packages are found before one is fetched.
METADATA_LOG = """\
Collecting alembic==1.20.1 (from -r requirements.txt (line 1))
  Downloading alembic-1.20.1-py3-none-any.whl.metadata (7.2 kB)
Collecting numpy==2.4.6 (from -r requirements.txt (line 85))
  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (62 kB)
Downloading alembic-1.20.1-py3-none-any.whl (270 kB)
Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)
Installing collected packages: numpy, alembic
"""


class FakePrograms:
    """Stands in for install.Programs; remembers what it was asked to run."""

    def __init__(self, says: str = "", fails: bool = False):
        self.says, self.fails = says, fails
        self.usable = False
        self.made = 0
        self.installed: list[list[str]] = []

    def make_environment(self, folder: Path) -> str:
        folder.mkdir(exist_ok=True)
        self.made += 1
        self.usable = True
        return ""

    def is_usable(self, folder: Path) -> bool:
        return self.usable and folder.exists()

    def pip(self, folder: Path, arguments: list[str]):
        self.installed.append(arguments)
        yield from self.says.splitlines()
        if self.fails:
            raise subprocess.CalledProcessError(1, "pip")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A folder with two pins, and room on its disk."""
    (tmp_path / "requirements.txt").write_text("numpy==2.4.6\ntorch==2.13.0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    give_room(monkeypatch, 100 * GB)
    return tmp_path


def give_room(monkeypatch, free: float) -> None:
    usage = SimpleNamespace(free=free)
    monkeypatch.setattr("install.shutil.disk_usage", lambda place: usage)


def run(course: Path, programs: FakePrograms, torch_index: str = "") -> str:
    """Install; return what was printed."""
    out = io.StringIO()
    Installation(course, programs, out).run(torch_index)
    return out.getvalue()


def stopped(course: Path, programs: FakePrograms) -> str:
    """Install, expect to be stopped, return the sentence."""
    with pytest.raises(Stop) as stop:
        run(course, programs)
    assert not (course / ".venv" / "ready").exists()
    return str(stop.value)


# --- an old Python -----------------------------------------------------------------


def test_an_old_python_is_told_what_to_do():
    with pytest.raises(Stop) as stop:
        install.check_python((3, 6, 15), "/usr/bin/python3")
    assert "needs Python 3.11 or newer" in str(stop.value)
    assert "/usr/bin/python3 is Python 3.6" in str(stop.value)
    install.check_python((3, 11, 0), "/usr/bin/python3")


def test_an_old_python_reads_as_far_as_the_sentence():
    text = (ROOT / "install.py").read_text()
    tree = ast.parse(text, feature_version=(3, 6))
    # It reads the whole file first, and gives up at a __future__ that it does not know;
    # then it runs what stands above the check: imports, a constant, two definitions.
    futures = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert "__future__" not in {node.module for node in futures}
    check = next(i for i, node in enumerate(tree.body) if isinstance(node, ast.Try))
    for node in tree.body[:check]:
        if isinstance(node, ast.FunctionDef):
            assert (
                not any(arg.annotation for arg in node.args.args) and not node.returns
            )


# --- room on the disk --------------------------------------------------------------


def test_too_little_room_stops_before_anything_is_made(course, monkeypatch):
    give_room(monkeypatch, 1 * GB)
    programs = FakePrograms()
    sentence = stopped(course, programs)
    assert "1.0 GB left: free some space there" in sentence
    assert str(course) in sentence
    assert programs.made == 0


def test_a_disk_that_fills_up_under_pip_is_named(course):
    sentence = stopped(course, FakePrograms(says=FULL, fails=True))
    assert sentence.startswith("The disk of ")
    assert "was full before all was installed" in sentence
    assert "\n" not in sentence


def test_a_disk_that_fills_up_under_our_own_log_is_named(course, monkeypatch):
    def write_text(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", write_text)
    assert stopped(course, FakePrograms()).startswith("The disk of ")


def test_cuda_stops_early_where_there_is_no_room_for_it(course, monkeypatch):
    give_room(monkeypatch, SIZE_WITH_CUDA["environment"])
    cuda = "Collecting nvidia-cublas==13.1.1.3 (from torch==2.13.0)"
    sentence = stopped(course, FakePrograms(says=cuda))
    assert "leave CUDA out with --torch-index" in sentence


def test_cuda_is_explained_where_there_is_room(course):
    cuda = "Collecting triton==3.7.1 (from torch==2.13.0)\nCollecting nvidia-nccl"
    said = run(course, FakePrograms(says=cuda))
    assert said.count("2.2 GB of CUDA libraries") == 1


# --- other obstacles ---------------------------------------------------------------


def test_a_python_without_ensurepip_is_named(course, monkeypatch):
    monkeypatch.setattr("install.importlib.util.find_spec", lambda name: None)
    sentence = stopped(course, FakePrograms())
    assert "sudo apt install python3." in sentence
    assert sys.executable in sentence


def test_a_network_that_fails_shows_pips_last_words_and_the_log(course):
    says = """\
Collecting numpy==2.4.6
WARNING: Retrying (Retry(total=0)) after connection broken by 'Connection refused'
ERROR: No matching distribution found for numpy==2.4.6
[notice] A new release of pip is available
"""
    sentence, *words = stopped(course, FakePrograms(says=says, fails=True)).splitlines()
    assert str(course / ".venv" / "install.log") in sentence
    assert "Connection refused" in words[0]
    assert words[1].endswith("No matching distribution found for numpy==2.4.6")
    assert len(words) == 2
    assert (course / ".venv" / "install.log").read_text() == says


def test_a_folder_that_cannot_be_written_is_named(course):
    class NoRight(FakePrograms):
        def make_environment(self, folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    sentence = stopped(course, NoRight())
    assert f"could not use {course / '.venv'} (Permission denied)" in sentence


def test_main_ends_with_the_sentence_and_a_bad_status(course, monkeypatch, capsys):
    monkeypatch.setattr("install.__file__", str(course / "install.py"))
    monkeypatch.setattr("install.Programs", lambda: FakePrograms(FULL, fails=True))
    with pytest.raises(SystemExit) as end:
        install.main([])
    assert str(end.value.code).startswith("install.py: The disk of ")


# --- once, and once more -----------------------------------------------------------


def test_the_second_run_does_nothing(course):
    programs = FakePrograms()
    assert "Ready after" in run(course, programs)
    assert run(course, programs) == "Everything is installed.\n"
    assert (programs.made, len(programs.installed)) == (1, 1)


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_is_installed_into_the_same_environment(course, name):
    programs = FakePrograms()
    run(course, programs)
    with open(course / name, "a") as file:
        file.write("# changed\n")
    run(course, programs)
    assert (programs.made, len(programs.installed)) == (1, 2)


def test_an_environment_whose_python_vanished_is_made_again(course):
    programs = FakePrograms()
    run(course, programs)
    programs.usable = False
    run(course, programs)
    assert programs.made == 2


def test_an_interrupted_run_is_completed(course):
    class Interrupted(FakePrograms):
        def pip(self, folder, arguments):
            packages = install.packages_of(folder)
            (packages / "whole-1.0.dist-info").mkdir(parents=True)
            (packages / "whole-1.0.dist-info" / "INSTALLER").touch()
            (packages / "half-1.0.dist-info").mkdir()
            raise KeyboardInterrupt
            yield

    with pytest.raises(KeyboardInterrupt):
        run(course, Interrupted())
    programs = FakePrograms()
    programs.usable = True
    assert "Completing .venv" in run(course, programs)
    assert programs.made == 0
    # pip would take it for installed
    left = install.packages_of(course / ".venv").iterdir()
    assert [path.name for path in left] == ["whole-1.0.dist-info"]


# --- what is installed -------------------------------------------------------------


def test_by_default_only_the_users_own_pip_settings_count(course):
    programs = FakePrograms()
    run(course, programs)
    (arguments,) = programs.installed
    lock = str(course / "requirements.txt")
    assert arguments[-4:] == ["-r", lock, "-e", str(course)]
    assert not [word for word in arguments if "index" in word or "://" in word]


def test_torch_comes_first_and_alone_from_the_index_that_is_named(course):
    programs = FakePrograms()
    run(course, programs, TORCH_INDEX)
    first, second = programs.installed
    assert first[-4:] == ["--no-deps", "--index-url", TORCH_INDEX, "torch==2.13.0"]
    assert TORCH_INDEX not in second


def test_plain_jupyterlab_finds_the_courses_settings(course):
    run(course, FakePrograms())
    made = course / ".venv" / "etc" / "jupyter" / "jupyter_lab_config.py"
    loaded = []
    code = compile(made.read_text(), str(made), "exec")
    exec(code, {"load_subconfig": lambda name, path: loaded.append((name, path))})
    assert loaded == [("jupyter_lab_config.py", str(course))]


def test_no_registry_is_named_anywhere_in_the_installer():
    text = (ROOT / "install.py").read_text()
    assert "://" not in text


# --- progress ----------------------------------------------------------------------


def test_the_lines_of_pip_are_understood():
    events = [read_line(line) for line in PLAIN_LOG.splitlines()]
    found = [(e.kind, e.name, e.version, e.size) for e in events if e]
    assert found == [
        ("skipped", "appnope", "", ""),
        ("found", "alembic", "1.20.1", ""),
        ("fetched", "alembic", "1.20.1", "270 kB"),
        ("present", "numpy", "", ""),
        ("fetched", "jupyter-client", "8.10.0", ""),
        ("found", "torch", "2.13.0", ""),
        ("fetched", "torch", "2.13.0+cpu", "191.8 MB"),
        ("installing", "alembic, jupyter_client, torch", "", ""),
    ]
    assert [e.bytes for e in events if e and e.size] == [270e3, 191.8e6]


def shown(log: str, packages: Path, out) -> list[str]:
    """What the progress of a log looks like, step by step."""
    names = {"alembic", "appnope", "numpy", "jupyter-client", "torch"}
    expected = names if "torch" in log else {"alembic", "numpy"}
    progress = Progress(expected, packages, out)
    for line in log.splitlines():
        progress.line(line)
    progress.silence()
    progress.close()
    return [text.strip() for text in out.getvalue().replace("\r", "\n").split("\n")]


def test_a_terminal_sees_each_package_in_place(tmp_path):
    steps = shown(PLAIN_LOG, tmp_path, Terminal())
    assert "1/4 alembic 1.20.1 (270 kB)" in steps
    assert "4/4 torch 2.13.0+cpu (191.8 MB)" in steps
    assert "1/3 installing alembic" in steps


def test_fetching_is_counted_anew_after_all_packages_are_found(tmp_path):
    steps = shown(METADATA_LOG, tmp_path, Terminal())
    assert [step for step in steps if "/" in step] == [
        "1/2 alembic 1.20.1",
        "2/2 numpy 2.4.6",
        "1/2 alembic 1.20.1 (270 kB)",
        "2/2 numpy 2.4.6 (16.9 MB)",
        "1/2 installing numpy",
    ]


def test_a_log_gets_large_downloads_and_every_twentieth_package(tmp_path):
    assert "4/4 torch 2.13.0+cpu (191.8 MB)" in shown(
        PLAIN_LOG, tmp_path, io.StringIO()
    )
    out = io.StringIO()
    progress = Progress({f"p{i}" for i in range(50)}, tmp_path, out)
    for i in range(50):
        progress.line(f"Collecting p{i}==1.0")
        progress.line(f"  Downloading p{i}-1.0-py3-none-any.whl (9 kB)")
    assert out.getvalue().splitlines() == ["   20/50 p19 1.0", "   40/50 p39 1.0"]


def test_installing_is_counted_by_what_lies_in_the_folder(tmp_path):
    out = Terminal()
    progress = Progress({"a", "b"}, tmp_path, out)
    progress.line("Installing collected packages: a, b")
    (tmp_path / "a-1.0.dist-info").mkdir()
    progress.silence()
    assert out.getvalue().rstrip().endswith("2/2 installing b")


# --- the real programs -------------------------------------------------------------


def test_pip_is_heard_line_by_line_and_its_failure_is_raised(tmp_path, monkeypatch):
    monkeypatch.setattr("install.python_of", lambda folder: Path(sys.executable))
    programs = install.Programs()
    lines = filter(None, programs.pip(tmp_path, ["--version"]))
    assert next(lines).startswith("pip ")
    assert list(lines) == []
    with pytest.raises(subprocess.CalledProcessError):
        list(programs.pip(tmp_path, ["no-such-command"]))


def test_an_environment_is_usable_only_with_a_python_that_starts(tmp_path, monkeypatch):
    programs = install.Programs()
    assert not programs.is_usable(tmp_path)
    monkeypatch.setattr("install.python_of", lambda folder: Path(sys.executable))
    assert programs.is_usable(tmp_path)
