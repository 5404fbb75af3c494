"""nbgrader's execution, with the student's code and the tests in two processes.

The student's cells run in a sandboxed kernel (sandbox.py). Test cells are taken from
the instructor's notebook and run in an examiner (examiner.py), which reaches the
student's functions over a socket. `nbgrader_config.py` puts this in the place of
nbgrader's own `Execute`, so that the stock commands and Formgrader use it.

A notebook with the metadata `"examiner": {"kernel": "shared"}` in the instructor's copy
is run as nbgrader does, in one kernel, though still in a sandbox: for tests that look
into the student's namespace. So is a notebook without an instructor's copy, as
`nbgrader validate` may see: whose tests those are, nobody knows.
"""

import contextlib
import os
import platform
import re
import signal
import socket
import symtable
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
import zmq
from IPython.core.inputtransformer2 import TransformerManager
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Integer

from . import sandbox, wire, zygote

GRACE = 3  # seconds in which an interrupted kernel must answer
LITTLE = 20_000  # characters of output that each cell may have, whatever others had
# What older versions of Python's own modules do not have.
LACKS = re.compile(
    r"cannot import name .* from '([\w.]+)'|module '([\w.]+)' has no attribute"
)
STOPPED = "was not run: your code before it did not stop when its time was over."
ENDED = "was not run: your code before it ended the process that runs it."


class SandboxError(RuntimeError):
    """There is no sandbox on this machine."""


class IsolatedExecute(Execute):
    """Runs a submission in a sandbox, and its tests outside."""

    total = Integer(300, help="Seconds for a whole submission.").tag(config=True)
    output_limit = Integer(
        6_000_000, help="Characters of output that are kept of a cell."
    ).tag(config=True)
    all_output_limit = Integer(
        24_000_000,
        help="Characters of output that are kept of a submission; of each cell, a few"
        " thousand are kept all the same.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict, km=None):
        """Run all cells; a test has passed if the examiner found no fault.

        Raises:
            SandboxError: if there is no sandbox to run them in.
        """
        if problem := sandbox.problem():
            raise SandboxError(problem)
        NotebookClient.__init__(self, nb, km)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self.comm_open_handlers = {}  # no widget of a student's moves outputs about
        self.timeout_func = self._seconds
        self._end = time.monotonic() + self.total
        self._room_of_all, self._dead = self.all_output_limit, ""
        trusted = self._instructors_cells(resources)
        with self.setup_kernel():
            if trusted is None:
                for index, cell in enumerate(nb.cells):
                    self._run_here(cell, index)
            else:
                self._run_apart(nb, trusted)
        return nb, resources

    def _instructors_cells(self, resources: dict) -> dict[str, NotebookNode] | None:
        """Cells of the instructor's notebook by grade_id, or None for one kernel."""
        course = CourseDirectory(config=self.config)
        names = resources.get("nbgrader", {})
        if "assignment" not in names:
            return None
        folder = course.format_path(course.source_directory, ".", names["assignment"])
        self._folder = Path(folder).resolve()
        source = nbformat.read(
            self._folder / f"{names['notebook']}.ipynb", as_version=4
        )
        if source.metadata.get("examiner", {}).get("kernel") == "shared":
            return None
        marked = [cell for cell in source.cells if "nbgrader" in cell.metadata]
        return {cell.metadata.nbgrader.grade_id: cell for cell in marked}

    def _run_apart(self, nb: NotebookNode, trusted: dict[str, NotebookNode]) -> None:
        """Student's cells in the kernel, the instructor's in an examiner."""
        left = dict(trusted)
        code = [cell for cell in trusted.values() if cell.cell_type == "code"]
        exports = sorted(bound(cell.source for cell in code if is_solution(cell)))
        with self._examiner(exports) as examine:
            for index, cell in enumerate(nb.cells):
                if cell.cell_type != "code":
                    continue
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                own = left.pop(name, None)  # only its first copy is the instructor's
                ours = own is not None and is_locked(own) and own.cell_type == "code"
                if ours and is_grade(own):
                    cell.outputs = examine(own)
                    continue
                self._run_here(cell, index)
                if ours:
                    examine(own)

    @contextlib.contextmanager
    def _examiner(self, exports: list[str]) -> Iterator:
        """An examiner: a function that runs an instructor's cell."""
        ours, theirs = socket.socketpair()
        with self.km.provisioner.listen("examiner") as listener, ours:
            child = zygote.shared("examiner").fork({}, [theirs, listener])
            theirs.close()
            try:
                ask = _Asking(ours)
                ask("begin", exports, str(self._folder), end=time.monotonic() + 60)
                yield lambda cell: self._examine(ask, cell)
            finally:
                child.send_signal(signal.SIGKILL)
                os.close(child.pidfd)

    def _examine(self, ask, cell: NotebookNode) -> list[NotebookNode]:
        """What a cell of the instructor leaves below it."""
        if self._dead:
            return [_error("StudentError", f"This test {self._dead}")]
        code = answering(self.km.provisioner.private / "examiner")
        seconds = self._seconds()
        title = f"<{cell.metadata.nbgrader.grade_id}>"
        options = dict(cell.metadata.get("examiner", {}))
        request = "run", cell.source, title, options, seconds
        try:
            # All that an examiner does by itself is the instructor's: give it time.
            outputs, late = ask(
                *request,
                end=time.monotonic() + seconds + 30,
                connect=lambda: self.kc.execute(code, silent=True, store_history=False),
            )
        except zmq.ZMQError:  # the kernel's sockets are closed
            self._dead = ENDED
            return [_error("StudentError", f"This test {self._dead}")]
        except (EOFError, OSError, wire.WireError) as error:
            self._dead = f"was not run: the examiner has stopped ({error!r})."
            return [_error("ExaminerError", f"This test {self._dead}")]
        if late:
            self._interrupt()
        return [nbformat.from_dict(output) for output in outputs]

    def _run_here(self, cell: NotebookNode, index: int) -> None:
        """Run a cell in the student's kernel, whatever comes of it."""
        if cell.cell_type != "code":
            return
        if self._dead:
            cell.outputs = [_error("StudentError", f"This cell {self._dead}")]
            return
        # What a cell may show, and whether it was told that there is no more room.
        self._room = max(LITTLE, min(self.output_limit, self._room_of_all))
        self._is_full = False
        try:
            self.execute_cell(cell, index)
        except Exception as error:  # the kernel, or what it sent, is broken
            self.log.warning("The kernel of the student is gone: %r", error)
            cell.outputs = [*cell.get("outputs", []), _error(type(error).__name__, "")]
            self._dead = ENDED
        cell.outputs = [clean(out) for out in cell.outputs if _is_valid(out)]
        for output in cell.outputs:
            _name_python(output)
        if type(cell.get("execution_count")) is not int:
            cell.execution_count = None
        if any(out.get("ename") == "CellTimeoutError" for out in cell.outputs):
            self._interrupt()

    def _seconds(self, cell: NotebookNode | None = None) -> int:
        """How long the next cell may take."""
        return max(
            1, min(self.timeout or self.total, int(self._end - time.monotonic()))
        )

    def _interrupt(self) -> None:
        """Bring the kernel back to its senses, or end it."""
        with contextlib.suppress(Exception):
            run_sync(self.km.interrupt_kernel)()
            asked, end = self.kc.execute("", silent=True), time.monotonic() + GRACE
            while (left := end - time.monotonic()) > 0:
                reply = run_sync(self.kc.shell_channel.get_msg)(timeout=left)
                if reply["parent_header"].get("msg_id") == asked:
                    if time.monotonic() < self._end:
                        return
                    break
        self._dead = STOPPED
        run_sync(self.km.shutdown_kernel)(now=True)

    def create_kernel_manager(self):
        """A kernel in a sandbox, whatever kernel the student's notebook names."""
        self.km = self.kernel_manager_class(config=self.config)
        self.km.client_factory = Client
        self.km._kernel_spec = sandbox.kernel_spec(zygote.shared().address)
        return self.km

    def process_message(self, msg, cell, cell_index):
        """Take no more output than there is room for, and tell what was left out."""
        if msg["msg_type"] in ("stream", "display_data", "execute_result", "error"):
            size = len(str(msg["content"]))
            if size > self._room:
                if not self._is_full:
                    cell.outputs.append(_too_much(self.output_limit))
                self._is_full = True
                self._room = min(self._room, LITTLE)
                return None
            self._room -= size
            self._room_of_all -= size
        return super().process_message(msg, cell, cell_index)


class Client(AsyncKernelClient):
    """Talks to a kernel that may close its sockets, or write what it likes to them."""

    def start_channels(self, **kwargs) -> None:
        # A heartbeat may wait for ever to be sent. The provisioner knows who lives.
        super().start_channels(**kwargs | {"hb": False})
        for channel in (self.shell_channel, self.control_channel):
            channel.socket.setsockopt(zmq.SNDTIMEO, 1000 * GRACE)


class _Asking:
    """A grader's end of the way to its examiner.

    Args:
        sock: the way.
    """

    def __init__(self, sock: socket.socket):
        self.sock = sock

    def __call__(self, *request, end: float, connect=lambda: None) -> list:
        """Ask, and wait for the answer; connect is called if it is needed for it."""
        wire.send(self.sock, wire.pack(request, _no_other), end)
        while True:
            kind, *rest = wire.unpack(wire.receive(self.sock, end), _no_other)
            if kind != "connect":
                return rest
            connect()


def _no_other(thing: object):
    raise wire.WireError(f"{type(thing)} between a grader and its examiner")


# The files of this package are not in the sandbox: their text is sent, and becomes
# modules of a package of its own.
TEXTS = {
    name: Path(__file__).with_name(f"{name}.py").read_text("utf-8")
    for name in ("wire", "agent")
}
ANSWER = """
import sys, types
from IPython import get_ipython
if "examined" not in sys.modules:
    for name, text in {"": "__path__ = []", **texts}.items():
        module = types.ModuleType("examined" + ("." + name if name else ""))
        module.__package__ = "examined"
        sys.modules[module.__name__] = module
        exec(compile(text, "<examined>", "exec"), module.__dict__)
sys.modules["examined.agent"].serve(address, get_ipython().user_ns)
"""


def answering(address: Path) -> str:
    """Code that makes a kernel answer the examiner, and binds no name there."""
    names = {"address": str(address), "texts": TEXTS}
    return f"__import__('builtins').exec({ANSWER!r}, {names!r})"


def bound(sources: Iterable[str]) -> set[str]:
    """The names that some cells bind at their top level."""
    names: set[str] = set()
    for source in sources:
        code = TransformerManager().transform_cell(source)
        table = symtable.symtable(code, "<cell>", "exec")
        names |= {s.get_name() for s in table.get_symbols() if s.is_assigned()}
    return names


def clean(output: NotebookNode) -> NotebookNode:
    """An output whose text can be written as UTF-8."""

    def mended(x):
        if isinstance(x, str):
            return x.encode("utf-8", "replace").decode()
        if isinstance(x, dict):
            return NotebookNode({mended(k): mended(v) for k, v in x.items()})
        return [mended(item) for item in x] if isinstance(x, list) else x

    return mended(output)


def _is_valid(output: NotebookNode) -> bool:
    """Whether it may stand in a notebook; a kernel can send anything."""
    try:
        nbformat.validate(output, ref="output", version=4)
    except Exception:
        return False
    return True


def _too_much(limit: int) -> NotebookNode:
    """What stands where output was left out."""
    error = _error("OutputError", "Too much output.")
    error.traceback += [
        f"Something that this cell shows was left out: of a cell, {limit:,} characters"
        " are kept, and less if other cells show as much. It costs no points."
    ]
    return error


def _name_python(output: NotebookNode) -> None:
    """Name the Python that grades, where a newer one may have been meant."""
    if output.get("output_type") != "error":
        return
    name, text = output.ename, output.evalue
    found = LACKS.search(text)
    lacks = found and (found[1] or found[2]).split(".")[0] in sys.stdlib_module_names
    if name == "SyntaxError" or (name in ("ImportError", "AttributeError") and lacks):
        output.traceback = [
            *output.traceback,
            f"This is Python {platform.python_version()}. If it runs on your machine,"
            " it may need a newer one.",
        ]


def _error(name: str, text: str) -> NotebookNode:
    line = f"{name}: {text}"
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[line])
