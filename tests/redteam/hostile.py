"""Hostile hand-ins, and what becomes of them.

Each file of `attacks/` is one hand-in of problem set 1, as py:percent. Its docstring
says what it tries; these lines close it:

    family: what is attacked
    honest: the points that its honest part earns
    harms itself: yes, if the attack may cost the attacker points, else no
    leak: words that only a leak can bring into the feedback (may be left out)

Then come cells. `# %% <grade_id>` replaces that solution cell, `# %% after <grade_id>`
adds a cell of the student's own below that one, and `# %% [markdown] <grade_id>`
replaces a text. `# %% files` has a function `hand_in(folder, notebook)`, which is not
graded: it changes what lies in the folder that is handed in. Exercise 1 is answered
rightly wherever a file says nothing of it.
"""

import ast
import atexit
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import sqlalchemy
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook, MissingEntry

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import patience  # noqa: E402

from autograder.authoring import bank  # noqa: E402
from autograder.authoring.scratch_course import ScratchCourse  # noqa: E402
from autograder.authoring.workspace import copy_folder  # noqa: E402
from autograder.hooks import feedback  # noqa: E402
from autograder.intake import rebuilding  # noqa: E402

NAME = "ps01_neuron"
FULL = 22  # points by tests
CONFIG = ROOT / "nbgrader_config.py"
SCRIPT = "REDTEAM"  # what the scripts of attacks say
ESSAY = "THE-ESSAY-OF-A-CLASSMATE"  # nobody else may see it
REGION = rf"### {feedback.BEGIN}\n(.*?)### {feedback.END}"
FIRES = "def fires(X, w, b):\n    return np.where(X @ w + b > 0, 1, 0)"


# --- the attacks ---


@dataclass(frozen=True)
class Attack:
    """One file of `attacks/`."""

    name: str
    tries: str
    family: str
    honest: int
    harms_itself: bool
    leak: str
    solutions: dict[str, str]  # by grade_id
    own: tuple[tuple[str, str], ...]  # (grade_id, source of a cell below it)
    files: str = ""

    def hand_in(self, folder: Path) -> None:
        """Write into a new folder what the student hands in."""
        notebook = bank.fill(released(), {"fires": FIRES} | self.solutions)
        ids = [rebuilding.grade_id(cell) for cell in notebook.cells]
        for below, source in self.own:
            ids.insert(at := ids.index(below) + 1, below)
            ids[at - 1] = ""  # so that the next one comes below this one
            notebook.cells.insert(at, new_code_cell(source, id=f"own-{at}"))
        write(folder, notebook)
        space: dict = {}
        exec(self.files, space)
        if "hand_in" in space:
            space["hand_in"](folder, notebook)


def attacks() -> list[Attack]:
    """All attacks, by name."""
    return [read(path) for path in sorted((HERE / "attacks").glob("*.py"))]


def read(path: Path) -> Attack:
    """One attack.

    Raises:
        KeyError: if a line that must close the docstring is not there.
    """
    above, *cells = re.split(r"^# %% ", path.read_text("utf-8"), flags=re.MULTILINE)
    says = ast.get_docstring(ast.parse(above)) or ""
    close = dict(re.findall(r"^(family|honest|harms itself|leak): (.+)$", says, re.M))
    parts = [cell.partition("\n") for cell in cells]
    parts = [_plain(title.strip(), source.strip()) for title, _, source in parts]
    return Attack(
        name=path.stem,
        tries=" ".join(says.split("\n\nfamily:")[0].split()),
        family=close["family"],
        honest=int(close["honest"]),
        harms_itself={"yes": True, "no": False}[close["harms itself"]],
        leak=close.get("leak", ""),
        solutions={
            title: source
            for title, source in parts
            if title != "files" and " " not in title
        },
        own=tuple(
            (title.removeprefix("after "), source)
            for title, source in parts
            if title.startswith("after ")
        ),
        files=dict(parts).get("files", ""),
    )


def _plain(title: str, source: str) -> tuple[str, str]:
    """A cell without the marks that py:percent gives to texts."""
    if title.startswith("[markdown] "):
        return title.split()[1], re.sub(r"^# ?", "", source, flags=re.MULTILINE)
    return title, source


def released() -> NotebookNode:
    """The problem set as students get it."""
    return nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)


def write(folder: Path, notebook: NotebookNode) -> None:
    """Put a notebook into a new folder."""
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


# --- a course that is attacked ---


@dataclass(frozen=True)
class Outcome:
    """What became of one hand-in, and of the one graded right after it."""

    score: float | None  # None if it was not graded
    classmate: float | None
    changed: bool = False  # what was handed in is not as it was
    leaks: tuple[str, ...] = ()  # in the feedback: what nobody should read
    scripts: bool = False  # the feedback runs what the student wrote
    size: int = 0  # bytes that the graded hand-in takes


@dataclass(frozen=True)
class Run:
    """What a command of nbgrader did."""

    ended: bool  # False if it had to be stopped
    code: int
    seconds: float
    left: list[str]  # processes that outlived it
    called: list[str]  # what was sent to a port of this machine
    said: str


class Course(ScratchCourse):
    """A course of its own, with hand-ins in pairs: an attack, then a classmate's.

    Args:
        root: a new folder.
        config: the text of its nbgrader_config.py.
        attacks: what is handed in.
        inside: the beginning of a command that contains another one.
    """

    def __init__(
        self,
        root: Path,
        config: str,
        attacks: Iterable[Attack],
        inside: Iterable[str] = (),
    ):
        shutil.copytree(_prepared(config), root)
        super().__init__(root)
        self.inside = list(inside)
        self.attacks = {attack.name: attack for attack in attacks}
        for attack in self.attacks.values():
            self.hand_in(self._student(attack.name, "next"), NAME, _right())
        self.before = {}
        for attack in self.attacks.values():
            folder = self._handed_in(attack.name)
            attack.hand_in(folder)
            self.before[attack.name] = _content(folder)

    def nbgrader(self, *arguments: str, seconds: float = 3600) -> Run:
        """Run a command, and stop it if it takes longer than `seconds`."""
        return _nbgrader(self.root, *arguments, seconds=seconds, inside=self.inside)

    def outcome(self, name: str) -> Outcome:
        """What became of an attack, after `autograde` and `generate_feedback`."""
        autograded = self.root / "autograded" / self._student(name)
        page = self._received(self._student(name))
        return Outcome(
            score=self._score(self._student(name)),
            classmate=self._score(self._student(name, "next")),
            changed=_content(self._handed_in(name)) != self.before[name],
            leaks=tuple(_leaks(page, self.attacks[name])),
            scripts=_Scripts.find(page),
            size=sum(p.lstat().st_size for p in autograded.rglob("*")),
        )

    def _student(self, name: str, suffix: str = "attack") -> str:
        return f"{name}-{suffix}"  # nbgrader goes by the alphabet

    def _handed_in(self, name: str) -> Path:
        return self.notebook("submitted", NAME, self._student(name)).parent

    def _received(self, student: str) -> str:
        """All feedback; before there is any, what the student's own cells print."""
        pages = [
            p for p in (self.root / "feedback" / student).rglob("*") if p.is_file()
        ]
        if pages:
            return "".join(page.read_text("utf-8", "replace") for page in pages)
        path = self.notebook("autograded", NAME, student)
        try:
            cells = nbformat.read(path, as_version=4).cells
        except (OSError, ValueError):
            return ""
        own = [cell for cell in cells if not rebuilding.grade_id(cell)]
        outputs = [out for cell in own for out in cell.get("outputs", [])]
        return "".join(out.get("text", "") for out in outputs)

    def _score(self, student: str) -> float | None:
        """The gradebook's word, if there is a graded notebook to go with it."""
        try:
            path = self.notebook("autograded", NAME, student)
            json.loads(path.read_text("utf-8"))
            with Gradebook(f"sqlite:///{self.root}/gradebook.db", "course") as book:
                return book.find_submission(NAME, student).score
        except (OSError, ValueError, MissingEntry, sqlalchemy.exc.DatabaseError):
            return None


class Graded:
    """Some attacks, graded by the course's own configuration.

    Only the limits of time are shorter: to wait for them is most of the work.
    """

    def __init__(self, root: Path, attacks: list[Attack]):
        course = Course(root, CONFIG.read_text("utf-8"), attacks)
        self.run = course.nbgrader("autograde", NAME, *limits())
        self.feedback = course.nbgrader("generate_feedback", NAME)
        self.outcomes = {a.name: course.outcome(a.name) for a in attacks}


def limits() -> list[str]:
    """Options: some seconds of a quiet machine, more as this one is slower."""
    slow = patience.slowness()
    cell, whole = round(4 * slow), round(16 * slow)
    return [f"--ExecutePreprocessor.timeout={cell}", f"--IsolatedExecute.total={whole}"]


def graded(root: Path, some: list[Attack], parts: int = 4) -> list[Graded]:
    """The attacks in parts that are graded at once: most wait rather than compute."""
    _prepared(CONFIG.read_text("utf-8"))  # once, not in each thread
    with ThreadPoolExecutor(parts) as pool:
        shares = [some[k::parts] for k in range(parts)]
        return list(pool.map(Graded, (root / str(k) for k in range(parts)), shares))


@cache
def _prepared(config: str) -> Path:
    """A course with its assignment generated, to be copied: that takes a while."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    root = ScratchCourse(Path(folder.name) / "course", config).root
    for name in ("source", "release"):
        copy_folder(ROOT / name, root / name)
    (root / "home").mkdir()
    made = _nbgrader(root, "generate_assignment", NAME, "--force")
    assert made.code == 0, made.said
    return root


def _nbgrader(
    root: Path, *arguments: str, seconds: float = 3600, inside: Iterable[str] = ()
) -> Run:
    report = root / "watched.json"
    report.unlink(missing_ok=True)
    command = Path(sys.executable).with_name("nbgrader")
    watched = [sys.executable, HERE / "watched.py", report, str(seconds)]
    run = subprocess.run(
        [*inside, *watched, command, *arguments],
        cwd=root,
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(root / "home"),
            "OMP_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    )
    if not report.exists():  # the attack has ended more than the command
        return Run(False, run.returncode, seconds, [], [], run.stdout)
    return Run(**json.loads(report.read_text(encoding="utf-8")))


def _right() -> NotebookNode:
    """Full points, and an essay that nobody else may read."""
    answers = {a.exercise: a.source for a in bank.answers(ROOT, NAME) if a.right}
    return bank.fill(released(), answers | {"accuracy": ESSAY})


def _content(folder: Path) -> dict[str, bytes | str]:
    """What lies in a folder; links and pipes are not read, only named."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = oct(path.stat().st_mode)
    return found


# --- what students get back ---


def _leaks(page: str, attack: Attack) -> Iterable[str]:
    """Lines of hidden tests, words of a classmate, and what the attack calls a leak."""
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    hidden = "\n".join(re.findall(REGION, SOURCE, re.DOTALL))
    own = "\n".join(
        [cell.source for cell in released().cells]
        + [*attack.solutions.values(), *(source for _, source in attack.own)]
    )
    secret = _lines(hidden) - _lines(own) | {ESSAY} | {attack.leak} - {""}
    yield from sorted(words for words in secret if words in text)


SOURCE = (ROOT / "source" / f"{NAME}.py").read_text("utf-8")


def _lines(text: str) -> set[str]:
    """The lines that are long enough to be recognised."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 12}


class _Scripts(HTMLParser):
    """Looks for SCRIPT where a browser would run it."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = False, False

    @classmethod
    def find(cls, page: str) -> bool:
        parser = cls()
        parser.feed(page)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script"
        for name, value in attrs:
            runs = name.startswith("on") or name in ("href", "src", "srcdoc", "action")
            if runs and SCRIPT in (value or ""):
                self.found = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and SCRIPT in data:
            self.found = True
