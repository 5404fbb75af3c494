"""Make .venv and put into it all that the course needs.

    python3 install.py

Needs Python 3.11 or newer and nothing else. A second run finds `.venv/ready`, which
says what .venv was made for, and ends at once. After an interruption there is no such
file: the next run makes .venv anew; uv's cache has what was downloaded before.

pip fetches uv, and uv the rest in about half of pip's time. uv does not read what
the user's pip is told (index, proxy, certificates), so it is told here. If pip is told
something that uv cannot be told, pip does it all.
"""

# An older Python must be able to read this file and to run it as far as check_python:
# its grammar is that of Python 3.6, and the annotations are plain names.
import argparse
import ast
import hashlib
import importlib.util
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST = (3, 11)
# Free GB, measured: .venv takes 2.3, of which uv's cache is a part on the same disk.
ROOM = 4
ROOM_CUDA = 8  # with PyPI's torch for Linux .venv takes 6.1
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
AGAIN = "run `python3 install.py` again"

# What pip calls its settings, and uv the same. Variables of the environment, for an
# address can hold a password, which flags would show to everybody on the machine.
VARIABLES = {
    "cache-dir": "UV_CACHE_DIR",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "constraint": "UV_CONSTRAINT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "index-url": "UV_DEFAULT_INDEX",
    "proxy": "ALL_PROXY HTTP_PROXY HTTPS_PROXY http_proxy https_proxy",
    "retries": "UV_HTTP_RETRIES",
    "timeout": "UV_HTTP_TIMEOUT",
    "trusted-host": "UV_INSECURE_HOST",
}
FLAGS = {"no-cache-dir": "--no-cache", "no-index": "--no-index"}
# And which say how pip talks, or choose among versions where the lock names one.
IDLE = """
break-system-packages config-file debug disable-pip-version-check exists-action log
no-color no-input no-python-version-warning no-warn-conflicts no-warn-script-location
prefer-binary progress-bar quiet require-virtualenv resume-retries root-user-action
verbose
"""


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


def check_room(need: int) -> None:
    """Stop if the disk of .venv has less than `need` GB of free space."""
    free = shutil.disk_usage(VENV if VENV.exists() else ROOT).free / 1e9
    if free < need:
        hint = " (.venv may go)" if VENV.exists() else ""
        raise Stop(
            f"The installation needs {need} GB on the disk of {ROOT}, which has "
            f"{free:.1f} GB: free some space{hint} and {AGAIN}."
        )


def failure(what: str, *places: Path) -> Stop:
    """What to say after a command failed and said why, perhaps by a full disk."""
    for place in (ROOT, Path(tempfile.gettempdir()), *places):
        free = shutil.disk_usage(place).free / 1e9
        if free < 1:
            return Stop(
                f"{what}, and the disk of {place} has only {free:.1f} GB left: free "
                f"some space, {ROOM} GB in all, and {AGAIN}."
            )
    return Stop(
        f"{what}, for the reason above: look at the network, and at what pip is told "
        f"(`pip config list`), and {AGAIN}."
    )


def run(command: list, env=None, quiet=False) -> bool:
    """Whether a command, which says itself how far it is, did its work.

    The tests replace this function. `quiet` is for a question: nobody reads why not.
    """
    silence = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, env=env, stdout=silence, stderr=silence)
    try:
        return process.wait() == 0
    finally:
        process.wait()  # Ctrl-C reaches it too: let it delete its temporary files


def read(command: list, env=None) -> str:
    """What a command prints; the tests replace this function."""
    return subprocess.run(
        command, env=env, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ).stdout


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


def pip_settings() -> dict:
    """What pip is told for `pip install`, in files and the environment."""
    settings = {}
    lines = read([str(PYTHON), "-m", "pip", "config", "list"]).splitlines()
    for section in ("global", "install", ":env:"):  # the last one counts
        for line in lines:
            name, _, value = line.partition("=")
            if name.startswith(section + "."):
                settings[name[len(section) + 1 :]] = ast.literal_eval(value).strip()
    return {name: value for name, value in settings.items() if value}


def uv_settings(settings: dict) -> tuple:
    """pip's settings as uv takes them: an environment, flags, names without a match.

    What the user told uv itself stands.
    """
    variables, flags, unknown = {}, [], []
    for name, value in settings.items():
        if name in VARIABLES:
            several = name in ("constraint", "extra-index-url", "find-links")
            values = map(os.path.expanduser, value.split() if several else [value])
            text = ("," if name == "find-links" else " ").join(values)
            variables.update(dict.fromkeys(VARIABLES[name].split(), text))
        elif name in FLAGS:
            flags += [FLAGS[name]] * (value.lower() not in ("0", "false", "no", "off"))
        elif name not in IDLE.split():
            unknown.append(name)
    if "UV_INDEX" in variables:
        # pip takes the best of all indexes; uv would take the first that has a name.
        variables["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if bundle:  # pip reads these
        variables.setdefault("SSL_CERT_FILE", bundle)
    if has_certificates():  # pip trusts what the system trusts, as uv does if told
        variables["UV_SYSTEM_CERTS"] = "true"
    own = {name: value for name, value in os.environ.items() if name.startswith("UV_")}
    return {**os.environ, **variables, **own}, flags, unknown


def has_certificates() -> bool:
    """Whether the system has certificates; without any, uv would not start."""
    paths = ssl.get_default_verify_paths()
    folder = paths.capath and os.listdir(paths.capath)
    return sys.platform in ("win32", "darwin") or bool(paths.cafile or folder)


def pin(name: str) -> str:
    """What requirements.txt says of a package, such as `torch==2.13.0`."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.search(rf"^{name}==[^\s;]+", text, re.MULTILINE)[0]


def uv_install(flags: list) -> list:
    """The command with which uv installs into .venv.

    Outside the project: what it leaves out of the lock, PyPI's torch needs.
    """
    command = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON)]
    return [*command, "--project", ROOT.anchor, *flags]


def choose_torch(uv: list, env: dict) -> tuple:
    """Arguments and an environment for a torch without CUDA, if one can be had.

    PyPI's torch for Linux needs CUDA, 3 GB that the course does not use: it cannot be
    imported without. PyTorch's own index has one for the CPU, and so may what pip is
    told.
    """
    if not sys.platform.startswith("linux"):
        return [], env
    torch = pin("torch") + "+cpu"
    ask = [*uv, "--dry-run", "--no-deps", torch]
    if run(ask, env, quiet=True):
        return [torch], env
    cpu = {"UV_TORCH_BACKEND": "cpu", **env}
    # One attempt, for where that host cannot be reached.
    once = {"UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "10"}
    if run(ask, {**cpu, **once}, quiet=True):
        return [torch], cpu
    print(
        "PyTorch's own index cannot be reached, so torch comes with 3 GB of CUDA that "
        "the course does not use.",
        flush=True,
    )
    check_room(ROOM_CUDA)
    return [], env


def install_packages() -> None:
    """Have uv install the lock and the course into .venv, or pip, if uv cannot."""
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input"]
    pip += ["--disable-pip-version-check"]
    packages = ["-r", str(ROOT / "requirements.txt"), "-e", str(ROOT)]
    env, flags, unknown = uv_settings(pip_settings())
    if unknown:
        print(
            f"pip's setting {unknown[0]} cannot be told to uv, so pip installs the "
            "packages; this takes longer.",
            flush=True,
        )
        if not run([*pip, *packages]):
            raise failure("pip could not install the packages")
        return
    if not run([*pip, "--quiet", "--only-binary=uv", pin("uv")]):
        raise failure("pip could not fetch uv")
    uv = uv_install(flags)
    torch, env = choose_torch(uv, env)
    # Without byte code the first page of JupyterLab takes long.
    if not run([*uv, "--compile-bytecode", *packages, *torch], env):
        cache = read([str(PYTHON), "-m", "uv", "cache", "dir"], env).strip()
        raise failure("uv could not install the packages", Path(cache))


def fingerprint() -> str:
    """What .venv is made for: this version of Python and these lists of packages."""
    digest = hashlib.sha256("{}.{}".format(*sys.version_info[:2]).encode())
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update(hashlib.sha256((ROOT / name).read_bytes()).digest())
    return digest.hexdigest()


def install() -> None:
    """Make .venv; if only the lists of packages changed, bring it up to date."""
    started, ready = time.monotonic(), VENV / "ready"
    whole = ready.exists() and PYTHON.exists()  # a Python can vanish
    if whole and ready.read_text(encoding="utf-8").strip() == fingerprint():
        ready.touch()  # or make, which compares dates, would ask every time
        print("Everything is installed.")
        return
    print("Installing the packages; this takes a minute or two.", flush=True)
    version = "version = {}.{}.".format(*sys.version_info[:2])
    if not whole or version not in (VENV / "pyvenv.cfg").read_text(encoding="utf-8"):
        check_room(ROOM)
        make_environment()
    ready.unlink(missing_ok=True)
    install_packages()
    ready.write_text(fingerprint() + "\n", encoding="utf-8")
    print(f"Ready after {time.monotonic() - started:.0f} s. Next: make lab")


def main(arguments=None) -> None:
    """Install, or end with a sentence and a status that is not zero."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    try:
        check_python(sys.version_info)
        parser.parse_args(arguments)
        install()
    except Stop as stop:
        sys.exit(f"install.py: {stop}")
    except OSError as error:
        hint = f"see that you may write there and that {ROOM} GB are free, and {AGAIN}"
        sys.exit(f"install.py: {error}: {hint}.")
    except KeyboardInterrupt:
        print(f"\ninstall.py: Interrupted, .venv is unfinished: {AGAIN}.")
        sys.exit(130)


if __name__ == "__main__":
    main()
