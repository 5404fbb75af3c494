"""Every notebook is a test: nbval runs it again and compares each output.

nbval leaves holes that a course falls through, and this plugin closes them:

* numbers are compared with a tolerance, and all text around them exactly;
* a kernel that dies is noticed at once, and a magic that fails is a failure;
* the limit for a cell is of CPU seconds, or of seconds in which the kernel computes
  nothing: on a busy machine a cell may take its time, and one that hangs may not;
* stderr is not compared, but a Python warning in a cell fails it;
* a cell tagged raises-exception must raise, and not only may;
* what an Output widget has captured belongs to the widget, not to the cell;
* what counts is what is left on the page: output can be cleared, and updated;
* in release/, where the answers are missing, each graded test must fail.
"""

import contextlib
import copy
import math
import os
import re
import time
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL

import nbformat
import psutil  # comes with ipykernel
import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from autograder.authoring.compare import is_stderr, settle

IDLE = 0.02  # of a processor: what a kernel takes that only waits
START = 300.0  # seconds for a kernel to start: one that dies says so at once
SOON = 0.2  # seconds in which a message comes on a quiet machine
LATE = 20  # times as long as on a quiet machine, at most

WARNING = re.compile(r"^.+:\d+: \w*Warning: .*$", re.MULTILINE)


class KernelDiedError(Exception):
    """The kernel ended while a cell was running."""


class Kernel(RunningKernel):
    """A kernel that says when it has died, and keeps its last reply."""

    reply: dict = {}  # noqa: RUF012  replaced, never changed

    def __init__(self, cwd: str, startup_timeout: float):
        # As nbval does it, without leaving a file open for each notebook.
        self.km, self.kc = start_new_kernel(
            startup_timeout, CURRENT_ENV_KERNEL_NAME, stderr=DEVNULL, cwd=cwd
        )
        self._ensure_iopub_up()

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """Wait for the reply to a request, as long as there is somebody to send it.

        Raises:
            Empty: if the kernel has computed for `timeout` CPU seconds, or if it has
                not computed for as many seconds of the clock.
            KernelDiedError: if it has ended.
        """
        limit = math.inf if timeout is None else timeout
        first = counted = self._spent()
        moved = looked = time.monotonic()
        while True:
            try:
                message = self.get_message("shell", timeout=0.2)
            except Empty:
                if not self.is_alive():
                    raise KernelDiedError from None
                if (now := time.monotonic()) < looked + 1:  # to count costs some
                    continue
                looked, spent = now, self._spent()
                if abs(spent - counted) > 0.2 + IDLE * (now - moved):
                    moved, counted = now, spent
                if now - moved > limit or spent - first > limit:
                    raise
                continue
            if message["parent_header"].get("msg_id") == msg_id:
                self.reply = message["content"]
                return

    def get_message(self, stream: str, timeout: float | None = None) -> dict:
        """The next message; what a kernel shows may come late on a busy machine."""
        if timeout is None or stream == "shell":
            return super().get_message(stream, timeout=timeout)
        with contextlib.suppress(Empty):  # most are there, and to count costs some
            return super().get_message(stream, timeout=min(SOON, timeout))
        for _ in range(LATE):
            counted = self._spent()
            with contextlib.suppress(Empty):
                return super().get_message(stream, timeout=timeout)
            if self._spent() < counted + IDLE * timeout:
                break  # it does nothing more
        raise Empty

    def _spent(self) -> float:
        """CPU seconds of the kernel and of what it has started."""
        total = 0.0
        try:
            process = psutil.Process(self.km.provisioner.pid)
            for each in (process, *process.children(recursive=True)):
                total += sum(each.cpu_times()[:2])
        except psutil.Error:  # it has ended
            pass
        return total


class Notebook(IPyNbFile):
    """A notebook whose cells are run in order, in the folder where it lies."""

    def setup(self) -> None:
        """Start the kernel."""
        self.kernel = Kernel(str(self.path.parent), START)
        self.captures: dict[str, str] = {}  # by Output widget: the request it captures
        self.unsolved = False  # whether a cell has stopped at a stub
        self.setup_sanitize_files()
        if folder := os.environ.get("COURSE_MARGINS"):
            # Assertions tell how far they are from failing.
            record = Path(__file__).parents[1] / "processors" / "record.py"
            self.load(record, f"in_kernel({folder!r}, {self.path.stem!r})")
        for module, call in self.config.hook.pytest_notebook_setup(notebook=self):
            self.load(module, call)

    def load(self, module: Path, call: str) -> None:
        """Import a file in the kernel under its name, and call one of its functions."""
        name = module.stem
        self.run_aside(
            "import importlib.util as _util, sys as _sys\n"
            f"_spec = _util.spec_from_file_location({name!r}, {str(module)!r})\n"
            f"_sys.modules[{name!r}] = _util.module_from_spec(_spec)\n"
            f"_spec.loader.exec_module(_sys.modules[{name!r}])\n"
            f"_sys.modules[{name!r}].{call}\n"
            "del _util, _sys, _spec"
        )

    def run_aside(self, code: str) -> None:
        """Run code that is no cell in the kernel.

        Raises:
            AssertionError: it failed; the message says how.
        """
        request = self.kernel.execute_cell_input(code, allow_stdin=False)
        self.kernel.await_reply(request, timeout=60)
        reply = self.kernel.reply
        if reply["status"] != "ok":
            raise AssertionError(f"{reply['ename']}: {reply['evalue']}")
        self.kernel.await_idle(request, timeout=60)

    def collect(self):
        """The code cells, as cells of this course, and what plugins test after them."""
        yield from self._cells()
        for items in self.config.hook.pytest_notebook_items(notebook=self):
            yield from items

    def _cells(self):
        for cell in super().collect():
            yield Cell.from_parent(
                self,
                name=cell.name,
                cell_num=cell.cell_num,
                cell=cell.cell,
                options=cell.options,
            )

    def get_kernel_message(self, timeout=None, stream="iopub") -> dict:
        """The next message that adds something to the page, or ends the cell."""
        while True:
            message = super().get_kernel_message(timeout, stream)
            self._note_capture(message)
            if not self._is_captured(message) and not self._is_done(message):
                return message

    def begin(self, cell: "Cell") -> None:
        """A cell is run next."""
        self.cell, self.clearing = cell, False
        self.places: dict[str, list[int]] = {}  # of outputs, by display_id

    def _is_done(self, message: dict) -> bool:
        """Clear or update what is shown; whether a message asks for that alone."""
        kind, content = message["msg_type"], message["content"]
        shown = self.cell.test_outputs
        name = (content.get("transient") or {}).get("display_id")
        if kind == "clear_output" and content.get("wait"):
            self.clearing = True
        elif kind == "clear_output":
            self._clear()
        elif kind == "update_display_data":
            for place in self.places.get(name, []):
                shown[place].data = nbformat.from_dict(content["data"])
        elif kind in ("stream", "display_data", "execute_result", "error"):
            if self.clearing:
                self._clear()
            if name is not None:
                self.places.setdefault(name, []).append(len(shown))
        return kind in ("clear_output", "update_display_data")

    def _clear(self) -> None:
        self.clearing = False
        self.cell.test_outputs.clear()
        self.places.clear()

    def _note_capture(self, message: dict) -> None:
        """Remember which request's outputs an Output widget takes from now on."""
        if message["msg_type"] not in ("comm_open", "comm_msg"):
            return
        content = message["content"]
        state = content["data"].get("state", {})
        if state.get("_model_name") == "OutputModel":
            self.captures[content["comm_id"]] = ""
        if content["comm_id"] in self.captures and "msg_id" in state:
            self.captures[content["comm_id"]] = state["msg_id"]

    def _is_captured(self, message: dict) -> bool:
        """Errors are never captured: the widget would hide them from the reader too."""
        kinds = "stream", "display_data", "update_display_data", "clear_output"
        request = message["parent_header"].get("msg_id")
        return message["msg_type"] in kinds and request in self.captures.values()


class Cell(IPyNbCell):
    """A code cell: it must run, and show what it showed when it was saved."""

    def runtest(self) -> None:
        """Run the cell; in release/, expect it to stop at a stub."""
        if not self.path.is_relative_to(self.config.rootpath / "release"):
            self._run()
            return
        try:
            self._run()
        except NbCellError:
            if not self._stopped_at_stub():
                raise
            pytest.xfail("not solved yet")
        if self._must_fail():
            self.raise_cell_error("A test that passes without an answer tests nothing")

    def _run(self) -> None:
        self.parent.begin(self)
        try:
            super().runtest()
        except KernelDiedError:
            self.raise_cell_error("The kernel died in this cell")
        self._check_reply()
        self._check_raised()
        self._check_warnings()

    def _check_reply(self) -> None:
        """A magic that fails replies with an error and shows none."""
        reply = self.parent.kernel.reply
        if reply["status"] == "error" and not self.options["check_exception"]:
            self.raise_cell_error(f"Cell failed: {reply['ename']}: {reply['evalue']}")

    def _check_raised(self) -> None:
        """A cell that shows an error shows nothing once the error is mended."""
        names = [out for out in self.test_outputs if "ename" in out]
        if self.options["check_exception"] and not names:
            self.raise_cell_error("Cell is tagged raises-exception and raises none")

    def _check_warnings(self) -> None:
        """Students would ask what it means. Log lines on stderr are no warnings."""
        text = "".join(out["text"] for out in self.test_outputs if is_stderr(out))
        if found := WARNING.search(text):
            self.raise_cell_error(f"Cell gives a warning: {found.group()}")

    def compare_outputs(self, test, ref, skip_compare=None) -> bool:
        """Compare as nbval does, once all that is nearly equal is equal."""
        ours = [copy.deepcopy(out) for out in test if not is_stderr(out)]
        saved = [out for out in ref if not is_stderr(out)]
        for pair in zip(ours, saved, strict=False):
            settle(*pair)
        return super().compare_outputs(ours, saved, skip_compare)

    def _must_fail(self) -> bool:
        """Whether this is a graded test, and not all of it is hidden."""
        meta = self.cell.metadata.get("nbgrader", {})
        lines = (line.strip() for line in self.cell.source.splitlines())
        code = any(line and not line.startswith("#") for line in lines)
        return code and meta.get("grade", False) and not meta.get("solution", False)

    def _stopped_at_stub(self) -> bool:
        """Whether the cell stopped for want of an answer, here or further up.

        A graded test may fail in any way of its own.
        """
        names = {out["ename"] for out in self.test_outputs or [] if "ename" in out}
        if self.parent.timed_out:
            return False
        if self._must_fail():
            return bool(names)
        if "NotImplementedError" in names:
            self.parent.unsolved = True
            return True
        return self.parent.unsolved and bool({"NameError", "TypeError"} & names)


class Hooks:
    """What another plugin can add to a notebook."""

    def pytest_notebook_setup(self, notebook: Notebook) -> tuple[Path, str] | None:
        """A file to import in the kernel before the first cell, and a call of it."""

    def pytest_notebook_items(self, notebook: Notebook) -> list[pytest.Item] | None:
        """Tests that run after the last cell, while the kernel lives."""


def pytest_addhooks(pluginmanager) -> None:
    """Let plugins add to notebooks."""
    pluginmanager.add_hookspecs(Hooks)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Put a Notebook in the place of every notebook that nbval collects."""
    found = yield
    return [
        Notebook.from_parent(parent, path=file_path)
        if isinstance(node, IPyNbFile)
        else node
        for node in found
    ]
