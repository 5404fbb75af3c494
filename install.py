"""Make .venv and put into it all that the course needs.

    python3 install.py
    python3 install.py --torch-index ADDRESS

Needs Python 3.11 or newer and nothing else. A second run finds the work done and ends
at once; after an interruption the next run completes what is missing.

PyTorch's standard build for Linux brings 2.2 GB of CUDA libraries, which this course
does not use. To save them, give `--torch-index` the address that pytorch.org lists for
CPU wheels. Without it, pip asks only what the user's own pip configuration names.
"""

import argparse
import errno
import hashlib
import importlib.util
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

OLDEST = (3, 11)


class Stop(Exception):
    """Ends the installation; its text is the one sentence that the user reads."""


def check_python(version, executable):
    """Stop unless the Python that runs this file is new enough for the course.

    Takes `version` as in sys.version_info and the path of its `executable`.
    """
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            "The course needs Python {}.{} or newer, but {} is Python {}.{}: install a "
            "newer Python and run this file with it, for example "
            "`python3.11 install.py`.".format(*OLDEST, executable, *version[:2])
        )


# Before the rest is defined: an older Python reads this file, but cannot run all of it.
try:
    check_python(sys.version_info, sys.executable)
except Stop as stop:
    sys.exit("install.py: " + str(stop))

GB = 1e9
# Measured on Linux: what .venv takes, and the wheels on their way into it, which pip
# holds in its temporary folder (the one it is fetching twice) and in its cache.
SIZE = {"environment": 2.3 * GB, "temporary": 0.8 * GB, "cache": 0.6 * GB}
SIZE_WITH_CUDA = {"environment": 6.3 * GB, "temporary": 3.6 * GB, "cache": 3.1 * GB}
MARGIN = 0.5 * GB
LARGE = 1e8  # bytes; a download of this size gets a line of its own
CUDA = re.compile(r"(nvidia|cuda|triton)\b")
DISK_FULL = re.compile(r"No space left on device|Errno 28\b|Disk quota exceeded")


# --- the programs that are started -------------------------------------------------


class Programs:
    """The only place where other programs are started. The tests put in their own."""

    def make_environment(self, folder: Path) -> str:
        """Make an environment with pip in it; return what went wrong, or ''."""
        # Never the environment's own Python: it would delete itself halfway.
        python = getattr(sys, "_base_executable", sys.executable)
        command = [python, "-m", "venv", "--clear", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
        return (done.stdout + done.stderr).strip() if done.returncode else ""

    def is_usable(self, folder: Path) -> bool:
        """Whether the environment has a Python of our version, and pip, that start."""
        code = "import sys, pip; print(*sys.version_info[:2])"
        try:
            command = [str(python_of(folder)), "-c", code]
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError:
            return False
        return done.stdout.split() == [str(part) for part in sys.version_info[:2]]

    def pip(self, folder: Path, arguments: list[str]):
        """Run pip; yield its lines, and None after each half second of silence.

        Raises subprocess.CalledProcessError if pip fails.
        """
        command = [str(python_of(folder)), "-m", "pip", *arguments]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        lines = queue.Queue()
        reader = threading.Thread(target=_pass_on, args=(process.stdout, lines))
        reader.start()
        ended = False
        try:
            while not ended:
                try:
                    line = lines.get(timeout=0.5)
                except queue.Empty:
                    yield None
                else:
                    ended = line is None
                    if not ended:
                        yield line.rstrip("\n")
        finally:
            if not ended:
                process.terminate()  # we were interrupted, or stop for a reason
            process.wait()
            reader.join()
            process.stdout.close()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)


def _pass_on(stream, lines: queue.Queue) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def python_of(folder: Path) -> Path:
    """The Python of the environment in `folder`."""
    if os.name == "nt":
        return folder / "Scripts" / "python.exe"
    return folder / "bin" / "python"


def packages_of(folder: Path) -> Path:
    """Where the environment in `folder` keeps its packages."""
    if os.name == "nt":
        return folder / "Lib" / "site-packages"
    version = "python{}.{}".format(*sys.version_info[:2])
    return folder / "lib" / version / "site-packages"


# --- is there room? ----------------------------------------------------------------


def check_room(venv: Path, size: dict = SIZE) -> None:
    """Stop if a disk has less free space than its share of the installation.

    The environment and pip's temporary folder may lie on one disk or on two. What an
    interrupted run left in `venv` need not be written again.
    """
    share = max(0.1, 1 - _size_of(venv) / size["environment"])
    temporary = Path(tempfile.gettempdir())
    needs: dict[int, float] = {}  # by disk
    for place, part in ((venv.parent, "environment"), (temporary, "temporary")):
        disk = place.stat().st_dev
        needs[disk] = needs.get(disk, MARGIN) + share * size[part]
    home = _existing(Path.home()).stat().st_dev
    if home in needs:  # pip does without its cache where there is no room for it
        needs[home] += share * size["cache"]
    for place in (venv.parent, temporary):
        need, free = needs[place.stat().st_dev], shutil.disk_usage(place).free
        if free < need:
            raise Stop(_no_room(venv, place, need, free, size is SIZE_WITH_CUDA))


def _no_room(venv: Path, place: Path, need: float, free: float, cuda: bool) -> str:
    remedy = "free some space there"
    if place != venv.parent:
        remedy += " or set TMPDIR to a folder on a larger disk"
    if cuda:
        remedy += " or leave CUDA out with --torch-index (see README.md)"
    return (
        f"The installation needs {need / GB:.1f} GB on the disk of {place}, which has "
        f"{free / GB:.1f} GB left: {remedy} and run `python3 install.py` again."
    )


def _size_of(folder: Path) -> int:
    """Bytes that the files below a folder hold; 0 if it does not exist."""
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(where, name)).st_blocks * 512
            except (OSError, AttributeError):  # gone meanwhile; Windows has no blocks
                continue
    return total


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    while not path.exists():
        path = path.parent
    return path


# --- progress ----------------------------------------------------------------------


class Event:
    """What pip says it does: found, fetched, present, skipped or installing."""

    def __init__(self, kind: str, name: str = "", version: str = "", size: str = ""):
        self.kind, self.name, self.version, self.size = kind, name, version, size

    def __repr__(self) -> str:
        return f"Event{(self.kind, self.name, self.version, self.size)}"

    @property
    def bytes(self) -> float:
        """The size of a download; 0 if pip names none."""
        number, _, unit = self.size.partition(" ")
        scale = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
        return float(number) * scale.get(unit, 0) if number else 0


PATTERNS = {
    "found": re.compile(r"Collecting ([\w.-]+)(?:\[[^]]*\])?(?:==([\w.+!]+))?"),
    "fetched": re.compile(
        r"\s*(?:Downloading|Using cached|Processing) (\S+\.whl)(?: \(([\d.]+ \w+)\))?"
        r"(?: \(from .*)?$"
    ),
    "present": re.compile(r"Requirement already satisfied: ([\w.-]+)"),
    "skipped": re.compile(r"Ignoring ([\w.-]+): markers"),
    "installing": re.compile(r"Installing collected packages: (.+)"),
}


def read_line(line: str) -> "Event | None":
    """What a line of pip's output tells about its progress; None if nothing."""
    for kind, pattern in PATTERNS.items():
        match = pattern.match(line)
        if not match:
            continue
        if kind == "fetched":
            wheel = urllib.parse.unquote(match.group(1)).rpartition("/")[2]
            name, version = wheel.split("-")[:2]
            return Event(kind, _plain(name), version, match.group(2) or "")
        if kind == "installing":
            return Event(kind, match.group(1))
        version = match.group(2) if kind == "found" else ""
        return Event(kind, _plain(match.group(1)), version or "")
    return None


def _plain(name: str) -> str:
    """A package's name in the one spelling in which names can be compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Progress:
    """Turns pip's output into `37/141 numpy 2.4.6`, rewritten in place on a terminal.

    Elsewhere (a log, CI) it prints every twentieth package and every large download.
    """

    def __init__(self, expected, packages: Path, out):
        self.expected = set(expected)
        self.packages = packages
        self.out = out
        self.found: set[str] = set()
        self.fetched: set[str] = set()
        self.order: list[str] = []
        self.installed_before = 0
        self.last_kept = 0

    def line(self, line: str) -> None:
        """Take a line of pip's output."""
        event = read_line(line)
        if event is None:
            return
        if event.kind == "skipped":
            self.expected.discard(event.name)
        elif event.kind == "installing":
            self.order = [_plain(name) for name in event.name.split(", ")]
            self.installed_before = self._count_installed()
            self._show(f"  installing {len(self.order)} packages", keep=True)
        else:
            self._count(event)

    def silence(self) -> None:
        """Say how far pip is. It installs without a word: look into the folder."""
        if not self.order:
            return
        done = self._count_installed() - self.installed_before
        done = min(max(done, 0), len(self.order) - 1)
        number = f"{done + 1:>5}/{len(self.order)}"
        self._show(f"{number} installing {self.order[done]}", keep=False)

    def close(self) -> None:
        """Clear the line that was rewritten."""
        if self.out.isatty():
            self._show("", keep=False)

    def _count(self, event: Event) -> None:
        self.expected.add(event.name)
        self.found.add(event.name)
        if event.kind != "found":
            self.fetched.add(event.name)
        # Some indexes let pip find everything first and fetch it later: count anew.
        fetching = event.kind == "fetched" and self.found >= self.expected
        step = len(self.fetched) if fetching else len(self.found)
        text = f"{step:>5}/{len(self.expected)} {event.name} {event.version}".rstrip()
        if event.size:
            text += f" ({event.size})"
        is_mark = step % 20 == 0 and step != self.last_kept
        self.last_kept = step
        self._show(text, keep=is_mark or event.bytes >= LARGE)

    def _count_installed(self) -> int:
        return sum(1 for _ in self.packages.glob("*.dist-info"))

    def _show(self, text: str, keep: bool) -> None:
        if self.out.isatty():
            width = shutil.get_terminal_size().columns - 1
            self.out.write("\r" + text[:width].ljust(width))
            self.out.write("\r" if not text else "")
            self.out.flush()
        elif keep:
            print(text, file=self.out, flush=True)


# --- the installation --------------------------------------------------------------


class Installation:
    """One course folder, and the environment in its .venv.

    `programs` starts venv and pip; `out` is where the progress goes.
    """

    def __init__(self, root: Path, programs: Programs, out=None):
        self.root = root
        self.venv = root / ".venv"
        self.stamp = self.venv / "ready"
        self.log = self.venv / "install.log"
        self.programs = programs
        self.out = out or sys.stdout

    def run(self, torch_index: str = "") -> None:
        """Install what is missing; raise Stop with one sentence if that fails."""
        if self.is_ready():
            self.stamp.touch()  # or make, which compares dates, would ask every time
            self._say("Everything is installed.")
            return
        started = time.monotonic()
        try:
            self._make_environment()
            self._install(torch_index)
            self._announce_course()
            self.stamp.write_text(self._fingerprint() + "\n")
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Stop(self._disk_is_full()) from None
            raise Stop(
                f"The installation could not use {error.filename or self.venv} "
                f"({error.strerror}): see that you may write there, and run "
                "`python3 install.py` again."
            ) from None
        self._say(f"Ready after {time.monotonic() - started:.0f} s. Next: make lab")

    def is_ready(self) -> bool:
        """Whether an earlier run installed exactly what is asked for now."""
        try:
            same = self.stamp.read_text().strip() == self._fingerprint()
        except FileNotFoundError:
            return False
        return same and self.programs.is_usable(self.venv)

    def _fingerprint(self) -> str:
        digest = hashlib.sha256("{}.{}".format(*sys.version_info[:2]).encode())
        for name in ("requirements.txt", "pyproject.toml"):
            digest.update(hashlib.sha256((self.root / name).read_bytes()).digest())
        return digest.hexdigest()

    def _make_environment(self) -> None:
        check_room(self.venv)
        self.stamp.unlink(missing_ok=True)
        if self.programs.is_usable(self.venv):
            self._forget_half_installed()
            self._say("Completing .venv, which an earlier run began.")
            return
        if importlib.util.find_spec("ensurepip") is None:
            raise Stop(
                "{} cannot make an environment, because its venv module is incomplete: "
                "install it (on Debian and Ubuntu `sudo apt install "
                "python{}.{}-venv`) and run `python3 install.py` again.".format(
                    sys.executable, *sys.version_info[:2]
                )
            )
        self._say("Making .venv for Python {}.{}.".format(*sys.version_info[:2]))
        problem = self.programs.make_environment(self.venv)
        if DISK_FULL.search(problem):
            raise Stop(self._disk_is_full())
        if problem:
            raise Stop(
                f"Python could not make the environment in {self.venv}: delete that "
                f"folder and run `python3 install.py` again; Python's own last word "
                f"was: {problem.splitlines()[-1]}"
            )

    def _forget_half_installed(self) -> None:
        """Have pip install again what it was writing when it was interrupted.

        It takes a package for installed once it finds its metadata, but writes the
        INSTALLER file only when all other files are there.
        """
        for metadata in packages_of(self.venv).glob("*.dist-info"):
            if not (metadata / "INSTALLER").exists():
                shutil.rmtree(metadata)

    def _install(self, torch_index: str) -> None:
        pins = read_pins(self.root / "requirements.txt")
        self.log.write_text("")
        if torch_index:
            torch = f"torch=={pins['torch']}"
            self._say(f"Installing {torch} from {torch_index}.")
            self._pip(["--no-deps", "--index-url", torch_index, torch], {"torch"})
        self._say(f"Installing {len(pins)} packages; this takes a few minutes.")
        lock = str(self.root / "requirements.txt")
        self._pip(["-r", lock, "-e", str(self.root)], set(pins))

    def _pip(self, arguments: list[str], expected: set[str]) -> None:
        quiet = ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
        progress = Progress(expected, packages_of(self.venv), self.out)
        cuda_seen = False
        lines = self.programs.pip(self.venv, ["install", *quiet, *arguments])
        try:
            with open(self.log, "a", encoding="utf-8") as log:
                for line in lines:
                    if line is None:
                        progress.silence()
                        continue
                    print(line, file=log, flush=True)
                    event = read_line(line)
                    if event and CUDA.match(event.name) and not cuda_seen:
                        cuda_seen = True
                        progress.close()
                        self._meet_cuda()
                    progress.line(line)
        except subprocess.CalledProcessError:
            raise Stop(self._pip_failed()) from None
        finally:
            lines.close()  # ends pip, if it still runs
            progress.close()

    def _meet_cuda(self) -> None:
        """pip's choice of torch brings CUDA: check the room, and explain the wait."""
        check_room(self.venv, SIZE_WITH_CUDA)
        self._say(
            "  This build of torch brings 2.2 GB of CUDA libraries, which the course "
            "does not use;\n  install.py --torch-index avoids them (see README.md)."
        )

    def _announce_course(self) -> None:
        """Let `jupyter lab` find the course's settings, from whatever folder it starts.

        JupyterLab does not look into the folder where it is started.
        """
        folder = self.venv / "etc" / "jupyter"
        folder.mkdir(parents=True, exist_ok=True)
        text = (
            "# Made by install.py: leads to the settings in the course's own folder.\n"
            f"load_subconfig('jupyter_lab_config.py', path={str(self.root)!r})\n"
        )
        (folder / "jupyter_lab_config.py").write_text(text, encoding="utf-8")

    def _pip_failed(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        if any(DISK_FULL.search(line) for line in lines):
            return self._disk_is_full()
        said = "\n".join("  " + line for line in last_words(lines))
        return (
            "pip could not install the packages: check the network and pip's settings, "
            "then run `python3 install.py` again, which goes on where this run "
            f"stopped; the whole output is in {self.log}, and its last words were:\n"
            f"{said}"
        )

    def _disk_is_full(self) -> str:
        places = (self.venv.parent, Path(tempfile.gettempdir()))
        left = {place: shutil.disk_usage(place).free for place in places}
        where = min(left, key=left.get)
        least, most = (size["environment"] / GB for size in (SIZE, SIZE_WITH_CUDA))
        return (
            f"The disk of {where} was full before all was installed "
            f"({left[where] / GB:.1f} GB are left now; {self.venv} takes "
            f"{least:.1f} GB, or {most:.1f} with CUDA): free some space and run "
            "`python3 install.py` again."
        )

    def _say(self, text: str) -> None:
        print(text, file=self.out, flush=True)


def read_pins(lock: Path) -> dict[str, str]:
    """The packages in requirements.txt and their versions."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text(), re.MULTILINE)
    return {_plain(name): version for name, version in pins}


def last_words(lines: list[str], count: int = 4) -> list[str]:
    """The last lines of pip's output that say what went wrong, each cut to one line."""
    telling = ("ERROR", "error:", "WARNING: Retrying")
    errors = [line for line in lines if line.startswith(telling)]
    said = [line for line in lines if line.strip() and not line.startswith("[notice]")]
    return [line[:200] for line in (errors or said)[-count:]]


def main(arguments: "list[str] | None" = None) -> None:
    """Install, or end with one sentence and a status that is not zero."""
    parser = argparse.ArgumentParser(
        description="Make .venv and put into it all that the course needs."
    )
    parser.add_argument(
        "--torch-index",
        metavar="ADDRESS",
        default="",
        help="take torch from here, such as the address that pytorch.org lists for "
        "CPU wheels: 0.2 GB instead of 2.7 on Linux",
    )
    asked = parser.parse_args(arguments)
    try:
        root = Path(__file__).resolve().parent
        Installation(root, Programs()).run(asked.torch_index)
    except Stop as stop:
        sys.exit(f"install.py: {stop}")
    except KeyboardInterrupt:
        print("\ninstall.py: Interrupted; run it again to complete .venv.")
        sys.exit(130)


if __name__ == "__main__":
    main()
