"""The bank's reader: what it takes, and what it says of a file it cannot take."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring import bank

PROBLEM_SET = """\
# %% nbgrader={"grade_id": "imports", "locked": true}
import math
import warnings

# %% nbgrader={"grade_id": "root", "solution": true}
def root(x):
    ### BEGIN SOLUTION
    return math.sqrt(x)
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-root-four", "points": 1}
assert root(4) == 2

# %% nbgrader={"grade_id": "test-root-nine", "points": 2}
assert root(9) == 3

# %% [markdown] nbgrader={"grade_id": "why", "solution": true, "points": 5}
# Because.

# %% nbgrader={"grade_id": "twice", "solution": true}
def twice(x):
    return 2 * x

# %% nbgrader={"grade_id": "test-twice", "points": 1}
assert twice(3) == 6
"""


@pytest.fixture
def exercises(tmp_path):
    text = tmp_path / "ps99.py"
    text.write_text(PROBLEM_SET, encoding="utf-8")
    return bank.exercises(text)


def bank_file(tmp_path, text):
    path = tmp_path / "autograder" / "answers" / "ps99" / "root.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_a_test_belongs_to_the_exercise_above_it(exercises):
    assert list(exercises) == ["root", "twice"], "`why` is marked by a person"
    assert [test.name for test in exercises["root"].tests] == [
        "test-root-four",
        "test-root-nine",
    ]
    assert [exercise.points for exercise in exercises.values()] == [3, 1]
    assert exercises["twice"].given == ("import math\nimport warnings",)


@pytest.mark.parametrize(
    "answer, earned",
    {
        "def root(x): return math.sqrt(x)": 3,
        "def root(x): return 2": 1,
        "def root(x): return 3": 2,
        "def root(x): return None": 0,
        "def root(x) return": 0,
        "def root(x): warnings.warn('a warning costs nothing'); return x**0.5": 3,
        "def root(x): return math.sqrt(x)\nraise ValueError": 3,
    }.items(),
)
def test_earn_adds_up_the_tests_that_pass(exercises, answer, earned):
    assert bank.earn(exercises["root"], answer) == earned


def test_one_answer_leaves_nothing_for_the_next(exercises):
    assert bank.earn(exercises["root"], "def root(x): return math.sqrt(x)") == 3
    assert bank.earn(exercises["root"], "pass") == 0


def test_answers_are_read_with_score_and_reason(tmp_path):
    bank_file(
        tmp_path,
        "# %% 3/3 the library\ndef root(x):\n    return math.sqrt(x)\n\n\n"
        "# %% 1/3 says x=2 of [everything]\ndef root(x):\n    return 2\n",
    )
    right, wrong = bank.answers(tmp_path, "ps99")
    assert (right.exercise, right.earned, right.points) == ("root", 3, 3)
    assert right.right and not wrong.right
    assert wrong.why == "says x=2 of [everything]"
    assert wrong.source == "def root(x):\n    return 2"


@pytest.mark.parametrize(
    "text, words",
    {
        "# %%\npass": "cell 1: the title ''",
        "# %% 3/3 ok\npass\n# %% half right\npass": "cell 2: the title 'half right'",
        "# %% 3/3\npass": "cell 1: the title '3/3'",
        "# %% 4/3 more than all\npass": "cell 1: the title '4/3 more than all'",
        "# %% [markdown] 3/3 ok\n# x": "cell 1: the title '[markdown] 3/3 ok'",
        '"""Roots."""\n# %% 3/3 ok\npass': "text above the first cell",
    }.items(),
)
def test_a_malformed_title_gets_one_sentence(tmp_path, text, words):
    bank_file(tmp_path, text)
    with pytest.raises(bank.BankError) as error:
        bank.answers(tmp_path, "ps99")
    message = str(error.value)
    assert "root.py" in message and words in message and "\n" not in message


@pytest.mark.parametrize(
    "text, words",
    {
        '# %% nbgrader={"grade_id": "t", "points": 1}\npass': "stands above 't'",
        PROBLEM_SET + PROBLEM_SET: "two cells have the grade_id 'root'",
    }.items(),
)
def test_a_problem_set_out_of_order_is_refused(tmp_path, text, words):
    path = tmp_path / "ps99.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(bank.BankError, match=words):
        bank.exercises(path)


def released():
    meta = {"nbgrader": {"grade_id": "root", "solution": True}}
    stub = new_code_cell("raise NotImplementedError()", metadata=meta)
    return new_notebook(cells=[new_code_cell("import math"), stub])


def test_fill_replaces_solution_cells_and_nothing_else():
    notebook = released()
    filled = bank.fill(notebook, {"root": "answer"})
    assert [cell.source for cell in filled.cells] == ["import math", "answer"]
    assert notebook.cells[1].source == "raise NotImplementedError()"
    filled.cells[1].source = notebook.cells[1].source
    assert nbformat.writes(filled) == nbformat.writes(notebook)


def test_fill_refuses_an_answer_without_a_cell():
    with pytest.raises(bank.BankError, match="no solution cell for cube"):
        bank.fill(released(), {"cube": "answer"})
