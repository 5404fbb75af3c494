"""nbgrader's execution, with the student's code and the tests in two processes.

The student's cells run in a sandboxed kernel (sandbox/). Test cells are taken from
the instructor's notebook and run in an examiner (examiner/), which reaches the
student's functions over a socket. `nbgrader_config.py` puts this in the place of
nbgrader's own `Execute`, so that the stock commands and Formgrader use it.

A notebook with the metadata `"examiner": {"kernel": "shared"}` in the instructor's copy
is run as nbgrader does, in one kernel, though still in a sandbox: for tests that look
into the student's namespace. So is a notebook without an instructor's copy, as
`nbgrader validate` may see: whose tests those are, nobody knows.

A student's cell, or a function that a test calls, can end the kernel: `os._exit`, a
fault in memory, too much of it. What comes next then runs in a fresh kernel, in which
the cells that ran before have run again, but not the one that did it. Their outputs
stay as they were: what they show the second time, or how they end, could tell what a
hidden test has asked for meanwhile.
"""

import asyncio
import contextlib
import copy
import os
import platform
import re
import select
import signal
import socket
import symtable
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from queue import Empty

import nbformat
import zmq
from IPython.core.inputtransformer2 import TransformerManager
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_core.utils import ensure_async, run_sync
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Integer, Type

from ..errors import NoSandboxError
from ..inside import wire
from ..sandbox import fork_server, memory, meter, provisioner

GRACE = 3  # seconds in which an interrupted kernel must answer
OVERDRAFT = 60  # seconds beyond the whole time, in which each cell has one
MOST_FRESH = 8  # kernels after the first: an exercise may have five tests that end one
LITTLE = 20_000  # characters of output that each cell may have, whatever others had
# All that a cell's result is made of. Widgets would be kept, whatever they hold.
RESULTS = {"stream", "display_data", "update_display_data", "execute_result", "error"}
TAKEN = RESULTS | {"status", "execute_input", "clear_output"}
MOST_WAITING = 8  # messages that the client has not read
LONGEST_MESSAGE = 64 * 2**20  # bytes of one part
LONGEST_SIGNATURE = 200  # bytes
MOST_WORDS = 300  # characters that a log has of what came from a kernel
# What older versions of Python's own modules do not have.
LACKS = re.compile(
    r"cannot import name .* from '([\w.]+)'|module '([\w.]+)' has no attribute"
)
TURNS = meter.Turns()
STOPPED = "was not run: your code before it did not stop when its time was over."
ENDED = "was not run: your code before it ended the process that runs it, too often."
HELD = "was not run: your code before it "  # and what of its memory
REASONS = {STOPPED, ENDED, HELD + provisioner.TOO_MUCH, HELD + provisioner.SCARCE}
LEFT_OUT = (
    "This cell ended the process that runs your code: {how} It is left out: what comes"
    " next runs in a fresh process, where only the cells before this one ran again."
)
HINTS = {
    signal.SIGSEGV: ", after a fault in memory or a recursion that is too deep",
    signal.SIGABRT: ", with which a library gives up",
}


class IsolatedExecute(Execute):
    """Runs a submission in a sandbox, and its tests outside."""

    # nbclient's
    comm_open_handlers: dict
    _display_id_map: dict

    total = Integer(
        300, help="Seconds for a whole submission, counted as those of a cell."
    ).tag(config=True)
    startup_timeout = Integer(600, help="A machine may be busy.").tag(config=True)
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

        Limits count the time that the student's code has had (sandbox/meter.py). If one
        ended something while the machine was overloaded all the same, or if the machine
        had no more memory, everything is run again, beside nothing else that is graded
        here, and that counts.

        Raises:
            NoSandboxError: if there is no sandbox to run them in.
        """
        if problem := provisioner.problem():
            raise NoSandboxError(problem)
        before = copy.deepcopy(nb.cells)
        self._is_last_try = False
        with TURNS.shared():
            self._run_once(nb, resources, km)
        if self._doubtful:
            self.log.warning(
                "The machine could not do all at once: this is run again, alone."
            )
            nb.cells = before
            self._is_last_try = True
            with TURNS.alone():
                self._run_once(nb, resources, km)
        return nb, resources

    def _run_once(self, nb: NotebookNode, resources: dict, km) -> None:
        """Run all cells."""
        NotebookClient.__init__(self, nb, km)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self.comm_open_handlers = {}  # no widget of a student's moves outputs about
        self.timeout_func = self._seconds
        self._used, self._doubtful = 0.0, False
        self._killed = memory.killed()
        self._room_of_all, self._dead = self.all_output_limit, ""
        self._fresh = 0  # kernels after the first
        self._ran: list[tuple[int, NotebookNode]] = []  # cells, in this kernel
        self._listener: socket.socket | None = None
        trusted = self._instructors_cells(resources)
        with self.setup_kernel():
            if trusted is None:
                for index, cell in enumerate(nb.cells):
                    self._run_here(cell, index)
            else:
                self._run_apart(nb, trusted)

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
            self._listener = listener
            child = fork_server.shared("examiner").fork({}, [theirs, listener])
            theirs.close()
            try:
                ask = _Asking(ours)
                own = meter.Meter(60, lambda: meter.of_processes(child.pid))
                ask("begin", exports, str(self._folder), end=own.left)
                yield lambda cell: self._examine(ask, cell, child.pid)
            finally:
                child.send_signal(signal.SIGKILL)
                os.close(child.pidfd)

    def _examine(self, ask, cell: NotebookNode, examiner: int) -> list[NotebookNode]:
        """What a cell of the instructor leaves below it."""
        if not self._has_kernel():
            return [_error("StudentError", f"This test {self._dead}")]
        seconds = self._seconds()
        title = f"<{cell.metadata.nbgrader.grade_id}>"
        options = dict(cell.metadata.get("examiner", {}))
        request = "run", cell.source, title, options, seconds, self._first
        # All that an examiner does by itself is the instructor's: give it time.
        both = meter.Meter(seconds + 30, lambda: self._spent(examiner))
        try:
            outputs, late, ended = ask(*request, end=both.left, connect=self._connect)
        except (EOFError, OSError, wire.WireError) as error:
            self._dead = f"was not run: the examiner has stopped ({error!r})."
            self._doubt(both)
            return [_error("ExaminerError", f"This test {self._dead}")]
        finally:
            self._used += both.used
        if ended:
            self._await_end()
        if late and self._is_alive():
            self._doubt(both)
            self._interrupt()
        if not self._dead and not self._is_alive():
            self._bury()
        return [nbformat.from_dict(output) for output in outputs]

    def _connect(self) -> None:
        """Have the student's process connect to the examiner."""
        address = self.km.provisioner.private / "examiner"
        try:
            self.kc.execute(answering(address), silent=True, store_history=False)
        except zmq.ZMQError:  # it has closed its sockets: be one that ends at once
            with socket.socket(socket.AF_UNIX) as sock:
                sock.connect(str(address))

    def _await_end(self) -> None:
        """Give a process that has closed its sockets the time to end."""
        clock = meter.Meter(GRACE, self._spent)
        while self._is_alive() and clock.left() > 0:
            time.sleep(meter.LOOK / 10)

    def _run_here(self, cell: NotebookNode, index: int) -> None:
        """Run a cell in the student's kernel, whatever comes of it."""
        if cell.cell_type != "code":
            return
        if not self._has_kernel():
            cell.outputs = [_error("StudentError", f"This cell {self._dead}")]
            return
        # What a cell may show, and whether it was told that there is no more room.
        self._room = max(LITTLE, min(self.output_limit, self._room_of_all))
        self._is_full = False
        survived = self._execute(cell, index)
        cell.outputs = [clean(out) for out in merged(cell.outputs) if _is_valid(out)]
        for output in cell.outputs:
            _name_python(output)
        if type(cell.get("execution_count")) is not int:
            cell.execution_count = None
        if survived:
            self._ran.append((index, cell))
        else:
            text = LEFT_OUT.format(how=self._bury())
            cell.outputs.append(_error("DeadKernelError", text))

    def _execute(self, cell: NotebookNode, index: int) -> bool:
        """Run a cell; returns whether the kernel can be used as before."""
        self._display_id_map = {}  # a later cell changes no output of an earlier one
        cell.outputs = []
        try:
            self.execute_cell(cell, index)
        except Exception as error:  # the kernel, or what it sent, is broken
            said = repr(error)[:MOST_WORDS]
            self.log.warning("The kernel of the student is gone: %s", said)
            return False
        if any(out.get("ename") == "CellTimeoutError" for out in cell.outputs):
            self._interrupt()
        elif self._used > self.total + OVERDRAFT:
            self._stop()
        return True

    def _has_kernel(self) -> bool:
        """Whether there is a kernel: where one has ended, a fresh one."""
        while not self._dead and not self._is_alive():
            if self.km.has_kernel:  # it ended between two cells
                self._bury()
            if not self._dead:
                self._start_anew()
        return not self._dead

    def _is_alive(self) -> bool:
        return run_sync(self.km.is_alive)()

    def _bury(self) -> str:
        """Put away a kernel that has ended or is broken; returns how it ended.

        Sets why nothing more is run, if that is so.
        """
        is_broken = self._is_alive()
        run_sync(self.km.shutdown_kernel)(now=True, restart=True)
        kernel = self.km.provisioner
        fault, (code, seconds) = kernel.memory_fault, kernel.ending or (None, 0.0)
        is_scarce = fault == provisioner.SCARCE or memory.killed() > self._killed
        self._doubtful = self._doubtful or is_scarce
        is_late = code == -signal.SIGKILL and seconds > kernel.cpu_seconds - 1
        if is_late or self._used >= self.total:
            self._dead = STOPPED
        elif self._fresh == MOST_FRESH or (self._doubtful and not self._is_last_try):
            self._dead = HELD + fault if fault else ENDED
        if fault:
            return f"it {fault}"
        if is_broken:
            return "it sent what is no message, or closed its connections."
        if code is None:
            return "nobody knows how."
        if code >= 0:
            return f"it left with the exit code {code}, as os._exit({code}) does."
        hint = HINTS.get(-code, "")
        return f"it was ended by the signal {signal.Signals(-code).name}{hint}."

    def _start_anew(self) -> None:
        """Start another kernel, and run what ran before, which shows nothing."""
        self._fresh += 1
        self.kc.stop_channels()
        while self._listener and select.select([self._listener], [], [], 0)[0]:
            self._listener.accept()[0].close()  # of the one that has ended
        run_sync(self.km.restart_kernel)(now=True)
        self.start_new_kernel_client()
        for index, cell in self._ran:
            self._room, self._is_full = 0, True
            again = copy.deepcopy(NotebookNode(cell, outputs=[]))
            survived = self._execute(again, index)
            self.nb.cells[index] = cell
            if not survived:
                self._bury()
            if self._dead or not survived:
                return

    def _seconds(self, cell: NotebookNode | None = None) -> int:
        """How long the next cell may take."""
        left = int(self.total - self._used)
        return max(1, min(self.timeout or self.total, left))

    def _spent(self, *others: int) -> meter.Spent:
        """What the student's processes have spent, and some others."""
        parts = meter.of_sandbox(self._first), meter.of_processes(*others)
        return parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]

    @property
    def _first(self) -> int:
        """The number of the first process of the sandbox, or 0 if it has ended."""
        first = getattr(self.km.provisioner, "first", None)
        return first.pid if first else 0

    def _doubt(self, clock: meter.Meter) -> None:
        """Note whether a limit would have ended this on a quiet machine, too."""
        self._doubtful = self._doubtful or clock.busy()

    async def _async_poll_for_reply(
        self,
        msg_id: str,
        cell: NotebookNode,
        timeout: int | None,
        task_poll_output_msg: asyncio.Future,
        task_poll_kernel_alive: asyncio.Future,
    ) -> dict:
        """What nbclient's does, with seconds that the code has had."""
        clock, reply = meter.Meter(timeout or self.total, self._spent), None
        try:
            while reply is None:
                try:
                    message = await ensure_async(
                        self.kc.shell_channel.get_msg(timeout=meter.LOOK)
                    )
                    if message["parent_header"].get("msg_id") == msg_id:
                        reply = message
                except Empty:
                    pass
                if reply is None and clock.left() <= 0:
                    self._doubt(clock)
                    task_poll_kernel_alive.cancel()
                    await self._async_check_alive()
                    reply = await self._async_handle_timeout(timeout, cell)
                    if reply is None:  # it was interrupted, and may answer
                        clock = meter.Meter(GRACE, self._spent)
        finally:
            self._used += clock.used
        left = max(GRACE, self.total - self._used)
        outputs = meter.Meter(min(self.iopub_timeout, left), self._spent)
        while not task_poll_output_msg.done():
            await asyncio.wait({task_poll_output_msg}, timeout=meter.LOOK)
            if outputs.left() <= 0:
                self.log.warning("Timeout waiting for IOPub output")
                task_poll_output_msg.cancel()
                break
        self._used += outputs.used
        task_poll_kernel_alive.cancel()
        return reply

    def _interrupt(self) -> None:
        """Bring the kernel back to its senses, or end it."""
        with contextlib.suppress(Exception):
            run_sync(self.km.interrupt_kernel)()
            asked = self.kc.execute("", silent=True)
            clock = meter.Meter(GRACE, self._spent)
            while clock.left() > 0:
                try:
                    reply = run_sync(self.kc.shell_channel.get_msg)(timeout=meter.LOOK)
                except Empty:
                    continue
                if reply["parent_header"].get("msg_id") == asked:
                    if self._used < self.total:
                        return
                    break
        self._stop()

    def _stop(self) -> None:
        """End the kernel: it has had its time."""
        self._dead = STOPPED
        run_sync(self.km.shutdown_kernel)(now=True)

    def create_kernel_manager(self):
        """A kernel in a sandbox, whatever kernel the student's notebook names."""
        self.km = self.kernel_manager_class(config=self.config)
        self.km.client_factory = Client
        self.km._kernel_spec = provisioner.kernel_spec(fork_server.shared().address)
        return self.km

    def process_message(self, msg, cell, cell_index):
        """Take no more output than there is room for, and tell what was left out."""
        if msg["msg_type"] not in TAKEN:
            return None
        if msg["msg_type"] in RESULTS:
            size = len(str(msg["content"])) * self._places(msg)
            if size > self._room:
                if not self._is_full:
                    cell.outputs.append(_too_much(self.output_limit))
                self._is_full = True
                self._room = min(self._room, LITTLE)
                return None
            self._room -= size
            self._room_of_all -= size
        return super().process_message(msg, cell, cell_index)

    def _places(self, msg: dict) -> int:
        """How often what a message shows will stand in the notebook."""
        if msg["msg_type"] != "update_display_data":
            return 1
        name = (msg["content"].get("transient") or {}).get("display_id")
        return max(1, sum(map(len, self._display_id_map.get(name, {}).values())))


class BrokenMessageError(ValueError):
    """A kernel sent what is no message."""


class Channel(AsyncZMQSocketChannel):
    """Takes messages only; of anything else it repeats nothing, as it may be long."""

    # Its base class has the signature of a channel that does not wait.
    async def _recv(self, **kwargs) -> dict:  # type: ignore[override]
        parts = await self.socket.recv_multipart(**kwargs)
        try:
            _, parts = self.session.feed_identities(parts)
            if len(parts[0]) > LONGEST_SIGNATURE:
                raise ValueError  # the session would keep it
            message = self.session.deserialize(parts)
            known = isinstance(message["msg_type"], str)
            for part in ("header", "parent_header", "metadata", "content"):
                known = known and isinstance(message[part], dict)
        except Exception:  # of any kind: it is data of a student's
            known = False
        if not known:
            raise BrokenMessageError("the kernel sent something that is no message")
        return message


class Client(AsyncKernelClient):
    """Talks to a kernel that may close its sockets, or write what it likes to them."""

    shell_channel_class = Type(Channel)
    iopub_channel_class = Type(Channel)

    def _create_connected_socket(self, channel, identity=None):
        # Options count for what is connected later. What does not fit waits in the
        # sandbox, whose memory has a limit.
        self.context.setsockopt(zmq.RCVHWM, MOST_WAITING)
        self.context.setsockopt(zmq.MAXMSGSIZE, LONGEST_MESSAGE)
        return super()._create_connected_socket(channel, identity)

    def start_channels(self, *args: bool, **kwargs: bool) -> None:
        # A heartbeat may wait for ever to be sent. The provisioner knows who lives.
        super().start_channels(*args, **kwargs | {"hb": False})
        for channel in (self.shell_channel, self.control_channel):
            channel.socket.setsockopt(zmq.SNDTIMEO, 1000 * GRACE)


class _Asking:
    """A grader's end of the way to its examiner.

    Args:
        sock: the way.
    """

    def __init__(self, sock: socket.socket):
        self.sock = sock

    def __call__(self, *request, end: wire.Deadline, connect=lambda: None) -> list:
        """Ask, and wait for the answer; connect is called if it is needed for it."""
        wire.send(self.sock, wire.pack(request, _no_other), end)
        while True:
            kind, *rest = wire.unpack(wire.receive(self.sock, end), _no_other)
            if kind != "connect":
                return rest
            connect()


def _no_other(thing: object):
    raise wire.WireError(f"{type(thing)} between a grader and its examiner")


def answering(address: Path) -> str:
    """Code that makes a kernel answer the examiner, and binds no name there."""
    module = "__import__('autograder.inside.agent', fromlist=['serve_notebook'])"
    return f"{module}.serve_notebook({str(address)!r})"


def bound(sources: Iterable[str]) -> set[str]:
    """The names that some cells bind at their top level."""
    names: set[str] = set()
    for source in sources:
        code = TransformerManager().transform_cell(source)
        table = symtable.symtable(code, "<cell>", "exec")
        names |= {s.get_name() for s in table.get_symbols() if s.is_assigned()}
    return names


def merged(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Outputs with one stream for all parts that follow each other: each part costs.

    A part whose name or text is not what a stream may have stays as it is.
    """

    def stream(index_and_output: tuple[int, NotebookNode]) -> str | int:
        index, output = index_and_output
        is_text = isinstance(output.get("text"), str)
        known = is_text and output.get("name") in ("stdout", "stderr")
        return output.name if known and output.output_type == "stream" else index

    whole = []
    for _, parts in groupby(enumerate(outputs), stream):
        first, *others = [output for _, output in parts]
        if others:
            first.text = "".join(output.text for output in (first, *others))
        whole.append(first)
    return whole


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
