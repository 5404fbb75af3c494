"""No attack wins a point, harms anybody, or learns what it should not.

Of `attacks/` a sample, and with COURSE_WHOLE=1 all, are graded by plain
`nbgrader autograde` with the course's own configuration, each followed by a classmate's
hand-in; only limits of time are shorter.
"""

import hostile
import pytest
from hostile import FULL, attacks

from tests.support.sampling import sample

TRIED = 30  # attacks, unless all are wanted
ALL = attacks()
ATTACKS = {attack.name: attack for attack in sample(ALL, TRIED, "attacks")}
BULKY = 10 * 2**20  # bytes: more than a notebook with pictures, less than a bomb


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return hostile.graded(tmp_path_factory.mktemp("redteam"), list(ATTACKS.values()))


@pytest.fixture
def outcome(graded, request):
    return next(
        part.outcomes[request.param]
        for part in graded
        if request.param in part.outcomes
    )


def each(function):
    """Run a test for each attack, with its outcome."""
    both = [(attack, name) for name, attack in ATTACKS.items()]
    mark = pytest.mark.parametrize(
        "attack, outcome", both, ids=list(ATTACKS), indirect=["outcome"]
    )
    return mark(function)


@each
def test_it_gets_its_honest_points(attack, outcome):
    if attack.harms_itself:
        assert outcome.score is None or outcome.score <= attack.honest
    else:
        assert outcome.score == attack.honest


@each
def test_it_harms_nobody(attack, outcome):
    assert outcome.classmate == FULL, "the hand-in that was graded next"
    assert not outcome.changed, "what was handed in is not as it was"
    assert outcome.size < BULKY


@each
def test_its_feedback_tells_no_secret(attack, outcome):
    assert outcome.leaks == ()


@each
def test_its_feedback_runs_no_script(attack, outcome):
    assert not outcome.scripts


def test_grading_comes_to_its_end(graded):
    for part in graded:
        assert part.run.ended, part.run.said
        assert part.feedback.code == 0, part.feedback.said


def test_no_process_is_left(graded):
    assert [part.run.left for part in graded] == [[], [], [], []]


def test_nobody_got_out(graded):
    called = [part.run.called + part.feedback.called for part in graded]
    assert called == [[], [], [], []]


def test_there_are_attacks_of_every_family():
    families = [attack.family for attack in ALL]
    assert len(families) >= 45 and len(set(families)) >= 15
    assert all(attack.name.startswith(attack.family) for attack in ALL)
