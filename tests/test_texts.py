"""What is wrong with a text is said in a line, before anything is built from any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import build, texts

ROOT = Path(__file__).parents[1]
LECTURE = """\
# %% [markdown]
# # 1 · The neuron
#
# **Question.** What does a neuron
# answer?

# %%
print(1)
"""
PROBLEM_SET = """\
# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 1

# %% nbgrader={"grade_id": "fires", "solution": true}
### BEGIN SOLUTION
x = 1
### END SOLUTION
"""
NAMES = {"lecture": "01_neuron.py", "problem set": "ps01_neuron.py"}
WHOLE = {"lecture": LECTURE, "problem set": PROBLEM_SET}


@pytest.fixture
def course(tmp_path) -> Path:
    """A course with a lecture and its problem set."""
    (tmp_path / "source").mkdir()
    (tmp_path / "notebooks").mkdir()
    for kind, name in NAMES.items():
        write(tmp_path, name, WHOLE[kind])
    return tmp_path


def write(course: Path, name: str, text: str | bytes) -> Path:
    path = course / "source" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(course: Path) -> list[str]:
    """The lines with which a build of everything ends, without the last one."""
    with pytest.raises(SystemExit) as end:
        build.main([], course)
    *lines, last = end.value.code.splitlines()
    assert last == "Nothing was built."
    return lines


def files(course: Path) -> set[str]:
    return {path.relative_to(course).as_posix() for path in course.rglob("*")}


@pytest.mark.parametrize("text", texts.every(ROOT), ids=lambda path: path.stem)
def test_the_course_has_no_fault(text):
    assert texts.faults(text, ROOT) == []


def conflict(text: str) -> str:
    return text + "<<<<<<< HEAD\ny = 1\n=======\ny = 2\n>>>>>>> 1f2e3d\n"


# What is done to a text, and where and how that is told.
EITHER = {
    "BOM": (lambda t: "\ufeff" + t, ["1: it begins with a byte order mark"]),
    "UTF-16": (lambda t: t.encode("utf-16"), ["1: it is UTF-16"]),
    "Latin-1": (
        lambda t: (t + "# caf\xe9\n").encode("latin-1"),
        ["2: the byte 0xb7 is not UTF-8", "{end}: the byte 0xe9 is not UTF-8"],
    ),
    "CRLF": (lambda t: t.replace("\n", "\r\n"), ["1: the line ends with CR"]),
    "one CRLF": (lambda t: t + "x = 1\r\n", ["{end}: the line ends with CR"]),
    "old Mac": (lambda t: t.replace("\n", "\r"), ["1: the line ends with CR"]),
    "conflict": (
        conflict,
        ["{end}: <<<<<<< marks a conflict", ": ======= marks", ": >>>>>>> marks"],
    ),
    "half a conflict": (lambda t: t + "=======\n", ["{end}: ======= marks"]),
    "base shown": (lambda t: t + "||||||| 1f2e\n", ["{end}: ||||||| marks"]),
    "empty": (lambda t: "", ["1: it is empty"]),
    "blank": (lambda t: "\n \n", ["1: it is empty"]),
    "markers only": (lambda t: "# %%\n\n# %% [markdown]\n", [": all cells are empty"]),
    "no marker": (lambda t: "x = 1\n", ["1: this is before the first cell"]),
    "words first": (lambda t: '"""A."""\n' + t, ["1: this is before the first cell"]),
    "form feed": (lambda t: t + "x = 1\f\n", ["{end}: it holds the unseen U+000C"]),
    "NUL": (lambda t: t + "x = '\0'\n", ["{end}: it holds the unseen U+0000"]),
    "line separator": (lambda t: t + "# \u2028\n", ["{end}: it holds the unseen U+20"]),
    "second BOM": (lambda t: t + "\ufeff# %%\n", ["{end}: it holds the unseen U+FEFF"]),
    "bad header": (
        lambda t: "# ---\n# jupyter:\n#   a: [\n# ---\n\n" + t,
        ["1: jupytext cannot read it (while parsing"],
    ),
    "bad metadata": (
        lambda t: t + '# %% nbgrader={"solution": yes}\n',
        ["{end}: the metadata behind # %% are not key=JSON"],
    ),
}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("what", EITHER)
def test_a_fault_is_told_and_nothing_is_built(course, kind, what):
    change, told = EITHER[what]
    text = write(course, NAMES[kind], change(WHOLE[kind]))
    end = WHOLE[kind].count("\n") + 1
    if what == "Latin-1":
        told = [told["·" not in WHOLE[kind]]]
    before = files(course)
    lines = refused(course)
    assert files(course) == before, "nothing is written"
    for words in told:
        assert words.format(end=end) in "\n".join(lines)
    assert all(line.startswith(f"source/{NAMES[kind]}:") for line in lines)
    assert lines == texts.faults(text, course)


@pytest.mark.parametrize(
    "head, told",
    {
        "# %% [markdown]\n# # 1 · T\n#\n# No question.\n": "1: the first cell asks",
        "# %% [markdown]\n# # 1 · T\n#\n# **Question.**\n": "1: the first cell asks",
        "# %% [markdown]\n# **Question.** What?\n": "1: the first cell has no title",
        '# %%\n"# T"\n': "1: the first cell has no title",
        "\n# %%\nx = 1\n# %% [markdown]\n# # 1\n#\n# **Question.** W\n": "2: the first",
    }.items(),
)
def test_a_lecture_begins_with_title_and_question(course, head, told):
    lecture = write(course, "01_neuron.py", head)
    (fault,) = texts.faults(lecture, course)
    assert fault.startswith(f"source/01_neuron.py:{told}")


def test_a_question_may_end_its_cell(course):
    lecture = write(course, "01_neuron.py", LECTURE.replace("# answer?\n", ""))
    assert texts.faults(lecture, course) == []
    said = texts.title_and_question(lecture)
    assert said == ("1 · The neuron", "What does a neuron")


@pytest.mark.parametrize(
    "name",
    [
        *("01 neuron", "01_the neuron", "01_a#b", "01_a?b", "01_a%20", "01_(a)"),
        *(
            os.fsdecode("01_neuron·".encode()),
            "1_neuron",
            "01-neuron",
            "neuron",
            "ps1_neuron",
            "ps_neuron",
        ),
        *("01_Neuron", "ps01_a#b", "ps01 neuron", "playground2", "01_a|b", "01_"),
    ],
)
def test_a_name_that_makes_no_link_is_refused(course, name):
    write(course, f"{name}.py", PROBLEM_SET if name.startswith("ps") else LECTURE)
    (told,) = refused(course)
    file, words = told.split(":1: ")
    assert words.startswith("nothing can be built under this name")
    assert file == f"source/{name}.py" or not name.isascii()
    assert not (course / "notebooks/start.md").exists()


@pytest.mark.parametrize("name", ["07b_norms", "ps07b_norms", "playground", "errata"])
def test_these_names_are_built(course, name):
    text = write(course, f"{name}.py", PROBLEM_SET if "ps" in name else LECTURE)
    assert texts.faults(text, course) == []


@pytest.mark.parametrize("kind", ["folder", "link that leads nowhere"])
def test_what_is_no_file_is_named(course, kind):
    path = course / "source" / "02_layer.py"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    (fault,) = texts.faults(path, course)
    assert fault.startswith("source/02_layer.py:1: it cannot be read (")


def test_what_editors_and_systems_leave_is_no_text(course):
    write(course, "._01_neuron.py", b"\0\5\x16\7")
    (course / "source/.#01_neuron.py").symlink_to("nobody@nowhere.1")
    assert [text.name for text in texts.every(course)] == list(NAMES.values())


def test_a_fault_elsewhere_stops_nobody_who_names_a_text(course):
    write(course, "02_layer.py", conflict(LECTURE))
    page = course / "notebooks/start.md"
    page.write_text("as it was", encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "autograder.build", "ps01_neuron"],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert said.returncode == 0
    assert said.stdout.split() == ["release/ps01_neuron/ps01_neuron.ipynb"]
    assert "start.md stays as it is" in said.stderr
    assert "source/02_layer.py:9: <<<<<<< marks a conflict" in said.stderr
    assert page.read_text(encoding="utf-8") == "as it was"


def test_all_faults_of_all_texts_are_told_at_once(course):
    write(course, "01_neuron.py", "\ufeff" + LECTURE)
    write(course, "ps01_neuron.py", PROBLEM_SET + "=======\n>>>>>>> a\n")
    assert [line.split(": ")[0] for line in refused(course)] == [
        "source/01_neuron.py:1",
        "source/ps01_neuron.py:8",
        "source/ps01_neuron.py:9",
    ]


def test_the_command_says_the_same(course):
    texts.main(course)
    text = write(course, "01_neuron.py", "")
    with pytest.raises(SystemExit) as end:
        texts.main(course)
    assert end.value.code == "\n".join(texts.faults(text, course))


def test_a_title_with_brackets_and_bars_stays_one_link(course):
    write(course, "01_neuron.py", LECTURE.replace("The neuron", "[0, 1] | x"))
    page = build.build_start(course).read_text(encoding="utf-8")
    link = r"[1 · \[0, 1\] \| x](01_neuron.ipynb)"
    assert link in page.replace("\N{NO-BREAK SPACE}", " ")
