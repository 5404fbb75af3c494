"""Text to notebooks: source/*.py is written by people, every .ipynb is made from it.

    source/01_neuron.py    ->  notebooks/01_neuron.ipynb               (run)
    source/playground.py   ->  notebooks/playground.ipynb              (run)
    source/errata.py       ->  notebooks/errata.ipynb                  (run)
    source/ps01_neuron.py  ->  source/ps01_neuron/ps01_neuron.ipynb    (solved)
                           ->  release/ps01_neuron/ps01_neuron.ipynb   (for students)
    all of them            ->  notebooks/start.md, the page that `make lab` opens

The text lies directly in source/, where nbgrader never looks: it copies to students
whatever else it finds in source/<assignment>/. The same text always gives the same
bytes. A text with a fault (texts.py) is named, and nothing is built from it.

    autograder build          # builds what has changed since the last time
    autograder build NAME…    # builds source/NAME.py, changed or not
"""

import contextlib
import difflib
import hashlib
import json
import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells

from . import compare, frames, settings, texts

HERE = Path(__file__).parent
# What a notebook is built with.
TOOLS = "build", "compare", "frames", "settings", "texts"
NO_BREAK = "\N{NO-BREAK SPACE}"
WIDGET = "application/vnd.jupyter.widget-view+json"
FRAMES = "NNCOURSE_FRAMES"  # where views write theirs (nncourse/live)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def lectures(root: Path) -> list[Path]:
    """The texts of the lectures, in order."""
    return sorted((root / "source").glob("[0-9]*.py"))


def extras(root: Path) -> list[Path]:
    """The texts of the notebooks beside the lectures, which are built like them."""
    source = root / "source"
    return [text for name in texts.EXTRAS for text in source.glob(f"{name}.py")]


def problem_sets(root: Path) -> list[Path]:
    """The texts of the problem sets, in order."""
    return sorted((root / "source").glob("ps*.py"))


def read(text: Path) -> NotebookNode:
    """The notebook a py:percent file describes, with its cells' metadata completed."""
    nb = texts.notebook(text.read_text(encoding="utf-8"))
    nb.metadata = NotebookNode(kernelspec=KERNEL, language_info={"name": "python"})
    seen: set[str] = set()
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader = _complete(cell.metadata.nbgrader)
        cell.id = _fresh_id(cell.source, seen)
    return nb


def ways(text: Path, root: Path) -> NotebookNode:
    """The last cell of a lecture: back, to the contents, to its problem set, and on."""
    order, links = lectures(root), ["[Contents](start.md)"]
    place = order.index(text) if text in order else None  # the playground has none
    if place:
        link = _link(texts.title(order[place - 1]), f"{order[place - 1].stem}.ipynb")
        links.insert(0, f"\N{LEFTWARDS ARROW} {link}")
    if (name := f"ps{text.stem}") in {other.stem for other in problem_sets(root)}:
        links.append(_problem_set(name))
    if place is not None and place + 1 < len(order):
        link = _link(texts.title(order[place + 1]), f"{order[place + 1].stem}.ipynb")
        links.append(f"{link} \N{RIGHTWARDS ARROW}")
    return new_markdown_cell(" | ".join(links), id="ways", metadata={"tags": ["ways"]})


def _complete(given: dict) -> dict:
    """The nbgrader metadata in full; the text states only what is not the default.

    A cell with points is a locked test; if it is a solution too, a person marks it.
    """
    grade, solution = "points" in given, given.get("solution", False)
    default = {"grade": grade, "locked": grade and not solution, "solution": False}
    return {"schema_version": 3, "task": False} | default | given


def _fresh_id(source: str, seen: set[str]) -> str:
    """A cell id from the cell's own text, so that editing one cell moves no other."""
    salt = 0
    while (name := hashlib.sha256(f"{salt}{source}".encode()).hexdigest()[:8]) in seen:
        salt += 1
    seen.add(name)
    return name


def build_lecture(text: Path, root: Path) -> Path:
    """Build one lecture and run it, in the folder where the student will run it.

    Outputs that say the same already (compare.py) are left as they are: each processor
    rounds in a way of its own, and would write other last digits.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    nb = read(text)
    where = {"metadata": {"path": root / "notebooks"}}
    client = NotebookClient(
        nb, resources=where, store_widget_state=False, coalesce_streams=True
    )
    with tempfile.TemporaryDirectory() as folder:
        # This very Python, whatever the reader's Jupyter calls "python3".
        client.km = AsyncKernelManager(connection_file=f"{folder}/kernel.json")
        client.km._kernel_spec = KernelSpec(**get_kernel_dict())
        env = settings.without(os.environ, Path(folder)) | {FRAMES: folder}
        client.execute(env=env)
        _keep_frames(nb, Path(folder), root / frames.STORED / text.stem)
        frames.write_index(root)
    nb.cells.append(ways(text, root))
    for cell in nb.cells:
        cell.metadata.pop("execution", None)  # wall-clock times
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(WIDGET, None)  # a random id, dead on disk
            data.get(compare.VIEW, {}).pop("name", None)  # another
    path = root / "notebooks" / f"{text.stem}.ipynb"
    try:
        saved = nbformat.read(path, as_version=4)
        nbformat.validate(saved)
    except Exception:  # there is none, or nobody can read it
        return _write(nb, path)
    compare.keep_outputs(nb, saved)
    return path if nb == saved else _write(nb, path)


def _keep_frames(nb: NotebookNode, made: Path, stored: Path) -> None:
    """Store the frames of a notebook's views, each by the id of its cell.

    Args:
        nb: has been run; each view's output has the name of its file in `made`.
        stored: the folder of this notebook's frames, whose earlier content goes.
    """
    shutil.rmtree(stored, ignore_errors=True)
    stored.mkdir(parents=True)
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            name = output.get("data", {}).get(compare.VIEW, {}).get("name")
            if name and (made / f"{name}.json.gz").exists():
                shutil.move(made / f"{name}.json.gz", stored / f"{cell.id}.json.gz")


class BuildError(Exception):
    """Why nbgrader made no release, in a few words."""


class _Errors(logging.Handler):
    """Keeps each error in a line: only in nbgrader's log does its cause stand."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line that names an exception, if one is being handled."""
        if error := sys.exc_info()[1]:
            self.lines.append(" ".join(f"{type(error).__name__}: {error}".split()))


def build_problem_set(text: Path, root: Path) -> Path:
    """Build one problem set with its solutions, then have nbgrader take them out.

    Both folders change only when all is made: a text that fails leaves the release that
    students may already have.

    Raises:
        BuildError: if nbgrader refuses the notebook.
        OSError: if a file cannot be read or written.
    """
    name, notebook = text.stem, f"{text.stem}.ipynb"
    source, release = root / "source" / name, root / "release" / name
    with tempfile.TemporaryDirectory(prefix=".building-", dir=root) as folder:
        scratch = Path(folder).resolve()
        if source.exists():
            shutil.copytree(source, scratch / "source" / name)
        solved = _write(read(text), scratch / "source" / name / notebook)
        _generate(scratch, name)
        made = scratch / "release" / name
        if not (made / notebook).is_file():
            raise BuildError("nbgrader made nothing")
        for needed in (source, release.parent):
            needed.mkdir(parents=True, exist_ok=True)
        _swap(made, release, aside=scratch / "before")
        try:
            solved.replace(source / notebook)
        except BaseException:
            release.rename(made)
            if (scratch / "before").exists():
                (scratch / "before").rename(release)
            raise
    return release / notebook


def _generate(root: Path, name: str) -> None:
    """Have nbgrader make release/<name>/ from source/<name>/; raises BuildError."""
    course = CourseDirectory(root=str(root), assignment_id=name)
    nbgrader = GenerateAssignment(course, no_database=True)
    nbgrader.preprocessors = [p for p in nbgrader.preprocessors if p is not SaveCells]
    nbgrader.log = logging.Logger("build")
    nbgrader.log.addHandler(errors := _Errors())
    try:
        nbgrader.start()
    except NbGraderException as error:
        raise BuildError((errors.lines or [str(error)])[-1][:200]) from error


def _swap(made: Path, old: Path, aside: Path) -> None:
    """Put a folder in the place of another, and that one aside; or leave both."""
    if os.path.lexists(old):
        old.rename(aside)
    try:
        made.rename(old)
    except BaseException:
        if os.path.lexists(aside):
            aside.rename(old)
        raise


def build_start(root: Path) -> Path:
    """Build the page that opens first: every lecture and problem set, a click away.

    A problem set stands beside the lecture whose name it has, ps07b_dropout beside
    07b_dropout; one without a lecture stands below all.
    """
    rows = []
    others = [text.stem for text in problem_sets(root)]
    for text in lectures(root) + extras(root):
        title, question = texts.title_and_question(text)
        cells = [_link(title, f"{text.stem}.ipynb"), question.replace("|", r"\|")]
        if (name := f"ps{text.stem}") in others:
            others.remove(name)
            cells.append(_problem_set(name))
        rows.append(cells)
    rows += [["", "", _problem_set(name)] for name in others]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
    page = root / "notebooks" / "start.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(START.replace("ROWS", table), encoding="utf-8")
    return page


def _problem_set(name: str) -> str:
    """A link to a problem set, by its number: 7b for ps07b_dropout."""
    number = name.removeprefix("ps").partition("_")[0].lstrip("0")
    return _link(f"Problem set {number}", f"../workspace/{name}/{name}.ipynb")


def _link(words: str, target: str) -> str:
    """A link in a table, on one line, also in a narrow column."""
    words = re.sub(r"[][|]", r"\\\g<0>", words)
    return f"[{words.replace(' ', NO_BREAK)}]({target})"


START = """\
# Neural networks: the fundamentals

Open a lecture, run its cells with Shift+Enter, and answer each *Predict* before you go
on. Then do its problem set: replace each `raise NotImplementedError()`, run the tests
below it, and press **Validate** when you are done.

| Lecture | Question | Exercises |
| --- | --- | --- |
ROWS

Your problem sets lie in `workspace/`. They were copied there once, and nothing writes
over them.
"""


def _write(nb: NotebookNode, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.validate(nb)
    path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")
    return path


def main(names: list[str], root: Path = Path()) -> None:
    """Build what is named by its stem, or everything.

    Everything leaves out what was built from the same files before: see _Stamps. With
    a fault in what is to be built, nothing is. A fault in another text only keeps the
    start page, which all lectures make, as it is. What fails while it is built ends the
    build with a sentence and 1.
    """
    root = root.resolve()
    if not (root / "source").is_dir():
        sys.exit("Here is no folder source/: run this in the course's folder.")
    (root / "notebooks").mkdir(exist_ok=True)  # lectures run in it
    every = texts.every(root)
    known = {text.stem: text for text in every}
    if unknown := [name for name in names if name not in known]:
        sys.exit("\n".join(_unknown(name, list(known)) for name in unknown))
    if wrong := _faults([known[name] for name in names or known], root):
        sys.exit("\n".join([*wrong, "Nothing was built."]))
    stamps, current = _Stamps(root), 0
    for name in names or _in_order(root):
        if not names and stamps.fits(known[name]):
            print(f"source/{name}.py has not changed")
            current += 1
            continue
        problem_set = name.startswith("ps")
        build = build_problem_set if problem_set else build_lecture
        try:
            print(build(known[name], root).relative_to(root), flush=True)
            stamps.keep(known[name])
        except CellExecutionError as error:
            sys.exit(f"{error}\nsource/{name}.py was not built: this cell fails.")
        except (BuildError, OSError, nbformat.ValidationError) as error:
            why = " ".join(str(error).split())[:300].rstrip(".")
            sys.exit(f"source/{name}.py was not built, all stays as it was: {why}.")
    if wrong := _faults(lectures(root) + extras(root), root):
        print("notebooks/start.md stays as it is:", *wrong, sep="\n", file=sys.stderr)
    else:
        print(build_start(root).relative_to(root))
    if not names:
        new = len(known) - current
        print(f"Of {len(known)} texts {new} were built, {current} had not changed.")


def _unknown(name: str, known: list[str]) -> str:
    """A sentence for a name that no text has, with the names that may be meant."""
    near = [one for one in known if name in one or one in name]
    near = near or difflib.get_close_matches(name, known) or known or ["another name"]
    return f"There is no source/{name}.py: say {' or '.join(near)}."


class _Stamps:
    """Remembers from which files each text was built, and what came of it.

    Kept in root/.built.json, which belongs to one machine: a fresh checkout builds all.

    Args:
        root: the course's folder.
    """

    def __init__(self, root: Path):
        self.root, self.path = root, root / ".built.json"
        try:
            self.stamps = dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self.stamps = {}

    def fits(self, text: Path) -> bool:
        """Whether nothing has changed since the text was built."""
        return self.stamps.get(text.stem) == self._stamp(text)

    def keep(self, text: Path) -> None:
        """Note that a text was built just now."""
        self.stamps[text.stem] = self._stamp(text)
        with contextlib.suppress(OSError):  # then it is only built once more
            self.path.write_text(json.dumps(self.stamps, indent=1), encoding="utf-8")

    def _stamp(self, text: Path) -> str:
        """A hash of the text, of what builds it, and of what was made from it."""
        root, name = self.root, text.stem
        tools = [*(HERE / f"{tool}.py" for tool in TOOLS), root / "requirements.txt"]
        if name.startswith("ps"):
            folders = [root / "source" / name, root / "release" / name]
        else:
            folders = [root / "notebooks" / "nncourse"]
            tools.append(root / "notebooks" / f"{name}.ipynb")
        inside = (path for folder in folders for path in sorted(folder.rglob("*")))
        stored = root / frames.STORED  # of all lectures: whether there are any counts
        files = [text, *tools, *(p for p in inside if stored not in p.parents)]
        digest = hashlib.sha256(f"{sys.version}{(stored / name).exists()}".encode())
        if not name.startswith("ps"):
            digest.update(ways(text, root).source.encode())  # a title of another text
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
        return digest.hexdigest()


def _in_order(root: Path) -> list[str]:
    """The stems of all texts, in the order in which they are built."""
    return [text.stem for text in lectures(root) + problem_sets(root) + extras(root)]


def _faults(chosen: list[Path], root: Path) -> list[str]:
    return [fault for text in chosen for fault in texts.faults(text, root)]
