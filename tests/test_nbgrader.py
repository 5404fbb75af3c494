"""The commands of nbgrader, as an instructor types them, with nbgrader_config.py.

They run on a copy of the course: the real gradebook is never touched.
"""

import csv
import html
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.authoring import bank
from autograder.authoring.scratch_course import ScratchCourse
from autograder.authoring.workspace import copy_folder
from autograder.hooks import feedback
from autograder.intake import rebuilding

ROOT = Path(__file__).parents[1]
NAME = "ps01_neuron"
NOTEBOOK = f"{NAME}/{NAME}.ipynb"

# An answer that is right, and that says on stderr and stdout what it was asked.
CHATTY = """
import sys, warnings
def fires(X, w, b):
    print("ASKED FOR", X.shape)
    print("a word on stderr", file=sys.stderr)
    warnings.warn(f"a warning for {X.shape}")
    return np.where(X @ w + b > 0, 1, 0)
"""


REGION = r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS"
HIDDEN = re.findall(REGION, (ROOT / f"source/{NAME}.py").read_text("utf-8"), re.DOTALL)


def lines(texts):
    """The lines of some texts that are long enough to be recognised."""
    every = (line.strip() for text in texts for line in text.splitlines())
    return {line for line in every if len(line) > 12}


class Course(ScratchCourse):
    """A copy of what nbgrader needs, with three students, graded by its commands."""

    def __init__(self, root):
        super().__init__(root, (ROOT / "nbgrader_config.py").read_text("utf-8"))
        self.said = {}
        for folder in ("source", "release"):
            copy_folder(ROOT / folder, root / folder)
        for student, answers in hand_ins().items():
            self.hand_in(student, NAME, bank.fill(released(), answers))

    def nbgrader(self, *arguments, role=None):
        """Run a command without an activated environment; keep its first words.

        In a shell COURSE_ROLE is not set; in JupyterLab's terminals it is the `role`.
        """
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.root)}
        environment |= {} if role is None else {"COURSE_ROLE": role}
        run = self.run("nbgrader", *arguments, environment=environment)
        self.said.setdefault(arguments[0], run.stdout + run.stderr)
        return run

    def page(self, student):
        """The text of a student's feedback, without the markup between its words."""
        path = self.notebook("feedback", NAME, student)
        page = path.with_suffix(".html").read_text("utf-8")
        return html.unescape(re.sub(r"<[^>]*>", "", page))


def released():
    return nbformat.read(ROOT / "release" / NOTEBOOK, as_version=4)


def hand_ins():
    """{student: {exercise: answer}}: all right, partly right, and nothing."""
    right, wrong = {}, {}
    for answer in bank.answers(ROOT, NAME):
        (right if answer.right else wrong).setdefault(answer.exercise, answer.source)
    full = right | {"fires": CHATTY, "accuracy": "It proves nothing."}
    return {"full": full, "partly": wrong, "empty": {}}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("course"))
    for command in ("generate_assignment --force", "autograde", "generate_feedback"):
        name, *flags = command.split()
        run = course.nbgrader(name, NAME, *flags)
        assert run.returncode == 0, run.stderr
    assert course.nbgrader("export").returncode == 0
    return course


def test_generate_assignment_makes_what_the_build_makes(course):
    made = (course.root / "release" / NOTEBOOK).read_bytes()
    assert made == (ROOT / "release" / NOTEBOOK).read_bytes(), "run `make build`"


def test_export_has_the_scores(course):
    with open(course.root / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    exercises = bank.exercises(ROOT / "source" / f"{NAME}.py")
    points = sum(exercise.points for exercise in exercises.values())
    answers = hand_ins()["partly"]
    partly = sum(bank.earn(exercises[name], answers[name]) for name in exercises)
    assert 0 < partly < points
    scores = {student: float(row["score"]) for student, row in rows.items()}
    assert scores == {"full": points, "partly": partly, "empty": 0}
    assert {float(row["max_score"]) for row in rows.values()} == {points + 3}


def test_the_gradebook_is_the_copy_s_own(course):
    assert (course.root / "gradebook.db").exists()


@pytest.mark.parametrize("student", ["full", "partly", "empty"])
def test_feedback_shows_no_hidden_test(course, student):
    page = course.page(student)
    assert "assert answer.tolist() == [0, 0, 0, 1]" in page, "visible tests are shown"
    assert page.count(feedback.NOTE) == len(HIDDEN) > 0
    assert "HIDDEN TESTS" not in page
    handed_in = bank.fill(released(), hand_ins()[student])
    secret = lines(HIDDEN) - lines(cell.source for cell in handed_in.cells)
    assert len(secret) > 50
    assert [line for line in secret if line in page] == []


def test_feedback_tells_what_a_hidden_test_found(course):
    page = course.page("empty")
    assert page.count("NotImplementedError") > len(HIDDEN)
    assert "what does the text say of z = 0?" in course.page("partly")


def test_feedback_does_not_tell_what_a_hidden_test_asked(course):
    page = course.page("full")
    assert "ASKED FOR" in page, "the student's own cell is shown"
    assert "ASKED FOR (" not in page and "(40, 2)" not in page


def test_nbgrader_says_nothing_that_is_no_news(course):
    for command, words in course.said.items():
        warnings = [line for line in words.splitlines() if "WARN" in line.upper()]
        expected = "Removing existing assignment"  # this is what --force asks for
        assert [line for line in warnings if expected not in line] == [], command


WRONG = "def fires(X, w, b):\n    return np.ones(len(X))\n"
# Where the tests share a kernel with the answers, all of them pass after this.
NO_ASSERTS = """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(NoAsserts())
"""
# What is validated, by role: each command takes long to start, and takes many files.
VALIDATED = {
    "instructor": {
        "source": f"source/{NOTEBOOK}",
        "plain": f"plain/{NAME}.ipynb",
        "sly": f"sly/{NAME}.ipynb",
        "elsewhere": "elsewhere.ipynb",
    },
    None: {"source": f"source/{NOTEBOOK}", "student": f"workspace/{NOTEBOOK}"},
    "": {"student": f"workspace/{NOTEBOOK}"},
    "student": {"student": f"workspace/{NOTEBOOK}"},
}
VERDICT = re.compile("(?=^Success! |^VALIDATION FAILED ON )", re.MULTILINE)


@pytest.fixture(scope="module")
def validated(course):
    """A function: what Validate prints of each file for a role, and on stderr."""
    printed = {}

    def by(role):
        if role not in printed:
            run = course.nbgrader("validate", *VALIDATED[role].values(), role=role)
            assert run.returncode == 0, run.stderr
            _, *parts = VERDICT.split(run.stdout)
            printed[role] = dict(zip(VALIDATED[role], parts, strict=True))
            printed[role]["stderr"] = run.stderr
        return printed[role]

    for role in VALIDATED:
        for name, path in VALIDATED[role].items():
            if name != "source":
                (course.root / path).parent.mkdir(parents=True, exist_ok=True)
                answer = WRONG + NO_ASSERTS if name == "sly" else WRONG
                answers = hand_ins()["full"] | {"fires": answer}
                nbformat.write(bank.fill(released(), answers), course.root / path)
    return by


@pytest.mark.parametrize("role", [None, "instructor"])
def test_validate_passes_on_the_source(validated, role):
    said = validated(role)["source"]
    assert "Success! Your notebook passes all the tests." in said


@pytest.mark.parametrize("answer", ["plain", "sly"])
def test_validate_says_what_the_grader_would(validated, answer):
    said = validated("instructor")[answer]
    assert "VALIDATION FAILED ON 3 CELL(S)!" in said, "one of them hidden"
    assert "AssertionError: AND answers [1. 1. 1. 1.]: which row is off?" in said


def test_validate_runs_a_notebook_of_elsewhere_in_one_kernel(validated):
    said = validated("instructor")["elsewhere"]
    assert "VALIDATION FAILED ON 2 CELL(S)!" in said


@pytest.mark.parametrize("role", [None, "", "student"])
def test_validate_shows_no_hidden_test_to_who_is_no_instructor(course, validated, role):
    said = validated(role)
    assert "VALIDATION FAILED ON 2 CELL(S)!" in said["student"], "the visible ones"
    path = course.root / "workspace" / NOTEBOOK
    shown = "\n".join(cell.source for cell in nbformat.read(path, 4).cells)
    hidden = [line for line in lines(HIDDEN) if line not in shown]
    assert len(hidden) > 50
    assert [line for line in hidden if line in "".join(said.values())] == []


def test_another_role_is_refused_in_a_sentence(course):
    run = course.nbgrader("validate", f"source/{NOTEBOOK}", role="teacher")
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert "COURSE_ROLE is 'teacher': it can be student or instructor." in run.stderr


@pytest.fixture(scope="module")
def broken(course):
    """Three broken hand-ins beside those that are graded already."""
    submitted = course.root / "submitted"
    for student in ("cut-off", "linked", "repaired"):
        (submitted / student / NAME).mkdir(parents=True)
    whole = bank.fill(released(), hand_ins()["full"])
    whole.cells = [c for c in whole.cells if rebuilding.grade_id(c) != "test-bce-mean"]
    nbformat.write(whole, submitted / "repaired" / NAME / f"{NAME} (1).ipynb")
    (submitted / "repaired" / NAME / "stolen.ipynb.txt").symlink_to(
        submitted / "full" / NOTEBOOK
    )
    (submitted / "repaired" / NAME / "dangling").symlink_to("nowhere")
    (submitted / "cut-off" / NOTEBOOK).write_text(
        nbformat.writes(whole)[:10_000], "utf-8"
    )
    (submitted / "linked" / NOTEBOOK).symlink_to(submitted / "full" / NOTEBOOK)
    before = {path: path.lstat().st_mtime_ns for path in submitted.rglob("*")}
    run = course.nbgrader("autograde", NAME)
    after = {path: path.lstat().st_mtime_ns for path in submitted.rglob("*")}
    assert before == after, "submitted/ is only read"
    course.nbgrader("generate_feedback", NAME)
    return run


def test_what_is_broken_stops_no_other(course, broken):
    graded = {path.name for path in (course.root / "autograded").iterdir()}
    assert graded == {*hand_ins(), "repaired"}
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        scores = {
            student: gradebook.find_submission(NAME, student).score
            for student in ("full", "repaired")
        }
    assert scores["full"] == scores["repaired"] > 0


def test_a_refusal_is_one_sentence_in_the_log(broken):
    assert broken.returncode == 1
    for student, fault in {
        "cut-off": f"{NAME}.ipynb is not JSON, as a notebook is: take a fresh copy",
        "linked": f"{NAME}.ipynb is no file: hand in the notebook itself.",
    }.items():
        assert f"ERROR] {student}: not graded. {fault}" in broken.stderr


def test_a_repair_is_told_in_log_and_notebook_and_feedback(course, broken):
    graded = (course.root / "autograded" / "repaired" / NOTEBOOK).read_text("utf-8")
    for note in (
        f"{NAME} (1).ipynb was graded in its place: {NAME}.ipynb is not there.",
        "The cell 'test-bce-mean' was missing and is back.",
        "The file dangling was left out.",
        "The notebook stolen.ipynb.txt was not graded.",
    ):
        assert f"WARNING] repaired: {note}" in broken.stderr
        assert note in graded
        assert note in course.page("repaired")


def test_no_link_is_followed(course, broken):
    graded = course.root / "autograded" / "repaired" / NAME
    assert [path.name for path in graded.iterdir()] == [f"{NAME}.ipynb"]
