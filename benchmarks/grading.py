"""`autograder grade` against `nbgrader autograde`, on the same class, in one run.

    python benchmarks/grading.py [--submissions 40] [--jobs 2] [--ours]

The class hands in a problem set that imports NumPy, JAX and PyTorch and asks for
functions in JAX and PyTorch; of each ten hand-ins one is blank, wrong or loops. Stock
nbgrader has its own settings and one kernel for code and tests; ours has the sandbox,
the examiner and the settings of this course. Both have the same time limit for a cell,
and must give the same scores.

CPU seconds are those of all processes that a command starts, as a control group counts
them: the fork servers do not wait for their children, so that nobody else can. It
needs root. Other work on the machine slows both.

Goals: six times the submissions per minute, a quarter of the CPU seconds.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.authoring.scratch_course import ScratchCourse

ROOT = Path(__file__).parents[1]
NAME = "frameworks"
SECONDS = 5  # that a cell may take
FASTER, CHEAPER = 6, 4

IMPORTS = """\
import jax
import jax.numpy as jnp
import numpy as np
import torch
from torch import nn"""

# Of each exercise: its name, the answer, a wrong answer, the tests that students see,
# and the hidden ones.
EXERCISES = [
    (
        "slope",
        "@jax.jit\n"
        "def slope(w, X, y):\n"
        "    def loss(w):\n"
        "        return jnp.mean((X @ w - y) ** 2)\n"
        "    return jax.grad(loss)(w)",
        "@jax.jit\n"
        "def slope(w, X, y):\n"
        "    return jax.grad(lambda w: jnp.sum((X @ w - y) ** 2))(w)",
        "X, y, w = np.eye(3), np.zeros(3), np.array([1.0, 2.0, 3.0])\n"
        "np.testing.assert_allclose(slope(w, X, y), 2 * w / 3, rtol=1e-4)",
        "rng = np.random.default_rng(1)\n"
        "X, w, y = rng.normal(size=(50, 3)), rng.normal(size=3), rng.normal(size=50)\n"
        "expected = 2 * X.T @ (X @ w - y) / 50\n"
        "np.testing.assert_allclose(slope(w, X, y), expected, rtol=1e-3, atol=1e-5)",
    ),
    (
        "scores",
        "@jax.jit\n"
        "def scores(X, W, b, V, c):\n"
        "    hidden = jnp.tanh(X @ W.T + b)\n"
        "    return jax.nn.softmax(hidden @ V.T + c)",
        "@jax.jit\n"
        "def scores(X, W, b, V, c):\n"
        "    return jax.nn.softmax((X @ W.T + b) @ V.T + c)",
        "ones = scores(np.eye(2), np.eye(2), np.zeros(2), np.eye(2), np.zeros(2))\n"
        "np.testing.assert_allclose(np.sum(ones, axis=1), 1, rtol=1e-5)",
        "rng = np.random.default_rng(2)\n"
        "X, W, b = rng.normal(size=(20, 4)), rng.normal(size=(8, 4)), np.ones(8)\n"
        "V, c = rng.normal(size=(3, 8)), np.ones(3)\n"
        "e = np.exp(np.tanh(X @ W.T + b) @ V.T + c)\n"
        "expected = e / e.sum(axis=1, keepdims=True)\n"
        "np.testing.assert_allclose(scores(X, W, b, V, c), expected, rtol=1e-3)",
    ),
    (
        "fit",
        "def fit(X, y, steps, lr):\n"
        "    torch.manual_seed(0)\n"
        "    X, y = torch.tensor(X).float(), torch.tensor(y).float()\n"
        "    line = nn.Linear(X.shape[1], 1)\n"
        "    descent = torch.optim.SGD(line.parameters(), lr=lr)\n"
        "    for _ in range(steps):\n"
        "        descent.zero_grad()\n"
        "        loss = ((line(X)[:, 0] - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        descent.step()\n"
        "    return line.weight.detach().numpy()[0], line.bias.item()",
        "def fit(X, y, steps, lr):\n"
        "    line = nn.Linear(X.shape[1], 1)\n"
        "    return line.weight.detach().numpy()[0], line.bias.item()",
        "X = np.linspace(-1, 1, 21)[:, None]\n"
        "w, b = fit(X, 2 * X[:, 0] + 1, steps=300, lr=0.3)\n"
        "np.testing.assert_allclose(w, [2], rtol=1e-3)",
        "rng = np.random.default_rng(3)\n"
        "X = rng.normal(size=(60, 2))\n"
        "w, b = fit(X, X @ [3, -1] - 2, steps=300, lr=0.1)\n"
        "np.testing.assert_allclose([*w, b], [3, -1, -2], rtol=1e-3)",
    ),
]
LOOP = "def slope(w, X, y):\n    while True:\n        pass"


# --- the class ---


def cell(name: str, source: str, **kind):
    """A code cell with nbgrader's metadata; `kind` sets its flags and points."""
    flags = {"grade": False, "solution": False, "locked": False, "task": False} | kind
    meta = {"nbgrader": {"grade_id": name, "schema_version": 3, **flags}}
    return new_code_cell(source, id=name, metadata=meta)


def source():
    """The instructor's notebook."""
    cells = [cell("imports", IMPORTS, locked=True)]
    for name, answer, _, visible, hidden in EXERCISES:
        solution = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
        cells.append(cell(name, solution, solution=True))
        graded = {"grade": True, "locked": True, "points": 1}
        cells.append(cell(f"{name}-seen", visible, **graded))
        secret = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells.append(cell(f"{name}-hidden", secret, **graded | {"points": 2}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def answers(number: int) -> dict[str, str]:
    """What the student of this number writes."""
    right = {name: answer for name, answer, *_ in EXERCISES}
    wrong = {name: answer for name, _, answer, *_ in EXERCISES}
    # The second of each ten is odd, so that a short run has one too.
    odd = [right | {"slope": LOOP}, {}, wrong, right | {"fit": wrong["fit"]}]
    return odd[number // 10 % len(odd)] if number % 10 == 1 else right


def lay_out(folder: Path, submissions: int, config: str) -> Path:
    """A course with this class; returns its folder."""
    course = ScratchCourse(
        folder,
        f"{config}\nc.ExecutePreprocessor.timeout = {SECONDS}\n"
        "c.ExecutePreprocessor.iopub_timeout = 30\n",  # nbgrader's 4 fail when busy
    )
    course.add(NAME, source())
    nbgrader(folder, "generate_assignment")
    released = course.released(NAME)
    stubs = {cell.metadata.nbgrader.grade_id: cell.source for cell in released.cells}
    for number in range(submissions):
        for cell in released.cells:
            name = cell.metadata.nbgrader.grade_id
            cell.source = answers(number).get(name, stubs[name])
        course.hand_in(f"student-{number:03}", NAME, released)
    return folder


def environment() -> dict[str, str]:
    """The environment of both graders: one thread a kernel, this Python's commands."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # nbgrader calls alembic by name
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return os.environ | one | {"PATH": path, "JAX_PLATFORMS": "cpu"}


def nbgrader(folder: Path, command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "nbgrader", command, NAME],
        cwd=folder,
        check=True,
        env=environment(),
        capture_output=True,
    )


def grades(folder: Path) -> dict[str, list]:
    """{student: the score of each test}."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            submission.student.id: sorted(
                (grade.name, grade.auto_score)
                for notebook in submission.notebooks
                for grade in notebook.grades
            )
            for submission in gradebook.assignment_submissions(NAME)
        }


# --- measuring ---


@contextlib.contextmanager
def counted():
    """A control group, and a function that gives the CPU seconds spent in it."""
    for place in (
        ("/sys/fs/cgroup/cpuacct", "cpuacct.usage", 1e9),
        ("/sys/fs/cgroup", "cpu.stat", 1e6),
    ):
        top, file, unit = place
        with contextlib.suppress(OSError):
            group = Path(tempfile.mkdtemp(prefix="grading-", dir=top))
            break
    else:
        sys.exit("No control group can be made here: run this as root.")

    def spent() -> float:
        return (
            int((group / file).read_text(encoding="utf-8").split("\n")[0].split()[-1])
            / unit
        )

    try:
        yield group, spent
    finally:
        while (group / "cgroup.procs").read_text(encoding="utf-8"):
            time.sleep(0.05)  # the last processes of a killed sandbox
        group.rmdir()


def measured(folder: Path, *command: str) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a command."""
    with counted() as (group, spent):
        enter = f'echo $$ > "{group}/cgroup.procs" && exec "$@"'
        start = time.perf_counter()
        subprocess.run(
            ["sh", "-c", enter, "sh", sys.executable, "-m", *command],
            cwd=folder,
            check=True,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
        return seconds, spent()


PARTS = """
import contextlib, functools, json, sys, time
from collections import defaultdict
from pathlib import Path
started = time.perf_counter()
from autograder.batch import course, grading, workers
from autograder.hooks import execute
from autograder.sandbox import fork_server
spent = defaultdict(float)
spent["imports of the grader"] = time.perf_counter() - started

def timed(owner, name, what):
    function = getattr(owner, name)
    @functools.wraps(function)
    def around(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[what] += time.perf_counter() - start
    setattr(owner, name, around)

timed(grading.Grading, "_prepare", "intake and cleaning")
timed(grading.Grading, "_save", "gradebook and files")
Isolated = execute.IsolatedExecute
timed(workers, "execute", "all of `execute`")
timed(Isolated, "_run_here", "the student's cells")
timed(Isolated, "_examine", "tests")
timed(Isolated, "start_new_kernel", "a kernel forked and in its sandbox")
timed(Isolated, "start_new_kernel_client", "a kernel ready")
timed(Isolated, "_cleanup_kernel", "a kernel ended")
for kind in ("kernel", "examiner"):
    start = time.perf_counter()
    fork_server.shared(kind)
    spent["two fork servers started"] += time.perf_counter() - start
start = time.perf_counter()
with grading.Grading(course.Course(Path()), *sys.argv[1:2], sys.argv[2:]) as work:
    records = list(work.run(1))
spent["all submissions"] = time.perf_counter() - start
print(json.dumps(spent))
"""


def parts(folder: Path) -> dict[str, float]:
    """Where our wall-clock seconds go: a few submissions, one after the other."""
    students = sorted(path.name for path in (folder / "submitted").iterdir())[2:10]
    run = subprocess.run(
        [sys.executable, "-c", PARTS, NAME, *students],
        cwd=folder,
        check=True,
        env=environment(),
        stdout=subprocess.PIPE,
    )
    spent = json.loads(run.stdout)
    return {what: seconds / len(students) for what, seconds in spent.items()}


FLOOR = """
import json, sys, time
import jax.numpy, numpy.testing, torch.optim, torch._dynamo
names, start = {}, time.process_time()
for source in json.load(sys.stdin):
    exec(source, names)
print(time.process_time() - start)
"""


def floor() -> float:
    """CPU seconds of the cells alone, of a right hand-in, once all is imported."""
    cells = [IMPORTS]
    for _, answer, _, visible, hidden in EXERCISES:
        cells += [answer, visible, hidden]
    run = subprocess.run(
        [sys.executable, "-c", FLOOR],
        input=json.dumps(cells),
        env=environment(),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return float(run.stdout)


def again(folder: Path) -> None:
    """Forget all scores."""
    for name in (".autograder", "autograded"):
        shutil.rmtree(folder / name, ignore_errors=True)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            gradebook.remove_submission(NAME, submission.student.id)


def show(name: str, submissions: int, wall: float, cpu: float) -> None:
    """A row of the table."""
    rate, each = 60 * submissions / wall, cpu / submissions
    print(f"{name:20}{wall:9.1f}{rate:10.1f}{cpu:8.1f}{each:12.2f}", flush=True)


def main(submissions: int, jobs: int, stock: bool) -> int:
    """Print the table; return 1 if a goal was missed, else 0."""
    with tempfile.TemporaryDirectory() as temporary:
        settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
        course = lay_out(Path(temporary, "ours"), submissions, settings)
        command = ["autograder", "grade", NAME, "--jobs", str(jobs)]
        print(f"{submissions} submissions, {jobs} jobs, {os.cpu_count()} cores")
        print(f"It begins at a load of {os.getloadavg()[0]:.1f}")
        print(f"{'':20}{'seconds':>9}{'a minute':>10}{'CPU s':>8}{'CPU s each':>12}")
        ours = measured(course, *command)
        show("autograder grade", submissions, *ours)
        if stock:
            plain = "c = get_config()"
            other = lay_out(Path(temporary, "stock"), submissions, plain)
            theirs = measured(other, "nbgrader", "autograde", NAME)
            show("nbgrader autograde", submissions, *theirs)
            assert grades(course) == grades(other), "the scores differ"
        again(course)
        print(f"The floor, the cells of a right hand-in: {floor():.2f} CPU s each")
        print("\nEight submissions without a loop, one job, wall-clock seconds each:")
        for what, seconds in parts(course).items():
            print(f"  {what:40}{seconds:8.3f}")
        print(f"At the end the load was {os.getloadavg()[0]:.1f}.")
        if not stock:
            return 0
        faster, cheaper = theirs[0] / ours[0], theirs[1] / ours[1]
        print(f"\n{faster:.1f} times as fast (goal {FASTER}),", end=" ")
        print(f"1/{cheaper:.1f} of the CPU seconds (goal 1/{CHEAPER}); same scores.")
        return 0 if faster >= FASTER and cheaper >= CHEAPER else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ours", action="store_true", help="leave stock nbgrader out")
    arguments = parser.parse_args()
    sys.exit(main(arguments.submissions, arguments.jobs, not arguments.ours))
