"""Student code cannot leave the sandbox, and what it does in there ends with it."""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import nbclient
import nbformat
import patience
import pytest
from jupyter_client import AsyncKernelManager, KernelManager

from autograder.sandbox import bubblewrap, fork_server, provisioner

ROOT = Path(__file__).resolve().parents[1]
LIGHT = ("ipykernel.kernelapp", "ipykernel.ipkernel")
SECONDS = patience.SECONDS  # for an answer


@contextlib.contextmanager
def kernel(address=None, folder=None, **limits):
    """A kernel in a sandbox: its manager and a function that runs code in it."""
    manager = KernelManager()
    manager._kernel_spec = provisioner.kernel_spec(address, **limits)
    manager.start_kernel(cwd=folder and str(folder))
    client = manager.client()
    client.start_channels()

    def run(code):
        """What the code prints; raises what it raises, by name."""
        said = []
        reply = client.execute_interactive(
            textwrap.dedent(code),
            timeout=SECONDS,
            output_hook=lambda message: said.append(message["content"].get("text", "")),
        )["content"]
        if reply["status"] != "ok":
            raise RuntimeError(f"{reply['ename']}: {reply['evalue']}")
        return "".join(said).strip()

    try:
        client.wait_for_ready(timeout=SECONDS)
        yield manager, client, run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def until(condition):
    """Wait until the condition holds, as long as the kernels compute."""
    patience.until(condition, cpu=patience.started)


def processes(words):
    """Numbers of the processes on this machine with these words in their command."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if words.encode() in file.read_bytes().replace(b"\0", b" "):
                found.append(int(file.parent.name))
    return found


@pytest.fixture(scope="module")
def server():
    with contextlib.closing(fork_server.Server(modules=LIGHT)) as running:
        yield running.address


@pytest.fixture(scope="module")
def submission(tmp_path_factory):
    """A submission that lies beside another one and links to it."""
    folder = tmp_path_factory.mktemp("autograded")
    mine, other = folder / "mine", folder / "other"
    (mine / "images").mkdir(parents=True)
    other.mkdir()
    (other / "answer.txt").write_text("42", encoding="utf-8")
    (mine / "data.csv").write_text("1,2\n", encoding="utf-8")
    (mine / "images" / "a.svg").write_text("<svg/>", encoding="utf-8")
    (mine / "link.txt").symlink_to(other / "answer.txt")
    (mine / "folder").symlink_to(other)
    (mine / "problem.ipynb").write_text("{}", encoding="utf-8")
    os.mkfifo(mine / "pipe")
    return mine


@pytest.fixture(scope="module", params=["cold", "forked"])
def inside(request, server, submission):
    """Runs code in a sandbox, started in one way and in the other."""
    os.environ["SECRET_OF_THE_HOST"] = "secret"
    with kernel(server if request.param == "forked" else None, submission) as started:
        yield started
    del os.environ["SECRET_OF_THE_HOST"]


def test_the_network_is_out_of_reach(inside):
    *_, run = inside
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as abstract:
        tcp.bind(("127.0.0.1", 0))
        abstract.bind(f"\0nn-{os.getpid()}")
        for listener in (tcp, abstract):
            listener.listen()
        run(f"""
            import socket
            failed = 0
            for family, address in (
                (socket.AF_INET, ("127.0.0.1", {tcp.getsockname()[1]})),
                (socket.AF_INET, ("192.0.2.1", 80)),
                (socket.AF_UNIX, "\\0nn-{os.getpid()}"),
            ):
                with socket.socket(family) as client:
                    try:
                        client.connect(address)
                    except OSError:
                        failed += 1
        """)
        assert run("print(failed)") == "3"
        assert select.select([tcp, abstract], [], [], 0)[0] == []


def test_files_of_others_are_not_there(inside, submission):
    *_, run = inside
    others = [
        *(
            "/etc/shadow",
            "/etc/passwd",
            Path.home() / ".ssh",
            "/var",
            "/sys",
            "/usr/local/share",
        ),
        *(submission, submission.parent / "other" / "answer.txt"),
        *(ROOT / name for name in ("README.md", "source", "gradebook.db", ".git")),
        *(ROOT / "autograder" / name for name in ("answers", "sandbox")),
    ]
    seen = run(
        f"import os; print([p for p in {[*map(str, others)]} if os.path.exists(p)])"
    )
    assert seen == "[]"


def test_its_own_files_are_there_but_no_links_and_no_notebooks(inside):
    *_, run = inside
    seen = "sorted(str(p) for p in pathlib.Path('.').rglob('*'))"
    assert run(f"import pathlib; print({seen})") == str(
        ["data.csv", "images", "images/a.svg"]
    )
    assert run("print(open('data.csv').read())") == "1,2"


def test_only_its_own_places_can_be_written(inside):
    manager, _, run = inside
    said = run("""
        import os
        for folder, names, files in os.walk("/"):
            names[:] = [name for name in names if name not in ("proc", "site-packages")]
            try:
                open(f"{folder}/written-by-a-student", "x").close()
            except OSError:
                continue
            print(folder)
            os.remove(f"{folder}/written-by-a-student")
    """)
    places = tuple(map(str, bubblewrap.WRITABLE))
    assert {"/tmp", "/home/student/work"} <= set(said.split())
    assert [folder for folder in said.split() if not folder.startswith(places)] == []
    for place in (manager.provisioner.private, sys.prefix):
        with pytest.raises(RuntimeError, match="Read-only file system"):
            run(f"open('{place}/x', 'x')")


def test_processes_of_the_host_are_not_there(inside):
    *_, run = inside
    seen = run("import os; print([p for p in os.listdir('/proc') if p.isdigit()])")
    assert len(eval(seen)) < 6  # bwrap, cat and the kernel
    with pytest.raises(RuntimeError, match="ProcessLookupError"):
        run(f"os.kill({os.getpid()}, 0)")


def test_nothing_of_the_environment_comes_in(inside):
    *_, run = inside
    assert run("import os; print(sorted(os.environ))").count("SECRET") == 0
    assert run("print(os.environ['HOME'])") == "/home/student"


def test_it_has_no_rights(inside):
    manager, _, run = inside
    status = run("print(open('/proc/self/status').read())")
    status = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    # As the host sees it: not root, though root may have started it.
    assert os.stat(f"/proc/{manager.provisioner.first.pid}").st_uid != 0


@pytest.mark.parametrize(
    "code",
    [
        "libc.unshare(0x10000000)",
        "libc.syscall(56, 0x10000011, 0, 0, 0, 0)",  # clone with a user namespace
        "libc.ptrace(16, 1, 0, 0)",
        "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)",
        "libc.memfd_create(b'x', 0)",
        "libc.socket(40, 1, 0)",  # AF_VSOCK: the host of a virtual machine
        "libc.socket(17, 3, 0)",  # AF_PACKET
    ],
)
def test_a_system_call_that_no_notebook_needs_is_refused(inside, code):
    *_, run = inside
    if os.uname().machine != "x86_64":
        code = code.replace("syscall(56", "syscall(220")
    run("import ctypes; libc = ctypes.CDLL(None)")
    assert run(f"print({code})") == "-1"


def test_memory_that_no_limit_counts_is_refused(inside):
    *_, run = inside
    with pytest.raises(RuntimeError, match="OSError"):
        run("import mmap; mmap.mmap(-1, 2**20)")
    assert run("print(len(mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE)))") == "1048576"


def test_an_interrupt_reaches_the_kernel(inside):
    """One that comes while Python cannot raise, in a callback, is lost: asked again."""
    manager, client, run = inside
    reply = client.execute_interactive(
        "while True:\n    print('runs')\n    for _ in range(10**7): pass",
        timeout=SECONDS,
        output_hook=lambda message: (
            message["content"].get("text") and manager.interrupt_kernel()
        ),
    )
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert run("print(6 * 7)") == "42"


def test_it_cannot_stop_or_end_who_waits_for_it_outside(inside):
    manager, _, run = inside
    outside = manager.provisioner.forked or manager.provisioner.process
    run("""
        import os, signal
        for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGTSTP):
            signal.signal(each, signal.SIG_IGN)
            os.killpg(0, each)
    """)
    state = Path(f"/proc/{outside.pid}/stat").read_text(encoding="utf-8")
    assert state.rpartition(")")[2].split()[0] == "S"
    group = run("print(os.getpgid(0) == os.getpid())")
    assert group == "True"


def test_the_kernel_reaches_a_socket_of_the_host_and_cannot_replace_it(inside):
    manager, _, run = inside
    with manager.provisioner.listen("agent") as listener:
        path = manager.provisioner.private / "agent"
        assert len(str(path)) < 60
        run(f"""
            import socket
            client = socket.socket(socket.AF_UNIX)
            client.connect("{path}")
            client.sendall(b"hello")
        """)
        listener.settimeout(SECONDS)
        with listener.accept()[0] as connection:
            assert connection.recv(5) == b"hello"
        for code in (f"os.remove('{path}')", f"os.rename('{path}', '{path}2')"):
            with pytest.raises(RuntimeError, match="Read-only file system"):
                run(f"import os; {code}")
    path.unlink()


def test_no_process_outlives_the_kernel(server):
    words = f"sleep 9{os.getpid()}"
    with kernel(server) as (manager, _, run):
        run(f"""
            import os
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.setsid()
                    os.execlp("sleep", *"{words}".split())
                os._exit(0)
        """)
        until(lambda: processes(words))
        private = manager.provisioner.private
        assert private.exists()
    assert processes(words) == []
    assert not private.exists()


def test_no_process_outlives_a_kernel_that_ends_itself(server):
    words = f"sleep 8{os.getpid()}"
    with kernel(server) as (manager, client, run):
        run(f"import os, subprocess; subprocess.Popen('{words}'.split())")
        until(lambda: processes(words))
        client.execute("os._exit(0)")
        until(lambda: not manager.is_alive())
        until(lambda: not processes(words))


def test_too_much_memory_is_refused(server):
    with kernel(server, memory_mb=600) as (_, _, run):
        with pytest.raises(RuntimeError, match="MemoryError"):
            run("x = bytearray(700 * 2**20)")
        assert run("print(6 * 7)") == "42"


def test_processes_that_hold_too_much_together_are_ended(server):
    with kernel(server, total_mb=300) as (manager, client, run):
        assert run("print(6 * 7)") == "42"
        client.execute("import os\nfor _ in range(3): os.fork()\nx = b'x' * 2**26")
        until(lambda: not manager.is_alive())


def test_a_fork_bomb_is_contained_and_harms_no_other(server):
    with kernel(server, processes=40) as (manager, client, _):
        space = os.readlink(f"/proc/{manager.provisioner.first.pid}/ns/pid")

        def members():
            count = 0
            for link in Path("/proc").glob("[0-9]*/ns/pid"):
                with contextlib.suppress(OSError):
                    count += os.readlink(link) == space
            return count

        client.execute(
            "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"
        )
        until(lambda: members() > 20)
        with kernel(server, processes=40) as (_, _, run):
            run("import subprocess")
            assert run("print(subprocess.check_output('echo x', shell=True))") == (
                "b'x\\n'"
            )
        assert members() <= 40
    assert members() == 0


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm", "."])
def test_a_full_disk_is_the_sandboxes_own(server, place):
    with kernel(server, tmpfs_mb=8, file_mb=2) as (_, _, run):
        run(f"""
            import itertools, os
            os.chdir("{place}")
            sizes, why = [], set()
            for number in itertools.count():
                try:
                    with open(str(number), "wb", buffering=0) as file:
                        sizes.append(0)
                        while written := file.write(bytes(2**16)):
                            sizes[-1] += written
                except OSError as error:
                    why.add(error.strerror)
                    if error.errno != 27:
                        break
        """)
        assert int(run("print(sum(sizes))")) <= 8 * 2**20
        assert int(run("print(max(sizes))")) == 2 * 2**20
        assert "No space left on device" in run("print(why)")


def test_cpu_time_ends(server):
    with kernel(server, cpu_seconds=2) as (manager, client, _):
        client.execute("while True: pass")
        until(lambda: not manager.is_alive())


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])


@pytest.mark.parametrize("kind", [KernelManager, AsyncKernelManager])
def test_nbclient_drives_it(server, submission, kind, monkeypatch):
    kill, killed = provisioner.SandboxProvisioner.kill, []

    async def watched(self, restart=False):
        process = self.process
        await kill(self, restart)
        if process:
            killed.append(process.poll() is not None)

    monkeypatch.setattr(provisioner.SandboxProvisioner, "kill", watched)
    manager = kind()
    manager._kernel_spec = provisioner.kernel_spec(server)
    ran = notebook("open('data.csv').read()")
    ran.metadata.kernelspec = {"name": "no-such-kernel", "display_name": "x"}
    client = nbclient.NotebookClient(
        ran,
        km=manager,
        resources={"metadata": {"path": str(submission)}},
        shutdown_kernel="immediate",
    )
    client.execute(cleanup_kc=True)
    assert killed and all(killed), "its end is waited for afterwards, for seconds"
    assert ran.cells[0].outputs[0].data["text/plain"] == r"'1,2\n'"
    assert not manager.provisioner.private.exists()


def test_two_at_the_same_time_do_not_see_each_other(server):
    look = "[int(p) for p in os.listdir('/tmp') if p.isdigit()]"
    count = "len([p for p in os.listdir('/proc') if p.isdigit()])"
    with kernel(server) as (_, _, one), kernel(server) as (_, _, two):
        for number, run in enumerate((one, two)):
            run(f"import os, subprocess; open('/tmp/{number}', 'x').close()")
            run("subprocess.Popen(['sleep', '1000'])")
        # bwrap, cat, the kernel and its sleep
        said = [run(f"print({look}, {count})") for run in (one, two)]
    assert said == ["[0] 4", "[1] 4"]


def test_a_kernel_that_cannot_start_says_why(server):
    with (
        pytest.raises(RuntimeError, match=r"did not start: it ended .*Error"),
        kernel(server, memory_mb=10),
    ):
        pass


def test_a_submission_that_is_too_large_is_refused(server, submission):
    with (
        pytest.raises(ValueError, match="at most 2 files"),
        kernel(server, submission, copy_files=2),
    ):
        pass


def test_a_limit_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="memory_gb"):
        provisioner.kernel_spec(memory_gb=4)


def test_a_missing_program_is_named(monkeypatch, tmp_path):
    bubblewrap.problem.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    said = provisioner.problem()
    bubblewrap.problem.cache_clear()
    assert "bwrap" in said
    assert "apt install bubblewrap" in said


def test_a_package_that_is_not_the_installed_one_is_named(tmp_path):
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder")
    code = "from autograder.sandbox import provisioner; print(provisioner.problem())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    assert f"{tmp_path / 'autograder'} is not the one that is installed" in done.stdout
    assert "--privileged" not in done.stdout


def test_a_sandbox_can_be_made_here():
    assert provisioner.problem() == ""
