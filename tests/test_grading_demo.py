"""`autograder grade` gives the demo class the scores of the bank."""

from pathlib import Path

from autograder.authoring import demo
from autograder.batch.course import Course
from autograder.batch.grading import Grading

ROOT = Path(__file__).parents[1]


def test_the_demo_class_gets_the_scores_of_the_bank(tmp_path):
    made = {submission.student: submission for submission in demo.submissions(ROOT)}
    folder = tmp_path / "class"
    demo.lay_out(ROOT, folder, made.values())
    demo.Course(folder)  # generates the assignment
    with Grading(Course.find(folder / "submitted"), demo.PROBLEM_SET) as grading:
        told = {record.student: record for record in grading.run(jobs=2)}
    expected = {student: submission.expected for student, submission in made.items()}
    assert {student: record.score for student, record in told.items()} == expected
    repaired = {student for student, record in told.items() if record.notes}
    assert repaired == {"deleted-test", "doubled-cell"}
    refused = {student for student in told if told[student].status == "refused"}
    assert refused == {"not-json"}
