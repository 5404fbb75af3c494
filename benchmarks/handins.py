"""Hand-ins as the world makes them, to any problem set: which get unfair scores?

    python benchmarks/handins.py ps01_neuron [--kinds merged,pictures] [--jobs 2]

Each hand-in is the released notebook with right answers of the bank in it, some words
where a person marks, and one change of a kind that real classes make. So each is worth
all points that tests give, and a person has to mark the rest. All are graded together
by `autograder grade`, in a scratch course; those with other scores are printed.

With --folder they are only written, for another grader to try.
"""

import argparse
import copy
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from autograder.authoring import bank  # noqa: E402
from autograder.authoring.scratch_course import ScratchCourse  # noqa: E402

ESSAY = "Any labels fit if there are as many numbers: flip coins, and measure on new."
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # noqa: E501


@dataclass
class HandIn:
    """What lies in a folder: notebooks by name, and other files."""

    notebooks: dict[str, dict]
    files: dict[str, bytes] = field(default_factory=dict)


class Maker:
    """Makes hand-ins to one problem set.

    Args:
        name: of the problem set.
    """

    def __init__(self, name: str):
        self.name = name
        path = ROOT / "release" / name / f"{name}.ipynb"
        self.released = json.loads(path.read_text("utf-8"))
        self.answers: dict[str, str] = {}
        for answer in bank.answers(ROOT, name):
            if answer.right:
                self.answers.setdefault(answer.exercise, answer.source)
        cells = self.released["cells"]
        marked = [c for c in cells if _settings(c).get("solution")]
        self.essays = [_name(c) for c in marked if _settings(c).get("grade")]
        self.code = [_name(c) for c in marked if not _settings(c).get("grade")]
        self.code = [one for one in self.code if one in self.answers]
        graded = [_settings(c) for c in cells if _settings(c).get("grade")]
        self.to_mark = sum(s["points"] for s in graded if s["solution"])
        self.points = sum(s["points"] for s in graded if not s["solution"])

    def right(self, **more: str) -> dict:
        """The notebook with right answers, but for some cells."""
        made = copy.deepcopy(self.released)
        texts = self.answers | dict.fromkeys(self.essays, ESSAY) | more
        for cell in made["cells"]:
            cell["source"] = texts.get(_name(cell), "".join(cell["source"]))
        return made

    def one(self, notebook: dict, **files: bytes) -> HandIn:
        """A hand-in of one notebook."""
        named = {name.replace("__", "."): data for name, data in files.items()}
        return HandIn({f"{self.name}.ipynb": notebook}, named)

    def stub(self, name: str) -> dict:
        return copy.deepcopy(_at(self.released, name))


Kind = Callable[[Maker], Iterator[tuple[str, HandIn]]]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Add a kind of hand-ins, by the name of the function that makes them."""
    KINDS[function.__name__] = function
    return function


def _settings(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def _name(cell: dict) -> str:
    return _settings(cell).get("grade_id", "")


def _at(notebook: dict, name: str) -> dict:
    return next(cell for cell in notebook["cells"] if _name(cell) == name)


def _place(notebook: dict, name: str) -> int:
    return notebook["cells"].index(_at(notebook, name))


def _code(text: str) -> dict:
    cell = {"cell_type": "code", "metadata": {}, "source": text}
    return cell | {"outputs": [], "execution_count": None}


def _text(text: str, kind: str = "markdown") -> dict:
    return {"cell_type": kind, "metadata": {}, "source": text}


def _drop(notebook: dict, *names: str) -> dict:
    notebook["cells"] = [c for c in notebook["cells"] if _name(c) not in names]
    return notebook


# --- kinds ---


@kind
def essays(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """Words that are not in their cell."""
    if not make.essays:
        return
    bare = make.right()
    for cell in bare["cells"]:
        cell["metadata"] = {}
    yield "no-metadata", make.one(bare)
    for type_ in ("markdown", "raw", "code"):
        own = _code(ESSAY) if type_ == "code" else _text(ESSAY, type_)
        for where in ("instead", "above", "below"):
            notebook = make.right()
            for name in make.essays:
                at = _place(notebook, name)
                cells = {"instead": [own], "above": [own, make.stub(name)]}
                cells["below"] = [make.stub(name), own]
                notebook["cells"][at : at + 1] = copy.deepcopy(cells[where])
            yield f"{type_}-{where}", make.one(notebook)
    renamed = make.right()
    for number, name in enumerate(make.essays):
        _settings(_at(renamed, name))["grade_id"] = f"other-{number}"
    yield "renamed", make.one(renamed)
    inside = make.right()
    for name in make.essays:
        at = _place(inside, name)
        inside["cells"][at] = make.stub(name)
        inside["cells"][at - 1]["source"] += f"\n\n{ESSAY}"
    yield "in-the-question", make.one(inside)


@kind
def merged(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """Answers in fewer cells than released."""
    first, *others = make.code
    whole = "\n\n".join(make.answers[name] for name in make.code)
    yield "all-in-one", make.one(_drop(make.right(**{first: whole}), *others))
    left = make.right(**{first: whole})
    for name in others:
        left["cells"][_place(left, name)] = make.stub(name)
    yield "all-in-one-and-stubs", make.one(left)
    if others:
        *above, last = make.code
        two = make.answers[above[-1]] + "\n\n" + make.answers[last]
        yield "two-in-one", make.one(_drop(make.right(**{above[-1]: two}), last))
    alone = make.right(**{first: whole})
    kept = {first, *make.essays}
    imports = [
        c
        for c in alone["cells"]
        if c["cell_type"] == "code" and _settings(c) and not _settings(c).get("grade")
    ]
    imports = [c for c in imports if not _settings(c).get("solution")]
    cells = [c for c in alone["cells"] if c in imports or _name(c) in kept]
    yield "nothing-but-answers", make.one(alone | {"cells": cells})


@kind
def moved(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """A cell that another one needs was moved above it."""
    if len(make.code) < 2:
        return
    *_, user, helper = make.code
    notebook = make.right()
    found = re.search(r"^def (\w+)\(", make.answers[user], re.MULTILINE)
    if not found:
        return
    # Its answer becomes a helper of the cell below, under another name.
    text = re.sub(rf"\b{found[1]}\b", f"_{found[1]}", make.answers[user])
    _at(notebook, helper)["source"] = f"{text}\n\n{make.answers[helper]}"
    call = f"def {found[1]}(*args, **kwargs):\n    return _{found[1]}(*args, **kwargs)"
    _at(notebook, user)["source"] = call
    cell = notebook["cells"].pop(_place(notebook, helper))
    notebook["cells"].insert(_place(notebook, user), cell)
    yield "helper", make.one(notebook)


@kind
def downloads(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """Several notebooks in one folder."""
    old = make.right()
    for name in make.code:
        _at(old, name)["source"] = re.sub(
            r"return .*", "return None", make.answers[name]
        )
    new, name = make.right(), make.name
    yield "two", HandIn({f"{name} (1).ipynb": old, f"{name} (2).ipynb": new})
    yield "one-more", HandIn({f"{name}.ipynb": old, f"{name} (1).ipynb": new})
    fresh = copy.deepcopy(make.released)
    yield "and-a-fresh-one", HandIn({f"{name}.ipynb": new, f"{name} (1).ipynb": fresh})
    yield "second-ending", HandIn({f"{name}.ipynb.txt": new})


@kind
def pictures(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """Pictures in texts, of every kind."""
    if not make.essays:
        return
    last = make.essays[-1]

    def essay(text: str, given: dict | None = None, **files: bytes) -> HandIn:
        notebook = make.right(**{last: f"{ESSAY}\n\n{text}"})
        if given:
            _at(notebook, last)["attachments"] = given
        return make.one(notebook, **files)

    kinds = ("png", "jpg", "webp", "svg+xml", "avif", "bmp", "heic", "tiff")
    for name in kinds:
        given = {f"a.{name}": {f"image/{name}": PNG}}
        yield name.replace("+", "-"), essay(f"![p](attachment:a.{name})", given)
    yield "broken", essay("![p](attachment:a)", {"a": {"image/png": "UklGRg=="}})
    yield "no-base-64", essay("![p](attachment:a)", {"a": {"image/png": "%%"}})
    yield "missing", essay("![p](attachment:gone.png)")
    odd = "Screenshot at 9.41\u202fPM (2).png"
    yield "narrow-space", essay(f"![p](attachment:{odd})", {odd: {"image/png": PNG}})
    yield "beside", essay("![p](a.png)", a__png=b"\x89PNG\r\n")
    yield "inline", essay("![p](data:image/png;base64," + "A" * 250_000 + ")")


@kind
def files(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """Modules beside the notebook."""
    first = make.code[0]
    given = [
        "".join(c["source"])
        for c in make.released["cells"][: _place(make.released, first)]
        if c["cell_type"] == "code"
    ]
    module = "\n\n".join([*given, make.answers[first]]).encode()
    notebook = make.right(**{first: "from my_helpers import *"})
    yield "module", make.one(notebook, my_helpers__py=module)
    made = make.one(make.right(**{first: "from package.inner import *"}))
    made.files = {"package/__init__.py": b"", "package/inner.py": module}
    yield "package", made


@kind
def stops(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """What JupyterLab passes over."""
    name = make.code[-1]
    stop = "breakpoint()\n" + make.answers[name]
    yield "breakpoint", make.one(make.right(**{name: stop}))
    for word in ("exit()", "quit()"):
        notebook = make.right()
        notebook["cells"].insert(_place(notebook, name), _code(word))
        yield word[:-2], make.one(notebook)


@kind
def outputs(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """More figures than there is room for."""
    notebook = make.right()
    show = "from IPython.display import display\nfor _ in range(40):\n"
    show += f'    display({{"image/png": "{PNG}" * 3000}}, raw=True)'
    notebook["cells"].insert(_place(notebook, make.code[0]), _code(show))
    yield "figures", make.one(notebook)


# --- grading ---


def made(name: str, kinds: list[str]) -> dict[str, HandIn]:
    """Hand-ins of some kinds, by the name of who hands them in."""
    make = Maker(name)
    every = {"plain": make.one(make.right())}
    for one in kinds:
        every |= {f"{one}-{case}": hand_in for case, hand_in in KINDS[one](make)}
    return every


def write(folder: Path, name: str, every: dict[str, HandIn]) -> None:
    """Put hand-ins into a folder, such as submitted/."""
    for student, hand_in in every.items():
        place = folder / student / name
        place.mkdir(parents=True)
        for file, notebook in hand_in.notebooks.items():
            (place / file).write_text(json.dumps(notebook), encoding="utf-8")
        for file, data in hand_in.files.items():
            (place / file).parent.mkdir(exist_ok=True)
            (place / file).write_bytes(data)


def grade(course: Path, name: str, every: dict[str, HandIn], jobs: int) -> list[dict]:
    """The records of all, graded together."""
    settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
    ScratchCourse(course, settings).add(name, ROOT / "source" / name)
    write(course / "submitted", name, every)
    run(course, "nbgrader", "generate_assignment", name)
    said = run(course, "autograder", "grade", name, "--jobs", str(jobs), "--json")
    return json.loads(said)["submissions"]


def run(course: Path, *command: str) -> str:
    """What a command of this Python's says."""
    return ScratchCourse(course).run(*command, environment=os.environ).stdout


def unfair(name: str, records: list[dict]) -> Iterator[str]:
    """A line for each record that has not all points, or not all to mark."""
    make = Maker(name)
    for record in records:
        got = record["score"], record["to_mark"]
        if got != (make.points, make.to_mark):
            why = " ".join([record["reason"], *record["notes"]])
            yield f"{record['student']}: {got[0]} and {got[1]} to mark. {why}"


def main(name: str, kinds: list[str], jobs: int, folder: Path | None) -> int:
    """Make, grade and print; return 1 if a hand-in got an unfair score."""
    every, start = made(name, kinds), time.monotonic()
    if folder:
        write(folder, name, every)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        records = grade(Path(temporary), name, every, jobs)
    lines = list(unfair(name, records))
    print("\n".join(lines))
    fair, seconds = len(records) - len(lines), time.monotonic() - start
    print(f"{name}: {fair} of {len(every)} hand-ins are fair; {seconds:.0f} s")
    return 0 if fair == len(every) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="of the problem set")
    parser.add_argument("--kinds", default=",".join(KINDS), help="all by default")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="write them here, and grade none")
    given = parser.parse_args()
    sys.exit(main(given.name, given.kinds.split(","), given.jobs, given.folder))
