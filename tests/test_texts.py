"""What is wrong with a text is said in a line, before anything is built from any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring import build, texts

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
    "UTF-32": (lambda t: t.encode("utf-32"), ["1: it is UTF-32"]),
    "UTF-32 BE": (
        lambda t: b"\0\0\xfe\xff" + t.encode("utf-32-be"),
        ["1: it is UTF-32"],
    ),
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
    "half a conflict": (
        lambda t: t + "=======\n>>>>>>> a\n",
        ["{end}: ======= marks", ": >>>>>>> marks"],
    ),
    "conflict in Markdown": (
        lambda t: t + "# %% [markdown]\n# " + conflict("").replace("\n", "\n# ") + "\n",
        [": <<<<<<< marks a conflict", ": ======= marks", ": >>>>>>> marks"],
    ),
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
        ["{end}: only [markdown] or [raw] and key=JSON may stand behind"],
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


# What may go wrong behind a marker, and what is said of its line.
NOTED = 'nbgrader={"grade_id": "x", "solution": true, "points": 3'
MARKERS = {
    **dict.fromkeys(
        [
            *(f"[markdown] {NOTED}", f"[markdown] {NOTED}}}}}", f"[markdown] {NOTED},"),
            *(
                f"[markdown] {NOTED} a={{}}",
                f"{NOTED} examiner={{}}",
                f"{NOTED}}}, a=1",
            ),
            f'{NOTED}}} examiner={{"arguments": "returned"',
            '[markdown] nbgrader="grade_id": "x", "points": 3}',
            '[markdown] nbgrader {"grade_id": "x", "points": 3}',
            '[markdown] nbgrader: {"grade_id": "x", "points": 3}',
            '[markdown] {"nbgrader": {"grade_id": "x", "points": 3}',
            '[markdown] {"nbgrader": {"grade_id": "x", "points": 3}}',
            '[markdown] nbgrader={"grade_id": "x, "points": 3}',
            '[markdown] nbgrader={"grade_id": "x" "points": 3}',
            '[markdown] nbgrader={"grade_id": "x", "grade_id": "y"}',
            *("[markdown] nbgrader=", "[markdown] nbgrader", f"{NOTED}}} [markdown]"),
            *("a title", "tags=['a']", "name=NaN", "tags=" + "[" * 9999),
            *(f"{NOTED}}} solution", f"markdown {NOTED}}}"),
        ],
        "only [markdown] or [raw] and key=JSON may stand behind # %%",
    ),
    "[markdwon]": "[markdwon] is no kind of cell",
    f"[markdown {NOTED}}}": "[markdown is no kind of cell",
    f"{NOTED}}} {NOTED}}}": "nbgrader stands there twice",
    'nbgarder={"grade_id": "x"}': "nobody reads the key nbgarder",
    'tags="a"': "tags cannot be that ('a' is not",
    "tags=[1]": "tags cannot be that (1 is not",
    'tags=["a", "a"]': "tags cannot be that (['a', 'a'] has non-unique",
    "name=3": "name cannot be that",
    'collapsed="x"': "collapsed cannot be that",
    "jupyter=3": "jupyter cannot be that",
    "examiner=3": "examiner is no mapping",
    **dict.fromkeys(
        [f"nbgrader={value}" for value in ('"x"', "[1]", "null", "3")],
        "nbgrader: it is no mapping",
    ),
    **dict.fromkeys(
        [
            f"nbgrader={value}"
            for value in (
                *("{}", '{"points": 1}', '{"grade_id": ""}', '{"grade_id": "a/b"}'),
                *('{"grade_id": "a b"}', '{"grade_id": "é"}', '{"grade_id": []}'),
            )
        ],
        "nbgrader: there is no grade_id",
    ),
    'nbgrader={"grade_id": 3}': "nbgrader: the grade_id is not in quotes",
    'nbgrader={"grade_id": "x", "solutoin": true}': "nbgrader: it has no key solutoin",
    'nbgrader={"grade_id": "x", "points": "1"}': "nbgrader: the points are no number",
    'nbgrader={"grade_id": "x", "points": true}': "nbgrader: the points are no number",
    'nbgrader={"grade_id": "x", "points": null}': "nbgrader: the points are no number",
    'nbgrader={"grade_id": "x", "points": -1}': "nbgrader: the points are less than 0",
    'nbgrader={"grade_id": "x", "points": 1e999}': "nbgrader: the points are less than",
    'nbgrader={"grade_id": "x", "solution": 1}': "nbgrader: solution is neither true",
    'nbgrader={"grade_id": "x", "grade": true}': "nbgrader: grade and points do not",
    'nbgrader={"grade_id": "fires"}': "nbgrader: line 4 has this grade_id",
    '[markdown] nbgrader={"grade_id": "x", "points": 1}': "nbgrader: a Markdown answer",
    '[markdown] nbgrader={"grade_id": "x", "solution": true}': "nbgrader: a Markdown a",
    'nbgrader={"grade_id": "x", "schema_version": 9}': "nbgrader: the schema_version",
    'nbgrader={"grade_id": "x", "cell_type": "raw"}': "nbgrader: the cell_type is code",
}


@pytest.mark.parametrize("behind", MARKERS)
def test_a_marker_is_understood_whole_or_refused(course, behind):
    more = f"\n# %% {behind}\n# An answer.\ny = 0\n\n# %%\ny = 1\n"
    write(course, "ps01_neuron.py", PROBLEM_SET + more)
    line = PROBLEM_SET.count("\n") + 2
    (told,) = refused(course)
    assert told.startswith(f"source/ps01_neuron.py:{line}: {MARKERS[behind]}")


@pytest.mark.parametrize(
    "line",
    [
        *(
            f"# %%{NOTED}}}",
            f"# %%[markdown] {NOTED}}}",
            "#%%[markdown]",
            "# % % [raw]",
        ),
        *(f"%% {NOTED}}}", f"## %% {NOTED}}}", f"# % % {NOTED}}}"),
        f'"""\n# %% {NOTED}}}\n"""',
    ],
)
def test_what_only_looks_like_a_marker_is_refused(course, line):
    write(course, "ps01_neuron.py", PROBLEM_SET + line + "\n# An answer.\n")
    at = PROBLEM_SET.count("\n") + (2 if line.startswith('"') else 1)
    assert refused(course) == [
        f"source/ps01_neuron.py:{at}: "
        "this begins no cell: write `# %% [kind] key=JSON` there."
    ]


SOLVED = '# %% nbgrader={"grade_id": "a", "solution": true}\n'
TESTED = '# %% nbgrader={"grade_id": "a", "points": 1}\n'
MARKED = '# %% [markdown] nbgrader={"grade_id": "a", "solution": true, "points": 1}\n'
HIDDEN = "### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS\n"
SOLUTION = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n"
REGIONS = {
    SOLVED + "### BEGIN SOLUTION\nx = 1\n": ["2: it has no END SOLUTION"],
    SOLVED + "x = 1\n### END SOLUTION\n": ["3: no BEGIN SOLUTION is open"],
    SOLVED + "### BEGIN SOLUTION\n" + SOLUTION: ["3: line 2 is still open"],
    SOLVED + SOLUTION + "### END SOLUTION\n": ["5: no BEGIN SOLUTION is open"],
    SOLVED + "### END SOLUTION\n### BEGIN SOLUTION\n": [
        "2: no BEGIN",
        "3: it has no E",
    ],
    SOLVED + "### BEGIN SOLUTION\n\n# %%\n### END SOLUTION\n": [
        "2: it has no END SOLUTION",
        "5: SOLUTION may only stand in a cell with",
        "5: no BEGIN SOLUTION is open",
    ],
    SOLVED + HIDDEN: ["2: HIDDEN TESTS may only", "4: HIDDEN TESTS may only"],
    TESTED + SOLUTION: ["2: SOLUTION may only", "4: SOLUTION may only"],
    MARKED + HIDDEN: ["2: HIDDEN TESTS may only", "4: HIDDEN TESTS may only"],
    "# %%\n" + HIDDEN: ["2: HIDDEN TESTS may only", "4: HIDDEN TESTS may only"],
    TESTED + "### BEGIN HIDDEN TESTS\nassert x\n": ["2: it has no END HIDDEN TESTS"],
    TESTED + "assert x\n### END HIDDEN TESTS\n": ["3: no BEGIN HIDDEN TESTS is open"],
    TESTED + HIDDEN.replace("TESTS", "TEST"): ["2: this is no m", "4: this is no mark"],
    TESTED + HIDDEN.lower(): ["2: this is no mark", "4: this is no mark"],
    SOLVED + SOLUTION.replace("TION", "TOIN"): [
        "2: this is no m",
        "4: this is no mark",
    ],
    SOLVED + SOLUTION.replace("N S", "N  S"): ["2: this is no mark", "4: no BEGIN S"],
    TESTED + "### BEGIN MARK SCHEME\n### END MARK SCHEME\n": ["2: MARK S", "3: MARK S"],
}


@pytest.mark.parametrize("cell", REGIONS)
def test_what_nbgrader_takes_out_stands_between_two_marks(course, cell):
    text = write(course, "ps01_neuron.py", cell)
    told = [fault.split(":", 1)[1] for fault in texts.faults(text, course)]
    assert len(told) == len(REGIONS[cell]), told
    for fault, words in zip(told, REGIONS[cell], strict=True):
        assert fault.startswith(words)


READ = "# %% [markdown]\n# ## 9 · Why? (3 points, read by a person)\n"
COMMENTS = "this code cell is only comments"
MEANT_OTHERWISE = {
    "# %%\n# Because.\n": (1, COMMENTS),
    '# %% tags=["a"]\n\n# Because.\n    # And so.\n': (1, COMMENTS),
    SOLVED + "# Because.\n": (1, COMMENTS),
    READ: (2, "no answer follows that a person could read"),
    READ + "\n" + SOLVED + SOLUTION: (2, "no answer follows"),
    READ + "\n# %% [markdown]\n# ## 10 · x\n\n" + MARKED + "# a\n": (2, "no answer"),
}


@pytest.mark.parametrize("more", MEANT_OTHERWISE)
def test_a_cell_that_was_meant_otherwise_is_told(course, more):
    line, words = MEANT_OTHERWISE[more]
    write(course, "ps01_neuron.py", PROBLEM_SET + more)
    (told,) = refused(course)
    place = PROBLEM_SET.count("\n") + line
    assert told.startswith(f"source/ps01_neuron.py:{place}: {words}")


VALID = {
    "a title underlined": 's = """\nTitle\n=======\n"""\n',
    "a Markdown title underlined": "# %% [markdown]\n# Title\n# =======\n",
    "hidden tests": TESTED + HIDDEN,
    "half a point": TESTED.replace("1}", "0.5}") + "assert x\n",
    "an answer to mark": MARKED + "# Because.\n",
    "a marker in a string": 's = """\n# %%\n"""\n',
    "an answer that is read": READ + "\n" + MARKED + "# Because.\n",
    "code that is read": READ + "\n" + SOLVED[:-2] + ', "points": 1}\n' + SOLUTION,
    "a magic": "# %%time\nx = 1\n",
    "a magic alone": "# %%\n# %matplotlib inline\n",
    "a comment above code": "# %%\n# One.\nx = 1\n",
    "tags": '# %% tags=["a"] name="b"\nx = 1\n',
    "raw": "# %% [raw]\n# x\n",
}


@pytest.mark.parametrize("what", VALID)
def test_this_is_no_fault(course, what):
    text = write(course, "ps01_neuron.py", PROBLEM_SET + VALID[what])
    assert texts.faults(text, course) == []


# A tag, and what is said of its line.
TAGS = {
    "row:A-02": "no row is named A-02: take one of source/coverage.yml.",
    "row:a-01": "no row is named a-01: take one of source/coverage.yml.",
    "row: A-01": "no row is named  A-01: take one of source/coverage.yml.",
    "row:": "no row is named : take one of source/coverage.yml.",
    "A1-01": "the tag A1-01 names no row: write row: and its name.",
    "rows:A-01": "the tag rows:A-01 names no row: write row: and its name.",
    "Row:A-01": "the tag Row:A-01 names no row: write row: and its name.",
    "row:B-01": "the row B-01 belongs to 02_layer: move the tag, or the row.",
}


@pytest.mark.parametrize("name", NAMES.values())
@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_names_no_row_is_told(course, name, tag):
    write(course, "coverage.yml", "01_neuron: {A-01: a}\n02_layer: {B-01: b}\n")
    text = (course / "source" / name).read_text(encoding="utf-8")
    more = f'\n# %% tags=["row:A-01", "arrows"]\nx = 1\n\n# %% tags=["{tag}"]\ny = 1\n'
    write(course, name, text + more)
    line = (text + more).count("\n") - 1
    assert refused(course) == [f"source/{name}:{line}: {TAGS[tag]}"]


LEDGERS = {
    None: "source/coverage.yml cannot be read (No such file or directory): mend it.",
    "a: [\n": "source/coverage.yml cannot be read (while parsing",
    b"\xff": "source/coverage.yml cannot be read (",
    "a: 2020-99-99": "source/coverage.yml cannot be read (month must be in 1..12",
    **dict.fromkeys(
        ["", "[]", "A-01: a", "01_neuron: [A-01]", "01_neuron: {A-01: 3}"],
        "source/coverage.yml is no list of rows: name each lecture",
    ),
}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_ledger_that_cannot_be_read_is_told_where_it_is_needed(course, ledger):
    if ledger is not None:
        write(course, "coverage.yml", ledger)
    assert [
        fault for text in texts.every(course) for fault in texts.faults(text, course)
    ] == []
    write(course, "01_neuron.py", LECTURE.replace("# %%\n", '# %% tags=["row:A-01"]\n'))
    (told,) = refused(course)
    assert told.startswith(f"source/01_neuron.py:7: {LEDGERS[ledger]}")


KERNELS = (
    *("#   kernelspec:\n#     name: python3\n", "#   kernelspec: {name: python3}\n"),
    "#   kernelspec:\n#     name: x\n#     y: z\n#   jupytext:\n#     a: b\n",
)


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_header_may_name_a_kernel_and_moves_no_line(course, kernel):
    header = f"# ---\n# jupyter:\n{kernel}# ---\n\n"
    text = write(course, "ps01_neuron.py", header + PROBLEM_SET)
    assert texts.faults(text, course) == []
    assert build.read(text) == build.read(write(course, "ps02_x.py", PROBLEM_SET))
    write(course, "ps01_neuron.py", header + PROBLEM_SET + "# %% [x]\n")
    (fault,) = texts.faults(text, course)
    line = (header + PROBLEM_SET).count("\n") + 1
    assert fault.startswith(f"source/ps01_neuron.py:{line}: [x] is no kind of cell")


@pytest.mark.parametrize("text", texts.every(ROOT), ids=lambda path: path.stem)
def test_cells_are_found_where_jupytext_finds_them(text):
    whole = texts.Text(text, text.read_text(encoding="utf-8"))
    cells, _ = whole.parsed
    assert len(cells) == len(whole.placed)
    for cell, placed in zip(cells, whole.placed, strict=True):
        assert cell.cell_type == placed.kind
        assert cell.metadata.items() >= placed.given.items()
        assert whole.lines[placed.line - 1] == placed.lines[0]


@pytest.mark.parametrize(
    "head, told",
    {
        "# %% [markdown]\n# # 1 · T\n#\n# No question.\n": "1: the first cell asks",
        "# %% [markdown]\n# # 1 · T\n#\n# **Question.**\n": "1: the first cell asks",
        "# %% [markdown]\n# **Question.** What?\n": "1: the first cell has no title",
        '# %%\n"# T"\n': "1: the first cell has no title",
        "# %% [markdown]\n# #  \n#\n# **Question.** W\n": "1: the first cell has no t",
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
            os.fsdecode("٠١_neuron".encode()),
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


@pytest.mark.parametrize("kind", ["folder", "link that leads nowhere", "pipe"])
def test_what_is_no_file_is_named(course, kind):
    path = course / "source" / "02_layer.py"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere")
    (fault,) = texts.faults(path, course)
    assert fault.startswith("source/02_layer.py:1: it cannot be read (")
    assert "None" not in fault


def test_what_editors_and_systems_leave_is_no_text(course):
    write(course, "._01_neuron.py", b"\0\5\x16\7")
    (course / "source/.#01_neuron.py").symlink_to("nobody@nowhere.1")
    assert [text.name for text in texts.every(course)] == list(NAMES.values())


def test_a_fault_elsewhere_stops_nobody_who_names_a_text(course):
    write(course, "02_layer.py", conflict(LECTURE))
    page = course / "notebooks/start.md"
    page.write_text("as it was", encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "autograder", "build", "ps01_neuron"],
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


def test_the_ways_name_a_neighbour_s_file_while_it_has_no_title(course):
    lecture = write(course, "01_neuron.py", LECTURE)
    write(course, "02_layer.py", "# %%\n1\n")
    assert "[02_layer](02_layer.ipynb)" in build.ways(lecture, course).source


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


# --- what fails while it is built ---


def whole_course(course: Path) -> dict[str, bytes]:
    """The bytes of all files but the texts."""
    return {
        path.relative_to(course).as_posix(): path.read_bytes()
        for path in course.rglob("*")
        if path.is_file() and path.suffix != ".py"
    }


def fails(course: Path, capfd) -> str:
    """The sentence with which a build of the problem set ends."""
    with pytest.raises(SystemExit) as end:
        build.main(["ps01_neuron"], course)
    assert capfd.readouterr() == ("", ""), "the sentence is all there is to say"
    assert "\n" not in end.value.code
    return end.value.code


def test_a_problem_set_that_fails_leaves_the_old_one(course, capfd):
    build.main(["ps01_neuron"], course)
    (course / "source/ps01_neuron/data.csv").write_text("1\n", encoding="utf-8")
    build.main(["ps01_neuron"], course)
    before = whole_course(course)
    assert before["release/ps01_neuron/data.csv"] == b"1\n"
    capfd.readouterr()
    write(course, "ps01_neuron.py", PROBLEM_SET + "y = 1\n")
    (course / "source/ps01_neuron/other.ipynb").write_text("{", encoding="utf-8")
    said = fails(course, capfd)
    assert said.startswith("source/ps01_neuron.py was not built, all stays as it was: ")
    assert "NotJSONError" in said
    (course / "source/ps01_neuron/other.ipynb").unlink()
    assert whole_course(course) == before
    assert not list(course.glob(".building-*"))


@pytest.mark.parametrize("step", ["rename", "replace"])
def test_a_release_that_cannot_be_put_in_place_leaves_the_old_one(
    course, monkeypatch, capfd, step
):
    build.main(["ps01_neuron"], course)
    before = whole_course(course)
    capfd.readouterr()
    write(course, "ps01_neuron.py", PROBLEM_SET + "y = 1\n")
    step_of_path = getattr(Path, step)

    def full(path, target):
        if ".building-" in str(path) and path.name != "before":
            raise OSError(28, "No space left on device")
        return step_of_path(path, target)

    monkeypatch.setattr(Path, step, full)
    assert "No space left on device" in fails(course, capfd)
    assert whole_course(course) == before


def test_a_problem_set_that_fails_at_first_leaves_nothing(course, capfd, monkeypatch):
    def refuse(*_):
        raise build.BuildError("nbgrader says no")

    monkeypatch.setattr(build, "_generate", refuse)
    before = files(course)
    assert "nbgrader says no" in fails(course, capfd)
    assert files(course) == before


def test_a_lecture_that_fails_is_named(course, monkeypatch):
    def fail(*_):
        raise build.CellExecutionError("Traceback", "NameError", "x")

    monkeypatch.setattr(build, "build_lecture", fail)
    with pytest.raises(SystemExit) as end:
        build.main(["01_neuron"], course)
    last = end.value.code.splitlines()[-1]
    assert last == "source/01_neuron.py was not built: this cell fails."


def test_a_course_without_a_folder_for_notebooks_gets_one(course):
    (course / "notebooks").rmdir()
    build.main(["ps01_neuron"], course)
    assert (course / "notebooks/start.md").exists()


def test_a_folder_without_texts_is_told(tmp_path):
    with pytest.raises(SystemExit, match="Here is no folder source/"):
        build.main([], tmp_path)
    assert list(tmp_path.iterdir()) == []
