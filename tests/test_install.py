"""install.py: does the work once, says in one sentence what stops it.

Nothing comes from a network: what would run is written down, or it is uv with a folder
of wheels that are made here.
"""

import ast
import errno
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import install

SOURCE = Path(install.__file__).read_text(encoding="utf-8")


class Course:
    """A course of two packages in a folder of its own; commands are only noted."""

    def __init__(self, root: Path):
        self.venv = root / ".venv"
        self.lock = root / "requirements.txt"
        self.lock.write_text(
            "numpy==2.4.6\ntorch==2.13.0 ; os_name != 'nt'\nuv==0.13.9\n",
            encoding="utf-8",
        )
        (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        self.made = 0
        self.ran: list[tuple[list[str], dict]] = []  # commands and environments
        self.fails = lambda command, env: False
        self.pip_is_told = ""  # as `pip config list` prints it

    def make_environment(self) -> None:
        self.made += 1
        (self.venv / "bin").mkdir(parents=True, exist_ok=True)
        (self.venv / "bin" / "python").touch()
        version = "version = {}.{}.{}".format(*sys.version_info[:3])
        (self.venv / "pyvenv.cfg").write_text(version, encoding="utf-8")

    def run(self, command: list[str], env=None, quiet=False) -> bool:
        self.ran.append((command, env))
        return not self.fails(command, env)

    def read(self, command: list[str], env=None) -> str:
        asked = command[-2:]
        assert asked in (["config", "list"], ["cache", "dir"])
        return self.pip_is_told if asked[0] == "config" else str(self.venv)

    def stops(self) -> str:
        """Install, and return the last words of it, for it is expected to fail."""
        with pytest.raises(SystemExit) as end:
            install.main([])
        assert end.value.code not in (0, None)
        assert not (self.venv / "ready").exists()
        return str(end.value.code)

    def installation(self) -> tuple[list[str], dict]:
        """Install, and return the command that brings the packages, and its settings.

        The settings are those that differ from what the tests themselves run with.
        """
        install.main([])
        command, env = self.ran[-1]
        assert "-r" in command
        env = {
            name: env[name] for name in env or {} if env[name] != os.environ.get(name)
        }
        env.pop("UV_SYSTEM_CERTS", None)
        return command, env


@pytest.fixture
def course(tmp_path, monkeypatch) -> Course:
    course = Course(tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", course.venv)
    monkeypatch.setattr(install, "PYTHON", course.venv / "bin" / "python")
    monkeypatch.setattr(install, "make_environment", course.make_environment)
    monkeypatch.setattr(install, "run", course.run)
    monkeypatch.setattr(install, "read", course.read)
    for name in {*install.VARIABLES, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}:
        monkeypatch.delenv(name, raising=False)
    for name in os.environ:
        if name.startswith("UV_"):
            monkeypatch.delenv(name)
    give_room(monkeypatch, 100e9)
    return course


def give_room(monkeypatch, free: float) -> None:
    usage = SimpleNamespace(free=free)
    monkeypatch.setattr("install.shutil.disk_usage", lambda place: usage)


# --- one sentence for what stops it ---


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


@pytest.mark.parametrize("step", ["uv==0.13.9", "-r"])
def test_a_disk_that_fills_up_midway_is_named(course, monkeypatch, step):
    def fails(command: list[str], env) -> bool:
        if step in command:
            give_room(monkeypatch, 0.2e9)
        return step in command

    course.fails = fails
    sentence = course.stops()
    assert f"disk of {course.venv.parent} has only 0.2 GB left: free some" in sentence
    assert "\n" not in sentence


def test_a_full_disk_of_uvs_cache_is_named(course, monkeypatch):
    def usage(place: Path) -> SimpleNamespace:
        return SimpleNamespace(free=0.1e9 if place == course.venv else 100e9)

    monkeypatch.setattr("install.shutil.disk_usage", usage)
    monkeypatch.setattr(install, "check_room", lambda need: None)
    course.fails = lambda command, env: "-r" in command
    assert f"disk of {course.venv} has only 0.1 GB" in course.stops()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_named(course, number):
    def fails(command, env):
        raise OSError(number, os.strerror(number), "/there")

    course.fails = fails
    sentence = course.stops()
    assert f"{os.strerror(number)}: '/there': see that you may write" in sentence
    assert "4 GB are free" in sentence


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


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ("uv==0.13.9", "pip could not fetch uv"),
        ("--compile-bytecode", "uv could not install the packages"),
    ],
)
def test_what_fails_has_said_why_and_is_named(course, step, who):
    course.fails = lambda command, env: step in command
    sentence = course.stops()
    assert f"{who}, for the reason above: look at the network" in sentence
    assert "\n" not in sentence


def test_an_interruption_leaves_nothing_that_looks_ready(course, capsys):
    def fails(command, env):
        raise KeyboardInterrupt

    course.fails = fails
    assert course.stops() == "130"
    assert "Interrupted" in capsys.readouterr().out
    course.fails = lambda command, env: False
    install.main([])
    assert course.made == 2


def test_a_command_that_is_interrupted_ends_before_install_does(monkeypatch):
    """Ctrl-C reaches both: uv may still be deleting what it has begun."""
    waits = [KeyboardInterrupt, None]

    class Process:
        def wait(self) -> int:
            if waits.pop(0):
                raise KeyboardInterrupt
            return 1

    monkeypatch.setattr("install.subprocess.Popen", lambda *_, **__: Process())
    with pytest.raises(KeyboardInterrupt):
        install.run(["uv"])
    assert waits == []


def test_a_command_says_whether_it_did_its_work(capfd):
    assert install.run([sys.executable, "-c", "print('so far')"])
    assert capfd.readouterr().out == "so far\n"
    assert not install.run([sys.executable, "-c", "print(1); exit(3)"], quiet=True)
    assert capfd.readouterr().out == ""


# --- once ---


def test_the_second_run_does_nothing(course, capsys):
    install.main([])
    assert "Ready after" in capsys.readouterr().out
    before = len(course.ran)
    install.main([])
    assert capsys.readouterr().out == "Everything is installed.\n"
    assert (course.made, len(course.ran)) == (1, before)


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_packages_are_installed_into_the_same_environment(course, name):
    install.main([])
    before = len(course.ran)
    with open(course.venv.parent / name, "a", encoding="utf-8") as file:
        file.write("# changed\n")
    install.main([])
    assert (course.made, len(course.ran)) == (1, 2 * before)


@pytest.mark.parametrize("what", ["vanished", "was followed by a newer one"])
def test_a_python_that(what, course, monkeypatch):
    install.main([])
    if what == "vanished":
        (course.venv / "bin" / "python").unlink()
    else:
        monkeypatch.setattr("install.sys.version_info", (3, 99, 0))
    install.main([])
    assert course.made == 2


# --- what pip is told, uv is told ---


def test_uv_comes_by_pip_and_brings_the_rest(course):
    command, env = course.installation()
    (fetch, _), *_ = course.ran
    assert fetch[1:4] == ["-m", "pip", "install"]
    assert fetch[-1] == "uv==0.13.9"
    assert command[:4] == [fetch[0], "-m", "uv", "pip"]
    assert command[-5:] == [
        "-r", str(course.lock), "-e", str(course.lock.parent), "torch==2.13.0+cpu"
    ]  # fmt: skip
    assert "--compile-bytecode" in command  # or JupyterLab starts slowly
    assert env == {}
    assert "://" not in SOURCE  # only what pip is told, and what uv knows by itself


@pytest.mark.parametrize(
    ("told", "variables"),
    [
        ("global.index-url='https://a/simple'", {"UV_DEFAULT_INDEX": "https://a/simple"}),
        (
            "global.extra-index-url='\\nhttps://a\\nhttps://b'",
            {
                "UV_INDEX": "https://a https://b",
                # pip chooses from all indexes.
                "UV_INDEX_STRATEGY": "unsafe-best-match",
            },
        ),
        ("global.find-links='/a /b'", {"UV_FIND_LINKS": "/a,/b"}),
        ("global.cert='/my own/a.pem'", {"SSL_CERT_FILE": "/my own/a.pem"}),
        ("global.cert='~/a.pem'", {"SSL_CERT_FILE": os.path.expanduser("~/a.pem")}),
        ("global.client-cert='/a.pem'", {"SSL_CLIENT_CERT": "/a.pem"}),
        (
            "global.proxy='http://a:1'",
            dict.fromkeys(
                ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"],
                "http://a:1",
            ),
        ),
        ("global.trusted-host='a b:1'", {"UV_INSECURE_HOST": "a b:1"}),
        ("global.timeout='60'", {"UV_HTTP_TIMEOUT": "60"}),
        (":env:.default-timeout='60'", {"UV_HTTP_TIMEOUT": "60"}),
        ("global.retries='9'", {"UV_HTTP_RETRIES": "9"}),
        ("global.constraint='/a.txt /b.txt'", {"UV_CONSTRAINT": "/a.txt /b.txt"}),
        ("global.cache-dir='/cache'", {"UV_CACHE_DIR": "/cache"}),
        ("global.index-url=''", {}),
        ("global.disable-pip-version-check='1'\nglobal.no-color='1'", {}),
        ("download.index-url='https://a/simple'", {}),
    ],
)  # fmt: skip
def test_a_setting_of_pips_is_one_of_uvs(course, told, variables):
    course.pip_is_told = told
    command, env = course.installation()
    assert "uv" in command
    assert env == variables


def test_every_setting_of_pips_that_has_a_match_is_tried_here():
    tried = "".join(
        str(mark.args) for mark in test_a_setting_of_pips_is_one_of_uvs.pytestmark
    )
    assert [name for name in install.VARIABLES if f".{name}=" not in tried] == []


@pytest.mark.parametrize(
    ("told", "flags"),
    [
        ("global.no-index='true'", ["--no-index"]),
        ("global.no-index='0'", []),
        (":env:.no-cache-dir='1'", ["--no-cache"]),
    ],
)
def test_a_switch_of_pips_is_one_of_uvs(course, told, flags):
    course.pip_is_told = told
    command, _ = course.installation()
    assert [word for word in command if word in install.FLAGS.values()] == flags


def test_the_environment_is_stronger_than_install_and_that_than_global(course):
    told = [":env:.timeout='3'", "install.timeout='2'", "global.timeout='1'"]
    for number in (3, 2, 1):
        course.pip_is_told = "\n".join(told)
        assert install.pip_settings() == {"timeout": str(number)}
        del told[0]


def test_what_the_user_told_uv_stands(course, monkeypatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mine")
    monkeypatch.setenv("SSL_CERT_FILE", "/systems.pem")  # not uv's alone
    course.pip_is_told = "global.index-url='https://a'\nglobal.cert='/pips.pem'"
    install.main([])
    _, env = course.ran[-1]
    assert env["UV_DEFAULT_INDEX"] == "https://mine"
    assert env["SSL_CERT_FILE"] == "/pips.pem"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_certificates_that_pip_finds_by_itself_are_uvs_too(course, monkeypatch, name):
    monkeypatch.setenv(name, "/bundle.pem")
    assert course.installation()[1] == {"SSL_CERT_FILE": "/bundle.pem"}
    course.lock.touch()
    (course.venv / "ready").unlink()
    course.pip_is_told = "global.cert='/pips.pem'"
    assert course.installation()[1] == {"SSL_CERT_FILE": "/pips.pem"}


def test_uv_trusts_what_the_system_trusts_if_it_trusts_anything(course, monkeypatch):
    """pip does; and uv does not start where it finds nothing to trust."""
    paths = SimpleNamespace(cafile="/etc/cert.pem", capath=None)
    monkeypatch.setattr("install.ssl.get_default_verify_paths", lambda: paths)
    assert install.uv_settings({})[0]["UV_SYSTEM_CERTS"] == "true"
    monkeypatch.setattr("install.sys.platform", "linux")
    paths.cafile, paths.capath = None, str(course.venv.parent / "certificates")
    os.mkdir(paths.capath)
    assert "UV_SYSTEM_CERTS" not in install.uv_settings({})[0]
    (Path(paths.capath) / "a.pem").touch()
    assert install.uv_settings({})[0]["UV_SYSTEM_CERTS"] == "true"


def test_pip_installs_if_uv_cannot_be_told_all(course, capsys):
    course.pip_is_told = "global.cert='/a.pem'\ninstall.no-binary=':all:'"
    command, _ = course.installation()
    assert len(course.ran) == 1
    assert command[1:4] == ["-m", "pip", "install"]
    assert command[-4:] == ["-r", str(course.lock), "-e", str(course.lock.parent)]
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("pip's setting no-binary cannot be told to uv, so pip")
    (course.venv / "ready").unlink()
    course.fails = lambda command, env: True
    assert "pip could not install the packages, for the reason" in course.stops()


def test_pip_really_says_what_it_is_told(course, monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    file = tmp_path / "pip.conf"
    file.write_text(
        "[global]\nindex-url = https://a\n[install]\nfind-links =\n  /a\n  /b\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    settings = install.pip_settings()
    assert settings["no-index"] == "1"
    if "PIP_FIND_LINKS" not in os.environ:
        assert settings["find-links"].split() == ["/a", "/b"]


# --- a torch without CUDA, where one can be had ---


@pytest.mark.parametrize("source", ["what pip is told", "PyTorch", "PyPI"])
def test_torch_is_looked_for_where_it_costs_least(course, monkeypatch, capsys, source):
    def fails(command: list[str], env: dict) -> bool:
        if "--dry-run" not in command:
            return False
        assert command[-1] == "torch==2.13.0+cpu"
        if "UV_TORCH_BACKEND" not in env:
            return source != "what pip is told"
        assert env["UV_HTTP_RETRIES"] == "0"  # one attempt, of bounded time
        assert int(env["UV_HTTP_TIMEOUT"]) <= 10
        return source != "PyTorch"

    monkeypatch.setattr("install.sys.platform", "linux")
    course.fails = fails
    command, env = course.installation()
    torch = [word for word in command if word.startswith("torch")]
    assert torch == ([] if source == "PyPI" else ["torch==2.13.0+cpu"])
    assert env == ({"UV_TORCH_BACKEND": "cpu"} if source == "PyTorch" else {})
    assert ("3 GB of CUDA" in capsys.readouterr().out) == (source == "PyPI")


def test_cuda_needs_more_room(course, monkeypatch):
    monkeypatch.setattr("install.sys.platform", "linux")
    give_room(monkeypatch, 7e9)
    course.fails = lambda command, env: "--dry-run" in command
    assert f"needs {install.ROOM_CUDA} GB" in course.stops()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_torch_has_no_cuda(course, monkeypatch, system):
    monkeypatch.setattr("install.sys.platform", system)
    command, env = course.installation()
    assert command[-1] == str(course.lock.parent)
    assert "UV_TORCH_BACKEND" not in env
    assert len(course.ran) == 2


def make_wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    """Write a wheel of a package that has nothing in it."""
    info = f"{name}-{version}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    about += "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as file:
        file.writestr(f"{info}/METADATA", about)
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")


@pytest.mark.parametrize("has_cpu", [True, False])
def test_uv_really_finds_torch_and_with_cuda_all_of_it(
    tmp_path, monkeypatch, has_cpu, capfd
):
    """uv itself, told by pip's settings of a folder that plays pip's index."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    make_wheel(wheels, "numpy", "2.4.6")
    make_wheel(wheels, "triton", "3.0")
    make_wheel(wheels, "torch", "2.13.0", "triton")
    if has_cpu:
        make_wheel(wheels, "torch", "2.13.0+cpu")
    course = Course(tmp_path)
    course.lock.write_text("numpy==2.4.6\ntorch==2.13.0\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        "[tool.uv]\nexclude-dependencies = ['triton']\n", encoding="utf-8"
    )
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", course.venv], check=True
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr("install.sys.platform", "linux")
    python = course.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    monkeypatch.setattr(install, "PYTHON", python)
    env, flags, _ = install.uv_settings({"find-links": str(wheels), "no-index": "1"})
    env["UV_CACHE_DIR"] = str(tmp_path / "cache")
    uv = [sys.executable, *install.uv_install(flags)[1:]]
    for _ in range(2):  # a second time it is there
        torch, used = install.choose_torch(uv, env)
        done = install.run([*uv, "-r", str(course.lock), *torch], used)
        assert done, capfd.readouterr()
        assert used.get("UV_TORCH_BACKEND") is None
    assert ("3 GB of CUDA" in capfd.readouterr().out) == (not has_cpu)
    installed = {path.name for path in course.venv.rglob("*.dist-info")}
    expected = {"torch-2.13.0+cpu"} if has_cpu else {"torch-2.13.0", "triton-3.0"}
    assert installed == {f"{name}.dist-info" for name in {"numpy-2.4.6", *expected}}
