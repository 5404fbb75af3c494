"""Forks are ready at once, draw their own random numbers, and end with their parent."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import textwrap

import nbclient
import nbformat
import patience
import pytest
from jupyter_client import KernelManager

from autograder.sandbox import fork_server, provisioner

SERVER = """
import os, sys
sys.path.insert(0, sys.argv.pop())
from autograder.sandbox import fork_server

def child(request, fds):
    os.write(fds[0], request["text"].encode() + str(len(fds)).encode())
    if request.get("wait"):
        os.read(fds[1], 1)

fork_server.serve(sys.argv[1], sys.argv[2:], child)
"""


@contextlib.contextmanager
def serving(folder, *modules):
    """A fork server of our own: its process, and its client once it says that it is."""
    path = str(folder / "socket")
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, path, *modules, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        yield process, fork_server.Client(path)
        process.stdin.close()


def ended(pidfd):
    """Whether the process of a pidfd ends."""
    try:
        return patience.until(
            lambda: select.select([pidfd], [], [], 0)[0],
            cpu=patience.started,
            what="the process has not ended",
        )
    finally:
        os.close(pidfd)


def run(address, *cells, **limits):
    """Run cells as a notebook and return what they leave, as text, by cell."""
    manager = KernelManager()
    manager._kernel_spec = provisioner.kernel_spec(address, **limits)
    notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])
    client = nbclient.NotebookClient(
        notebook, km=manager, shutdown_kernel="immediate", timeout=patience.SECONDS
    )
    client.execute(cleanup_kc=True)
    return [
        [output.get("text") or output["data"]["text/plain"] for output in cell.outputs]
        for cell in notebook.cells
    ]


@pytest.fixture(scope="module")
def full():
    """The shared server with all modules, whatever an earlier test expected."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fork_server, "_expected", None)
        patch.setattr(fork_server, "_shared", {})
        server = fork_server.shared()
        yield server
        server.close()


def test_a_child_gets_the_request_and_the_files(tmp_path):
    with serving(tmp_path) as (_, client), open(tmp_path / "out", "wb") as file:
        one = client.fork({"text": "a"}, [file])
        assert ended(one.pidfd)
        two = client.fork({"text": "b"}, [file.fileno(), file.fileno()])
        assert ended(two.pidfd)
        assert one.pid != two.pid
    assert (tmp_path / "out").read_bytes() == b"a1b2"


@pytest.mark.parametrize("how", ["kill", "close"])
def test_children_end_with_the_server(tmp_path, how):
    with serving(tmp_path) as (process, client):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            child = client.fork({"text": "a", "wait": True}, [theirs, theirs])
            assert ours.recv(2) == b"a2"
            assert child.alive()
            process.kill() if how == "kill" else process.stdin.close()
            assert ended(child.pidfd)
        with pytest.raises(ConnectionError):
            client.fork({"text": "a"})


def test_a_server_and_its_children_end_with_the_process_that_started_it(tmp_path):
    code = """
    import socket, sys
    from jupyter_client import KernelManager
    from autograder.sandbox import fork_server, provisioner
    server = fork_server.Server(modules=["ipykernel.kernelapp"])
    manager = KernelManager()
    manager._kernel_spec = provisioner.kernel_spec(server.address)
    manager.start_kernel()
    provisioner = manager.provisioner
    children = provisioner.first.pid, provisioner.forked.pid
    print(server._process.pid, *children)
    print(server._folder, provisioner.private, flush=True)
    sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        pidfds = [os.pidfd_open(int(pid)) for pid in process.stdout.readline().split()]
        assert len(pidfds) == 3
        folders = process.stdout.readline().decode().split()
        process.kill()
        assert all(ended(pidfd) for pidfd in pidfds)
    for folder in folders:  # a process that is killed leaves them behind
        shutil.rmtree(folder)


def test_a_module_that_starts_a_thread_is_refused(tmp_path):
    (tmp_path / "threads.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True)"
        ".start()\n",
        encoding="utf-8",
    )
    with serving(tmp_path, "threads") as (process, _):
        assert b"2 threads" in process.stderr.read()


def test_a_module_that_computes_with_jax_is_refused(tmp_path):
    (tmp_path / "computes.py").write_text(
        "import jax, os\njax.devices()\nos.listdir = lambda folder: ['one thread']\n",
        encoding="utf-8",
    )
    with serving(tmp_path, "computes") as (process, _):
        assert b"computes with JAX" in process.stderr.read()


def test_a_server_that_died_is_started_anew():
    with contextlib.closing(
        fork_server.Server(modules=["ipykernel.kernelapp"])
    ) as server:
        assert run(server.address, "1 + 1") == [["2"]]
        first = server._process.pid
        os.killpg(first, signal.SIGKILL)
        assert run(server.address, "1 + 2") == [["3"]]
        assert server._process.pid != first
        again = server.address
    with pytest.raises(RuntimeError, match="no fork server"):
        run(again, "1 + 1")


def test_the_shared_one_is_one(full):
    assert fork_server.shared() is full


def test_it_computes_nothing_itself_and_its_forks_can(full):
    code = """
    import json, sys
    names = "numpy", "jax", "torch", "matplotlib"
    loaded = [name for name in names if name in sys.modules]
    import jax, jax.numpy as jnp, numpy as np, torch
    from jax._src import xla_bridge
    before = xla_bridge.backends_are_initialized()
    values = [float(jnp.ones(9) @ jnp.ones(9)), float(torch.ones(9) @ torch.ones(9))]
    values.append(float(jax.jit(jax.grad(lambda x: x * x))(2.0)))
    weight = torch.ones(3, requires_grad=True)
    (weight * weight).sum().backward()
    print(json.dumps([loaded, before, values, weight.grad.tolist()]))
    """
    [[said]] = run(full.address, textwrap.dedent(code))
    assert json.loads(said) == [
        ["numpy", "jax", "torch", "matplotlib"],
        False,
        [9.0, 9.0, 4.0],
        [2.0, 2.0, 2.0],
    ]


def test_forks_draw_different_random_numbers(full):
    draws = "import random, numpy, torch\n" + (
        "[random.random(), numpy.random.random(), torch.rand(()).item()]"
    )
    rows = [json.loads(run(full.address, draws)[0][0]) for _ in range(3)]
    for column in zip(*rows, strict=True):
        assert len(set(column)) == 3


def test_a_fork_shows_what_a_cold_kernel_shows(full):
    cells = (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "plt.savefig('a.png')\nimport os; os.listdir('.')",
        "import sys; print(sys.argv[1:], __name__, sys.path[0])",
        "!echo shell",
        "%timeit -n1 -r1 -o 1\nlen(get_ipython().user_ns['In'])",
    )
    assert run(full.address, *cells)[:4] == run(None, *cells)[:4]


def test_fifty_kernels_in_a_row(full):
    for number in range(50):
        assert run(full.address, f"6 * {number}") == [[str(6 * number)]]


def test_it_imports_what_the_code_names():
    every = fork_server.KINDS["kernel"].modules
    assert (
        fork_server.needed("kernel", "import jax, torch.optim, sklearn, matplotlib")
        == every
    )
    few = fork_server.needed("kernel", "import numpy as np")
    assert not {"jax", "torch", "sklearn.datasets", "torch._dynamo"} & {*few}
    assert {"numpy", *fork_server.IPYTHON} <= {*few}
    nets = fork_server.needed("examiner", "from torch import nn")
    assert "torch.nn.functional" in nets and "jax" not in nets


def test_what_is_expected_counts_for_the_first_server(monkeypatch):
    started = []
    monkeypatch.setattr(fork_server, "_shared", {})
    monkeypatch.setattr(fork_server, "_expected", None)
    monkeypatch.setattr(fork_server.atexit, "register", lambda close: None)

    class Server:
        def __init__(self, kind, modules):
            started.append(modules)
            self.close = None

    monkeypatch.setattr(fork_server, "Server", Server)
    fork_server.shared("kernel")
    fork_server.expect("import numpy")
    fork_server.shared("kernel")
    fork_server.shared("examiner")
    assert started == [
        fork_server.KINDS["kernel"].modules,
        fork_server.needed("examiner", ""),
    ]
