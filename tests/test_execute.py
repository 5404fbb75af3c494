"""Grading apart gives an honest hand-in what grading together gives it.

The bank says what each answer earns in one process (test_answers.py). Here the same
answers are run in a sandbox and tested from outside: a sample of them, and all with
COURSE_WHOLE=1.
"""

import functools
import json
import logging
import math
import os
import platform
import random
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import nbformat
import nbgrader
import patience
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade, is_grade, is_solution
from traitlets.config import Config

from autograder.authoring import bank
from autograder.batch import job
from autograder.errors import NoSandboxError
from autograder.hooks import execute
from autograder.sandbox import memory, meter, provisioner
from tests.support.sampling import sample

ROOT = Path(__file__).parents[1]
PROBLEM_SETS = [path.stem for path in sorted((ROOT / "source").glob("ps*.py"))]
DOCUMENTED = Path(nbgrader.__file__).parent / "docs/source/user_guide"


@functools.cache
def choices(problem_set: str) -> dict[str, list[bank.Answer]]:
    """The answers of the bank by exercise, in an order of their own."""
    found: dict[str, list[bank.Answer]] = {}
    for answer in bank.answers(ROOT, problem_set):
        found.setdefault(answer.exercise, []).append(answer)
    for some in found.values():
        random.Random(1).shuffle(some)
    return found


def hand_in(problem_set: str, answers: dict[str, str]) -> nbformat.NotebookNode:
    """A notebook with these answers, as nbgrader has it just before it runs it."""
    path = f"{problem_set}/{problem_set}.ipynb"
    released = nbformat.read(ROOT / "release" / path, as_version=4)
    source = nbformat.read(ROOT / "source" / path, as_version=4)
    locked = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in source.cells
        if "nbgrader" in cell.metadata and not is_solution(cell)
    }
    filled = bank.fill(released, answers)
    for cell in filled.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = locked.get(name, cell.source)
    return filled


# A cell that runs out of time is an error to it.
QUIET = logging.Logger("quiet", logging.CRITICAL)


def run(notebook, problem_set: str, folder: Path, **traits) -> nbformat.NotebookNode:
    """The notebook, run apart."""
    config = Config(CourseDirectory={"root": str(ROOT)})
    # Some answers never end.
    limits = {"timeout": round(60 * patience.slowness())}
    limits["total"] = 10 * limits["timeout"]
    step = execute.IsolatedExecute(config=config, **limits | traits)
    step.log = QUIET
    names = {"assignment": problem_set, "notebook": problem_set}
    place = {"nbgrader": names, "metadata": {"path": str(folder)}}
    return step.preprocess(notebook, place)[0]


def score(notebook) -> float:
    """What nbgrader makes of the outputs of the tests."""
    tests = [c for c in notebook.cells if is_grade(c) and not is_solution(c)]
    return sum(determine_grade(cell)[0] for cell in tests)


ROUNDS = 1  # of each problem set, unless all are wanted


def rounds() -> list:
    """Hand-ins that hold each answer of the bank at least once, or a sample of them."""
    made: list = []
    for name in PROBLEM_SETS:
        by_exercise = choices(name)
        most = max(map(len, by_exercise.values()), default=0)
        for k in sample(range(most), ROUNDS, f"rounds of {name}"):
            picked = [some[k % len(some)] for some in by_exercise.values()]
            made.append(pytest.param(name, picked, id=f"{name}: {k + 1} of {most}"))
    return made


@pytest.mark.parametrize("problem_set, picked", rounds())
def test_each_answer_earns_its_score(problem_set, picked, tmp_path):
    notebook = hand_in(problem_set, {a.exercise: a.source for a in picked})
    run(notebook, problem_set, tmp_path)
    assert score(notebook) == sum(answer.earned for answer in picked)


@pytest.mark.parametrize("problem_set", PROBLEM_SETS)
def test_the_reference_earns_all_and_the_stubs_nothing(problem_set, tmp_path):
    exercises = bank.exercises(ROOT / "source" / f"{problem_set}.py")
    solved = {name: exercise.reference for name, exercise in exercises.items()}
    whole = run(hand_in(problem_set, solved), problem_set, tmp_path)
    assert score(whole) == sum(exercise.points for exercise in exercises.values())
    assert score(run(hand_in(problem_set, {}), problem_set, tmp_path)) == 0


@given(st.data())
@settings(max_examples=4)
def test_isolation_changes_no_score(tmp_path_factory, data):
    problem_set = data.draw(st.sampled_from(PROBLEM_SETS))
    exercises = bank.exercises(ROOT / "source" / f"{problem_set}.py")
    picked = {}
    for name, some in choices(problem_set).items():
        if answer := data.draw(st.sampled_from([None, *some])):
            picked[name] = answer.source
    notebook = hand_in(problem_set, picked)
    run(notebook, problem_set, tmp_path_factory.mktemp("files"))
    together = [bank.earn(exercises[name], text) for name, text in picked.items()]
    assert score(notebook) == sum(together)


# --- what else may happen in a notebook ---

GRADIENT = bank.exercises(ROOT / "source/ps01_neuron.py")["gradient"].reference
FIRES = "def fires(X, w, b):\n    return X @ w + b > 0"


def score_in_time(answers: dict[str, str], folder: Path, **seconds: float) -> float:
    """The score with limits of time, as many times longer as this machine is slow.

    A machine may become busy only meanwhile: then honest cells were late as well, and
    it is done once more with longer limits.
    """
    for longer in (1, 5, 25):
        slow = longer * patience.slowness()
        limits = {name: round(slow * value) for name, value in seconds.items()}
        notebook = hand_in("ps01_neuron", answers)
        run(notebook, "ps01_neuron", folder, **limits)
        if score(notebook) >= 3:  # what `fires` earns
            break
    return score(notebook)


def test_a_loop_without_end_costs_its_own_points_only(tmp_path):
    looping = "def bce(z, y):\n    while True:\n        pass"
    answers = {"fires": FIRES, "bce": looping}
    assert score_in_time(answers, tmp_path, timeout=2) == 3


def test_a_cell_that_takes_no_interrupt_ends_the_run_in_time(tmp_path):
    stubborn = (
        "while True:\n    try:\n        while True: pass\n"
        "    except BaseException: pass"
    )
    answers = {"fires": FIRES, "perceptron": stubborn}
    assert score_in_time(answers, tmp_path, timeout=2) == 3


def test_a_submission_has_a_time_of_its_own(tmp_path):
    exercises = bank.exercises(ROOT / "source/ps01_neuron.py")
    pause = 1.5 * patience.slowness()
    for _ in range(3):  # a machine may become busy only meanwhile
        sleeping = f"import time\ntime.sleep({pause})\n"
        slow = {name: sleeping + e.reference for name, e in exercises.items()}
        notebook = hand_in("ps01_neuron", slow)
        run(notebook, "ps01_neuron", tmp_path, total=round(2.7 * pause))
        if score(notebook):
            break
        pause *= 5
    assert 0 < score(notebook) < 22


LATE = """
import threading, time
kernel = get_ipython().kernel
plain_send = kernel.session.send

def send(stream, kind, content=None, *rest, **named):
    if kind == "status" and content.get("execution_state") == "idle":
        time.sleep(20)
    return plain_send(stream, kind, content, *rest, **named)

kernel.session.send = send
"""


def test_a_kernel_that_is_late_after_each_cell_takes_its_own_time_only(tmp_path):
    seconds = round(10 * patience.slowness())
    notebook = hand_in("ps01_neuron", {"fires": FIRES, "perceptron": LATE})
    with mock.patch.object(execute, "OVERDRAFT", 1):
        run(notebook, "ps01_neuron", tmp_path, total=seconds)
    assert score(notebook) == 3
    assert execute.STOPPED in errors(notebook)


@pytest.mark.parametrize("clock, ways", [(10**6, ["shared", "alone"]), (0, ["shared"])])
def test_what_a_limit_ended_while_the_machine_was_overloaded_is_run_again_alone(
    tmp_path, monkeypatch, clock, ways
):
    """A limit is reached at once, after so many seconds of the clock; but not alone."""
    taken: list[str] = []

    class Turns(meter.Turns):
        def shared(self):
            taken.append("shared")
            return super().shared()

        def alone(self):
            taken.append("alone")
            return super().alone()

    def left(self) -> float:
        is_of_the_student = getattr(self.spent, "__name__", "") == "_spent"
        if taken != ["shared"] or not is_of_the_student:
            return plain_left(self)
        self.clock = clock
        return 0.0

    plain_left = meter.Meter.left
    monkeypatch.setattr(execute, "TURNS", Turns())
    monkeypatch.setattr(meter.Meter, "left", left)
    slow = ("imports", f"import time\ntime.sleep({8 * meter.LOOK})")  # there is a look
    notebook = with_own_cells(reference(), slow)
    run(notebook, "ps01_neuron", tmp_path)
    assert taken == ways
    if "alone" in ways:
        assert score(notebook) == 22 and errors(notebook) == "", "nobody is told of it"
    else:
        assert score(notebook) == 0 and execute.STOPPED in errors(notebook)


def scarce(monkeypatch, times: float) -> None:
    """A machine that has no more memory, until so many sandboxes were ended for it."""
    ended = []

    def available() -> int:
        return 0 if len(ended) < times else 2**40

    def end(self) -> None:
        if self.memory_fault:
            ended.append(self.memory_fault)
        plain_end(self)

    plain_end = provisioner.SandboxProvisioner._end
    small = functools.partial(provisioner.kernel_spec, small_mb=900)
    monkeypatch.setattr(provisioner, "kernel_spec", small)
    monkeypatch.setattr(memory, "available", available)
    monkeypatch.setattr(provisioner.SandboxProvisioner, "_end", end)


LARGE = "much = b'x' * 2**30\nimport time\nfor _ in range(20): time.sleep(0.1)"


def test_who_is_ended_for_want_of_memory_is_graded_again(tmp_path, monkeypatch):
    scarce(monkeypatch, 1)
    notebook = hand_in("ps01_neuron", {"perceptron": LARGE, "gradient": GRADIENT})
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 4
    assert "memory" not in errors(notebook)


def test_who_holds_much_when_there_is_no_more_is_told_so(tmp_path, monkeypatch):
    scarce(monkeypatch, math.inf)
    notebook = hand_in("ps01_neuron", {"fires": FIRES, "perceptron": LARGE})
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    assert f"runs your code: it {provisioner.SCARCE}" in errors(notebook)


def test_too_much_output_is_cut_off(tmp_path):
    loud = FIRES + "\nfor _ in range(5000):\n    print('x' * 1000)"
    notebook = hand_in("ps01_neuron", {"fires": loud})
    run(notebook, "ps01_neuron", tmp_path, output_limit=100_000)
    assert score(notebook) == 3
    assert len(nbformat.writes(notebook)) < 400_000
    said = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert any(out.get("evalue") == "Too much output." for out in said)


def test_of_many_small_prints_each_is_there_and_they_are_one_output(tmp_path):
    loud = FIRES + "\nfor i in range(3000):\n    print(i, flush=True)"
    notebook = hand_in("ps01_neuron", {"fires": loud})
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    [shown] = [
        out
        for cell in notebook.cells
        for out in cell.get("outputs", [])
        if out.output_type == "stream" and out.text.startswith("0")
    ]
    assert shown.text.split() == [str(i) for i in range(3000)]


def test_streams_that_follow_each_other_become_one():
    new = nbformat.v4.new_output
    parts = [new("stream", name=name, text=name) for name in 3 * ["stdout"]]
    other = new("stream", name="stderr", text="e")
    broken = nbformat.NotebookNode(output_type="stream", name="stdout", text=["x"])
    error = new("error", ename="E", evalue="", traceback=[])
    last = new("stream", name="stdout", text="last")
    whole = execute.merged([*parts, other, broken, error, last])
    assert whole == [
        new("stream", name="stdout", text=3 * "stdout"),
        other,
        broken,
        error,
        last,
    ]
    assert execute.merged([]) == []


def errors(notebook) -> str:
    """All tracebacks, as a student reads them."""
    every = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return "\n".join("\n".join(out.get("traceback", [])) for out in every)


def reference() -> dict[str, str]:
    exercises = bank.exercises(ROOT / "source/ps01_neuron.py")
    return {name: exercise.reference for name, exercise in exercises.items()}


def with_own_cells(answers: dict[str, str], *own: tuple[str, str]):
    """A notebook with some cells of the student's below the named ones."""
    notebook = hand_in("ps01_neuron", answers)
    for below, source in own:
        names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in notebook.cells]
        cell = nbformat.v4.new_code_cell(source)
        notebook.cells.insert(names.index(below) + 1, cell)
    return notebook


def test_modules_beside_the_notebook_can_be_imported(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package/__init__.py").write_text("from .a import step", "utf-8")
    (tmp_path / "package/a.py").write_text("from steps import step", "utf-8")
    (tmp_path / "steps.py").write_text("def step(z):\n    return 1 * (z > 0)", "utf-8")
    fires = "from package import step\ndef fires(X, w, b):\n    return step(X @ w + b)"
    notebook = run(hand_in("ps01_neuron", {"fires": fires}), "ps01_neuron", tmp_path)
    assert score(notebook) == 3


def test_what_jupyterlab_passes_over_costs_nothing(tmp_path):
    """Stops for a debugger, and asking to leave."""
    answers = reference()
    stop = "\n    breakpoint()\n    import pdb; pdb.set_trace()\n    return"
    answers["gradient"] = answers["gradient"].replace("\n    return", stop, 1)
    assert stop in answers["gradient"]
    own = ("test-fires-border", "exit()"), ("test-bce-large", "x = 1\nquit")
    notebook = run(with_own_cells(answers, *own), "ps01_neuron", tmp_path)
    assert score(notebook) == 22
    said = errors(notebook)
    assert said.count("This ends the kernel.") == 2
    assert "in time" not in said


# --- what ends the process in which the student's code runs ---

EXIT = "import os\nos._exit(77)"
ENDINGS = {
    EXIT: "it left with the exit code 77",
    "import os\nos.abort()": "SIGABRT",
    "import os\nos.kill(os.getpid(), 9)": "SIGKILL",
    "import ctypes\nctypes.string_at(0)": "SIGSEGV",
}
LEFT_OUT = "This cell ended the process that runs your code"


def shown(notebook) -> list[str]:
    """What the cells print."""
    every = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return [out.text for out in every if out.output_type == "stream"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cell_that_ends_the_process_costs_only_itself(tmp_path, ending):
    own = [
        ("imports", "import os\nword = os.urandom(4).hex()\nprint('first', word)"),
        ("test-fires-border", f"lost = 5\n{ending}"),
        ("test-fires-border", "print('then', word, 'lost' in globals())"),
    ]
    notebook = with_own_cells(reference(), own[0], own[2], own[1])
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 22
    said = errors(notebook)
    assert said.count(LEFT_OUT) == 1 and ENDINGS[ending] in said
    assert "was not run" not in said
    (_, first), (_, then, lost) = map(str.split, shown(notebook))
    assert first != then, "it ran again, and what it showed first stays"
    assert lost == "False", "what the cell that ended it has bound is gone"


def test_what_asks_for_a_new_kernel_ends_its_cell_only(tmp_path):
    own = "import IPython\nIPython.Application.instance().kernel.do_shutdown(True)"
    notebook = with_own_cells(reference(), ("test-fires-border", own))
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 22
    assert "This ends the kernel." in errors(notebook)


def test_a_way_to_show_figures_that_is_not_there_costs_nothing(tmp_path):
    ways = "%matplotlib widget\n%matplotlib qt\n%matplotlib tk\n"
    notebook = hand_in("ps01_neuron", {"fires": ways + FIRES})
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    assert "Error: " not in errors(notebook).partition("NotImplementedError")[0]


def test_a_function_that_ends_the_process_costs_its_own_tests_only(tmp_path):
    ending = "def perceptron(X, y, passes=1000):\n    import os\n    os._exit(77)"
    notebook = hand_in("ps01_neuron", reference() | {"perceptron": ending})
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 22 - 4
    said = errors(notebook)
    assert said.count("Your code ended the process that runs it.") == 4
    assert "77" not in said, "a hidden test's input could be told so"


def test_who_holds_too_much_memory_loses_one_cell(tmp_path, monkeypatch):
    small = functools.partial(provisioner.kernel_spec, total_mb=900)
    monkeypatch.setattr(provisioner, "kernel_spec", small)
    notebook = with_own_cells(reference(), ("test-fires-border", LARGE))
    run(notebook, "ps01_neuron", tmp_path)
    assert score(notebook) == 22
    assert f"runs your code: it {provisioner.TOO_MUCH}" in errors(notebook)


def test_there_is_an_end_to_fresh_kernels(tmp_path):
    own = [("test-fires-border", EXIT)] * (execute.MOST_FRESH + 1)
    notebook = run(with_own_cells(reference(), *own), "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    said = errors(notebook)
    assert said.count(LEFT_OUT) == execute.MOST_FRESH + 1
    assert f"This test {execute.ENDED}" in said


def test_what_runs_again_takes_of_the_same_seconds(tmp_path):
    """A sleep of a third of the time, three times in all: nothing is left."""
    for longer in (1, 5):  # a machine may become busy only meanwhile
        third = longer * 3 * patience.slowness()
        own = ("imports", f"import time\ntime.sleep({third})"), ("fires", EXIT)
        late = [("test-fires-border", EXIT), ("test-fires-border", EXIT)]
        notebook = with_own_cells(reference(), *own, *late)
        run(notebook, "ps01_neuron", tmp_path, total=round(3 * third))
        if score(notebook) == 3:
            break
    assert score(notebook) == 3
    assert f"This test {execute.STOPPED}" in errors(notebook)


def test_who_has_used_up_the_seconds_of_a_processor_gets_no_fresh_kernel(
    tmp_path, monkeypatch
):
    few = functools.partial(provisioner.kernel_spec, cpu_seconds=8)
    monkeypatch.setattr(provisioner, "kernel_spec", few)
    own = ("test-fires-border", "while True:\n    pass")
    notebook = run(with_own_cells(reference(), own), "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    assert f"This test {execute.STOPPED}" in errors(notebook)


FIGURES = """
import os
from IPython.display import display
for _ in range(14):
    display({"image/png": "A" * 300_000}, raw=True)
"""


def test_one_cell_s_figures_leave_room_for_the_others(tmp_path):
    own = ("imports", FIGURES), ("fires", "print('my result', 42)")
    notebook = run(with_own_cells({"fires": FIRES}, *own), "ps01_neuron", tmp_path)
    shown = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert sum("image/png" in out.get("data", {}) for out in shown) == 14
    assert "my result 42\n" in [out.get("text") for out in shown]
    again = with_own_cells({"fires": FIRES}, *own, ("imports", FIGURES))
    run(again, "ps01_neuron", tmp_path, output_limit=10**6, all_output_limit=10**6)
    shown = [out for cell in again.cells for out in cell.get("outputs", [])]
    assert sum("image/png" in out.get("data", {}) for out in shown) == 3
    assert "my result 42\n" in [out.get("text") for out in shown]
    assert errors(again).count("was left out") == 2, "each cell says it"


@pytest.mark.parametrize(
    "source", ["def f[T](x: T): pass", "from typing import nothing", "import os; os.no"]
)
def test_the_python_that_grades_is_named_where_it_may_be_too_old(tmp_path, source):
    notebook = hand_in("ps01_neuron", {"fires": source})
    run(notebook, "ps01_neuron", tmp_path)
    if sys.version_info < (3, 12) or "[T]" not in source:
        assert f"This is Python {platform.python_version()}." in errors(notebook)


def test_an_array_of_objects_is_an_answer_if_they_are_numbers(tmp_path):
    boxed = (
        "def fires(X, w, b):\n    z = X @ w + b\n    return np.array({}, dtype=object)"
    )
    answers = {"fires": boxed.format("[1 if one > 0 else 0 for one in z]")}
    notebook = run(hand_in("ps01_neuron", answers), "ps01_neuron", tmp_path)
    assert score(notebook) == 3
    answers = {"fires": boxed.format("[object() for one in z]")}
    notebook = run(hand_in("ps01_neuron", answers), "ps01_neuron", tmp_path)
    assert score(notebook) == 0 and "(dtype=object)" in errors(notebook)


def test_a_notebook_without_an_instructors_copy_has_one_kernel(tmp_path):
    notebook = hand_in("ps01_neuron", {"fires": FIRES})
    step = execute.IsolatedExecute(timeout=int(patience.SECONDS))
    step.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    tests = {
        cell.metadata.nbgrader.grade_id: cell.outputs
        for cell in notebook.cells
        if is_grade(cell) and not is_solution(cell)
    }
    assert tests["test-fires-batch"] == []
    assert tests["test-bce-paper"][0].ename == "NotImplementedError"


def test_what_is_said_of_a_failure_moves_no_terminal():
    said = job.plain("\x1b[2J\x1b]0;title\x07 one\n two" + "x" * 1000)
    assert said.isprintable() and len(said) == 500
    assert job.plain("no space\n left") == "no space left"


def test_without_a_sandbox_it_refuses(tmp_path, monkeypatch):
    monkeypatch.setattr(execute.provisioner, "problem", lambda: "No sandbox here.")
    with pytest.raises(NoSandboxError, match="No sandbox here"):
        run(hand_in("ps01_neuron", {}), "ps01_neuron", tmp_path)


@pytest.mark.parametrize(
    "source, names",
    [
        ("def f(): pass\nclass A: x = 1\nW, (b, c) = 1, (2, 3)", "f A W b c"),
        ("import os\nfrom math import pi as p", ""),
        ("for i in range(3):\n    total = i", "i total"),
        ("%matplotlib inline\nx = 1\n!ls", "x"),
        ("def outer():\n    inner = 1", "outer"),
        ("print(x)", ""),
    ],
)
def test_names_that_tests_may_look_up(source, names):
    assert execute.bound([source]) == set(names.split())


# --- a course whose tests look into the student's namespace ---


@pytest.fixture(scope="module")
def documented(tmp_path_factory):
    """A function: the scores of nbgrader's own course, with a given configuration."""

    def grade(config: str, shared: bool) -> dict[str, float]:
        course = tmp_path_factory.mktemp("course")
        for name in ("source", "submitted"):
            for path in (DOCUMENTED / name).rglob("ps1/*"):
                kept = course / name / path.relative_to(DOCUMENTED / name)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, kept)
        for path in (course / "source/ps1").glob("*.ipynb") if shared else ():
            notebook = json.loads(path.read_text(encoding="utf-8"))
            notebook["metadata"]["examiner"] = {"kernel": "shared"}
            path.write_text(json.dumps(notebook), encoding="utf-8")
        (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
        bin_folder = Path(sys.executable).parent  # nbgrader calls alembic by name
        environment = os.environ | {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
        for command in (["generate_assignment", "ps1"], ["autograde", "ps1"]):
            nbgrader_command = [sys.executable, "-m", "nbgrader", *command]
            subprocess.run(
                nbgrader_command,
                cwd=course,
                check=True,
                capture_output=True,
                env=environment,
            )
        with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
            found = gradebook.assignment_submissions("ps1")
            return {submission.student.id: submission.score for submission in found}

    return grade


def test_a_foreign_course_scores_as_with_stock_nbgrader(documented):
    stock = documented("c = get_config()\n", shared=False)
    ours = documented(
        (ROOT / "nbgrader_config.py").read_text(encoding="utf-8"), shared=True
    )
    assert set(stock) == {"bitdiddle", "hacker"}
    assert ours == stock
