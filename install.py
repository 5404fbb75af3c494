"""Make .venv and put into it all that the course needs.

    python3 install.py
    python3 install.py --torch-index ADDRESS

Needs Python 3.11 or newer and nothing else. A second run finds `.venv/ready`, which
says what .venv was made for, and ends at once. After an interruption there is no such
file: the next run makes .venv anew; pip's cache has what was downloaded before.

On Linux, pip's standard torch brings CUDA, which this course does not use. To save it,
give `--torch-index` the address that pytorch.org lists for CPU wheels. Without it, pip
asks only what the user's own pip configuration names.
"""

# An older Python must be able to read this file and to run it as far as check_python:
# its grammar is that of Python 3.6, and the annotations are plain names.
import argparse
import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST = (3, 11)
# Free GB, measured: .venv takes 2.2, the rest is for pip's temporary files and cache.
ROOM = 4
ROOM_TEMPORARY = 1  # in the folder for temporary files: it may lie on another disk
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
AGAIN = "run `python3 install.py` again"
DISK_FULL = re.compile(r"No space left|not enough space|Disk quota exceeded")
NAMED = re.compile(r"(Collecting|Requirement already satisfied:) ([\w.-]+)\S*?==(\S+)")
WHEEL = re.compile(
    r"\s*(?:Downloading|Using cached|Processing) (?:\S*[/\\])?"
    r"([^\s/\\-]+)-([^\s/\\-]+)-[^\s/\\]+\.whl(?!\S)"
)
LARGE = re.compile(r"\(\d{3,}\.\d MB\)")  # 100 MB or more, as pip writes it


class Stop(Exception):
    """Ends the installation; its text is the sentence that the user reads."""


def check_python(version: tuple) -> None:
    """Stop unless the Python that runs this file is new enough for the course."""
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            "The course needs Python {}.{} or newer, but {} is Python {}.{}: install a "
            "newer one and run this file with it (`python3.11 install.py`, say)"
            ".".format(*OLDEST, sys.executable, *version[:2])
        )


def check_room() -> None:
    """Stop if a disk has too little free space for a new .venv."""
    here, temporary = VENV if VENV.exists() else ROOT, Path(tempfile.gettempdir())
    for place, need in ((here, ROOM), (temporary, ROOM_TEMPORARY)):
        free = shutil.disk_usage(place).free / 1e9
        if free < need:
            hints = {VENV: " (.venv may go)", temporary: " or set TMPDIR"}
            raise Stop(
                f"The installation needs {need} GB on the disk of {place}, which has "
                f"{free:.1f} GB: free some space{hints.get(place, '')} and {AGAIN}."
            )


def disk_is_full() -> Stop:
    """What to say when the space ran out midway."""
    return Stop(
        f"The disk was full before all was installed: see that {ROOM} GB are free for "
        f"{VENV} and {ROOM_TEMPORARY} GB for temporary files in TMPDIR (more, if pip "
        f"brings CUDA: see README.md), and {AGAIN}."
    )


def make_environment() -> None:
    """Make an empty .venv with pip in it."""
    for module in ("venv", "ensurepip"):
        if not importlib.util.find_spec(module):
            raise Stop(
                f"{sys.executable} cannot make .venv without its module {module}: "
                f"install it (on Debian `sudo apt install python3-venv`) and {AGAIN}."
            )
    # Not with .venv's own Python, which make finds first: it would delete itself.
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-300:]
        raise Stop(f"Python could not make {VENV}: delete it and {AGAIN}:\n{said}")


def run_pip(arguments: list):
    """Run .venv's pip and yield its lines; the tests replace this function."""
    command = [str(PYTHON), "-m", "pip", *arguments]
    out, both = subprocess.PIPE, subprocess.STDOUT
    process = subprocess.Popen(
        command, stdout=out, stderr=both, errors="replace", encoding="utf-8"
    )
    try:
        yield from map(str.rstrip, process.stdout)
    finally:
        process.stdout.close()
        process.wait()  # Ctrl-C reaches pip too: let it delete its temporary files
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def pip_install(arguments: list, count: int) -> None:
    """Have pip install `count` packages; show how far it is, and log what it says."""
    log = VENV / "install.log"
    quiet = ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    lines = run_pip(["install", *quiet, *arguments])
    try:
        with log.open("a", encoding="utf-8") as file, contextlib.closing(lines):
            show_progress(lines, count, file)
    except subprocess.CalledProcessError:
        said = log.read_text(encoding="utf-8").splitlines()
        if any(DISK_FULL.search(line) for line in said):
            raise disk_is_full() from None
        errors = [line for line in said if line.startswith(("ERROR", "WARNING: Retry"))]
        raise Stop(
            "pip could not install the packages: check the network and pip's settings "
            f"and {AGAIN}; all that pip said is in {log}, and this came last:"
            + "".join(f"\n  {line[:200]}" for line in (errors or said)[-4:])
        ) from None
    finally:
        show("")


def show_progress(lines, count: int, log) -> None:
    """Show `  37/141 numpy 2.4.6` as pip's lines come in, and copy them to the log."""
    done = 0
    for line in lines:
        print(line, file=log, flush=True)
        wheel, named = WHEEL.match(line.replace("%2B", "+")), NAMED.match(line)
        if line.startswith("Ignoring "):
            count -= 1  # a package for another system
        elif line.startswith("Installing collected packages: ") and "," in line:
            many = line.count(",") + 1
            show(f"  installing {many} packages, about a minute", keep=True)
        elif wheel or named:
            # Some indexes let pip collect all packages before it fetches the first.
            is_step = bool(wheel) or named[1] != "Collecting"
            done += is_step
            count = max(count, done)  # the lock does not name CUDA's packages
            words = [*(wheel or named).groups()[-2:], *LARGE.findall(line)]
            twentieth = is_step and done % 20 == 0 and not sys.stdout.isatty()
            show(f"{done:>5}/{count} {' '.join(words)}", len(words) > 2 or twentieth)


def show(text: str, keep=False) -> None:
    """Print a line; if not to `keep`, then on a terminal, for the next to overwrite."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print(text[:width].ljust(width), end="\n" if keep else "\r", flush=True)
    elif keep:
        print(text, flush=True)


def fingerprint() -> str:
    """What .venv is made for: this version of Python and these lists of packages."""
    digest = hashlib.sha256("{}.{}".format(*sys.version_info[:2]).encode())
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update(hashlib.sha256((ROOT / name).read_bytes()).digest())
    return digest.hexdigest()


def install(torch_index: str) -> None:
    """Make .venv; if only the lists of packages changed, bring it up to date."""
    started, ready = time.monotonic(), VENV / "ready"
    whole = ready.exists() and PYTHON.exists()  # a Python can vanish
    if whole and ready.read_text(encoding="utf-8").strip() == fingerprint():
        ready.touch()  # or make, which compares dates, would ask every time
        print("Everything is installed.")
        return
    version = "version = {}.{}.".format(*sys.version_info[:2])
    if not whole or version not in (VENV / "pyvenv.cfg").read_text(encoding="utf-8"):
        check_room()
        make_environment()
    ready.unlink(missing_ok=True)
    (VENV / "install.log").write_text("", encoding="utf-8")
    lock = ROOT / "requirements.txt"
    pins = re.findall(
        r"^[\w.-]+==[^\s;]+", lock.read_text(encoding="utf-8"), re.MULTILINE
    )
    print("Installing the packages; this takes a few minutes.", flush=True)
    if torch_index:
        torch = next(pin for pin in pins if pin.startswith("torch=="))
        pip_install(["--no-deps", "--index-url", torch_index, torch], 1)
    pip_install(["-r", str(lock), "-e", str(ROOT)], len(pins))
    ready.write_text(fingerprint() + "\n", encoding="utf-8")
    print(f"Ready after {time.monotonic() - started:.0f} s. Next: make lab")


def main(arguments=None) -> None:
    """Install, or end with a sentence and a status that is not zero."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    what = "take torch from here, such as what pytorch.org lists for CPU wheels"
    parser.add_argument("--torch-index", metavar="ADDRESS", help=what)
    try:
        check_python(sys.version_info)
        install(parser.parse_args(arguments).torch_index)
    except Stop as stop:
        sys.exit(f"install.py: {stop}")
    except OSError as error:
        why = f"{error}: see that you may write there and {AGAIN}."
        sys.exit(f"install.py: {disk_is_full() if DISK_FULL.search(why) else why}")
    except KeyboardInterrupt:
        print(f"\ninstall.py: Interrupted, .venv is unfinished: {AGAIN}.")
        sys.exit(130)


if __name__ == "__main__":
    main()
