"""Hand-ins as the world makes them, to any problem set: which get unfair scores?

    python benchmarks/handins.py ps01_neuron [--kinds merged,pictures] [--jobs 2]
    python benchmarks/handins.py ps01_neuron --engine both

Each hand-in is the released notebook with right answers of the bank in it, some words
where a person marks, and one change of a kind that real classes make. So each is worth
all points that tests give, and a person has to mark the rest. All are graded together
by `autograder grade`, by `nbgrader autograde`, or by each of them, in a scratch course;
those with other scores are printed.

With --folder they are only written, for another grader to try.
"""

import argparse
import copy
import io
import json
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from autograder.authoring import bank  # noqa: E402
from autograder.authoring.scratch_course import ScratchCourse  # noqa: E402

OURS, STOCK = "autograder", "nbgrader"
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

    def with_own(self, *own: str, at: str = "") -> HandIn:
        """Right answers, and code cells of the student's own above the last answer."""
        notebook = self.right()
        place = _place(notebook, at or self.code[-1])
        notebook["cells"][place:place] = map(_code, own)
        return self.one(notebook)

    def module(self) -> bytes:
        """The first answer and all code above it, for a file beside the notebook."""
        above = self.released["cells"][: _place(self.released, self.code[0])]
        given = ["".join(c["source"]) for c in above if c["cell_type"] == "code"]
        return "\n\n".join([*given, self.answers[self.code[0]]]).encode()

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


def _above(notebook: dict, name: str, *own: str) -> dict:
    """The same notebook with code cells above a named one."""
    made = copy.deepcopy(notebook)
    place = _place(made, name)
    made["cells"][place:place] = map(_code, own)
    return made


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
    first, module = make.code[0], make.module()
    notebook = make.right(**{first: "from my_helpers import *"})
    yield "module", make.one(notebook, my_helpers__py=module)
    run_it = make.right(**{first: "%run my_helpers.py"})
    yield "script", make.one(run_it, my_helpers__py=module)
    made = make.one(make.right(**{first: "from package.inner import *"}))
    made.files = {"package/__init__.py": b"", "package/inner.py": module}
    yield "package", made
    place = f"ada/{make.name}"
    own_folder = HandIn({f"{place}.ipynb": notebook}, {"ada/my_helpers.py": module})
    yield "own-folder", own_folder
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{place}.ipynb", json.dumps(notebook))
        archive.writestr("ada/my_helpers.py", module)
        archive.writestr(f"__MACOSX/ada/._{make.name}.ipynb", b"\0\5\x16\7")
    yield "archive", HandIn({}, {f"{make.name}.zip": packed.getvalue()})
    written = "\n".join(["%%writefile my_helpers.py", module.decode()])
    yield "written", make.one(_above(notebook, first, written))
    supplied = make.right(**{first: "from supplied import *"})
    yield "supplied", make.one(supplied)  # by the instructor, and deleted here
    large = {f"data/{k}.csv": b"0" * (9 * 2**20) for k in range(4)}
    yield "large", HandIn(make.one(make.right()).notebooks, large)


@kind
def stops(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """What JupyterLab passes over."""
    name = make.code[-1]
    stop = "breakpoint()\n" + make.answers[name]
    yield "breakpoint", make.one(make.right(**{name: stop}))
    for word in ("exit()", "quit()"):
        yield word[:-2], make.with_own(word)
    anew = "import IPython\nIPython.Application.instance().kernel.do_shutdown(True)"
    yield "restart", make.with_own(anew)
    yield "sys-exit", make.with_own("import sys\nsys.exit(1)")
    yield "input", make.with_own("name = input('Your name: ')")


@kind
def ends(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """What ends the kernel for good."""
    imports = "import ctypes, os, signal, sys, time\n"
    deep = "sys.setrecursionlimit(10**9)\nclass A:\n    def __repr__(self):\n"
    deep += "        return repr(self)\nrepr(A())"
    for name, line in {
        "exit": "os._exit(0)",
        "kill": "os.kill(os.getpid(), signal.SIGKILL)",  # as Colab's users do
        "abort": "os.abort()",
        "memory": "ctypes.string_at(0)",
        "recursion": deep,
        "alarm": "signal.alarm(1)\ntime.sleep(5)",
    }.items():
        yield name, make.with_own(imports + line)
    below = make.with_own(imports + "os._exit(0)", at=make.code[0])
    yield "early", below
    twice = make.with_own(imports + "os._exit(0)", "print(1)", imports + "os.abort()")
    yield "twice", twice


@kind
def formats(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """How a file is written, and what it is called."""
    name, notebook = make.name, make.right()
    accent = make.with_own("größe = 3  # Größe").notebooks[f"{name}.ipynb"]
    text = json.dumps(accent, ensure_ascii=False)
    for code in ("cp1252", "utf-8-sig", "utf-16"):
        yield (
            code,
            HandIn({}, {f"{name}.ipynb": text.encode(code, errors="backslashreplace")}),
        )
    crlf = copy.deepcopy(notebook)
    for cell in crlf["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n").splitlines(True)
    yield "crlf", make.one(crlf)
    old = copy.deepcopy(notebook)
    for cell in old["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python"}
            cell["prompt_number"] = cell.pop("execution_count", None)
    sheets = [{"cells": old.pop("cells"), "metadata": {}}]
    yield (
        "old",
        make.one(
            {"metadata": {}, "nbformat": 3, "nbformat_minor": 0}
            | {"worksheets": sheets}
        ),
    )
    for who, called in {
        "moodle": f"Ada Lovelace_123456_assignsubmission_file_{name}.ipynb",
        "canvas": f"lovelaceada_LATE_12345_678901_{name}-1.ipynb",
        "colab": f"Copy of {name}.ipynb",
        "copy": f"{name}-Copy1.ipynb",
        "upper": f"{name}.IPYNB",
        "accents": f"{name} (endgültig, José).ipynb",
    }.items():
        yield who, HandIn({called: notebook})
    fresh = copy.deepcopy(make.released)
    beside = {f".ipynb_checkpoints/{name}-checkpoint.ipynb": fresh}
    yield "checkpoint", HandIn(beside | {f"{name}-Copy1.ipynb": notebook})


@kind
def platforms(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """What other programs leave in a notebook."""
    colab = copy.deepcopy(make.right())
    colab["metadata"] = {
        "colab": {"provenance": [], "gpuType": "T4"},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    for number, cell in enumerate(colab["cells"]):
        cell["metadata"] |= {"id": f"aB{number}", "colab": {"base_uri": "https://a.b"}}
    mount = "from google.colab import drive\ndrive.mount('/content/drive')"
    own = [mount, "%cd /content/drive/MyDrive/course", "!pip install -q numpy"]
    colab["cells"][:0] = map(_code, own)
    yield "colab", make.one(colab)
    code = copy.deepcopy(make.right())
    for cell in code["cells"]:
        cell["metadata"] |= {"vscode": {"languageId": "python"}, "tags": ["x"]}
    code["metadata"]["kernelspec"] = {"name": "conda-env-a", "display_name": "a"}
    yield "vscode", make.one(code)
    skipped = copy.deepcopy(make.right())
    for cell in skipped["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
    yield "tags", make.one(skipped)
    julia = make.right()
    julia["metadata"] = {"kernelspec": {"name": "julia-1.9", "language": "julia"}}
    yield "julia", make.one(julia)


@kind
def habits(make: Maker) -> Iterator[tuple[str, HandIn]]:
    """What people write, and what runs in JupyterLab."""
    every = make.answers
    for name, line in {
        "time": "%%time\n",
        "capture": "%%capture out\n",
        "inline": "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n",
        "widget": "%matplotlib widget\n",
        "window": "import matplotlib\nmatplotlib.use('TkAgg')\n",
        "magic-window": "%matplotlib qt\n",
        "reload": "%load_ext autoreload\n%autoreload 2\n",
        "semicolon": "import warnings; warnings.filterwarnings('error');\n",
    }.items():
        begun = {one: line + every[one] for one in make.code}
        yield name, make.one(make.right(**begun))
    pool = "import multiprocessing\nwith multiprocessing.Pool(2) as pool:\n"
    pool += "    print(pool.map(abs, [1, -2]))"
    yield "pool", make.with_own(pool)
    jobs = "from joblib import Parallel, delayed\n"
    jobs += "print(Parallel(n_jobs=2)(delayed(abs)(k) for k in [1, -2]))"
    yield "joblib", make.with_own(jobs)
    bar = "from tqdm.auto import tqdm\nfor _ in tqdm(range(3)): pass"
    yield "bar", make.with_own(bar)
    yield (
        "clear",
        make.with_own(
            "from IPython.display import clear_output\nprint(1)\nclear_output()"
        ),
    )
    yield "folder", make.with_own("import os\nos.makedirs('a')\nos.chdir('a')")
    yield "loud", make.with_own("import sys\nsys.stdout = open('log.txt', 'w')")
    tested = make.right()
    for name in make.code:
        at = _place(tested, name)
        tested["cells"][at] = make.stub(name)
        tested["cells"][at + 1]["source"] = "\n\n".join(
            [every[name], tested["cells"][at + 1]["source"]]
        )
    yield "in-the-test", make.one(tested)
    again = make.right()
    again["cells"] += copy.deepcopy(make.released["cells"])
    yield "stubs-below", make.one(again)
    turned = make.right()
    turned["cells"][:0] = copy.deepcopy(make.released["cells"])
    yield "stubs-above", make.one(turned)
    kept = make.right()
    for name in make.code:
        stub = make.stub(name)
        text = "".join(stub["source"])
        _at(kept, name)["source"] = f"{text}\n\n{every[name]}"
    yield "below-the-stub", make.one(kept)


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
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_text(json.dumps(notebook), encoding="utf-8")
        for file, data in hand_in.files.items():
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_bytes(data)


def grade(
    course: Path, name: str, every: dict[str, HandIn], jobs: int, engine: str = OURS
) -> list[dict]:
    """The records of all, graded together."""
    settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
    ScratchCourse(course, settings).add(name, ROOT / "source" / name)
    (course / "source" / name / "supplied.py").write_bytes(Maker(name).module())
    write(course / "submitted", name, every)
    run(course, "nbgrader", "generate_assignment", name)
    if engine == OURS:
        said = run(course, "autograder", "grade", name, "--jobs", str(jobs), "--json")
    else:
        run(course, "nbgrader", "autograde", name)
        said = run(course, "autograder", "report", name, "--json")
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


def main(
    name: str, kinds: list[str], jobs: int, engines: list[str], folder: Path | None
) -> int:
    """Make, grade and print; return 1 if a hand-in got an unfair score."""
    every, all_fair = made(name, kinds), True
    if folder:
        write(folder, name, every)
        return 0
    for engine in engines:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as temporary:
            records = grade(Path(temporary), name, every, jobs, engine)
        lines = list(unfair(name, records))
        fair, seconds = len(records) - len(lines), time.monotonic() - start
        load = os.getloadavg()[0]
        print(*lines, sep="\n")
        print(
            f"{name}, {engine}: {fair} of {len(every)} hand-ins are fair;"
            f" {seconds:.0f} s at a load of {load:.0f}",
            flush=True,
        )
        all_fair = all_fair and fair == len(every)
    return 0 if all_fair else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="of the problem set")
    parser.add_argument("--kinds", default=",".join(KINDS), help="all by default")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engine", choices=[OURS, STOCK, "both"], default=OURS)
    parser.add_argument("--folder", type=Path, help="write them here, and grade none")
    given = parser.parse_args()
    engines = [OURS, STOCK] if given.engine == "both" else [given.engine]
    kinds = given.kinds.split(",")
    sys.exit(main(given.name, kinds, given.jobs, engines, given.folder))
