"""A wait lasts while something moves, and no longer than something comes of it."""

import os
import subprocess
import sys
from types import SimpleNamespace

import patience
import pytest


@pytest.fixture
def world(monkeypatch):
    """A clock of its own: each pause is a tenth of what a wait may be still."""
    now = SimpleNamespace(time=0.0, cpu=0.0, done=0, ticks=0)
    monkeypatch.setattr(patience, "time", SimpleNamespace(monotonic=lambda: now.time))

    def wait(tick, ticks):
        """Wait until some ticks have passed, each of which does something."""

        def pause(seconds):
            now.time += patience.STILL / 10
            now.ticks += 1
            tick(now)

        return patience.until(
            lambda: now.ticks >= ticks,
            progress=lambda: now.done,
            cpu=lambda: now.cpu,
            pause=pause,
        )

    return wait


def test_what_is_there_is_not_waited_for(world):
    assert world(None, ticks=0)


def test_it_waits_while_work_is_done(world):
    def one_more(now):
        now.done += 1

    assert world(one_more, ticks=1000)


def test_it_waits_while_somebody_computes(world):
    def computes(now):
        now.cpu += 1.5

    assert world(computes, ticks=100)


def test_a_slow_turn_of_the_processor_is_a_turn(world):
    def a_little(now):
        now.cpu += 0.05 * patience.STILL / 10  # a twentieth of a processor

    assert world(a_little, ticks=100)


def test_it_gives_up_when_nothing_moves(world):
    with pytest.raises(patience.StuckError, match="nothing moves, at 0"):
        world(lambda now: None, ticks=20)


def test_a_process_that_only_ticks_over_does_not_move(world):
    def idles(now):
        now.cpu += 0.01 * patience.STILL / 10

    with pytest.raises(patience.StuckError, match="nothing moves"):
        world(idles, ticks=100)


def test_it_gives_up_when_all_that_computing_leads_nowhere(world):
    def loops(now):
        now.cpu += 10

    with pytest.raises(patience.StuckError, match="without end"):
        world(loops, ticks=100)


def test_a_process_that_ends_takes_its_seconds_away(world):
    def ends(now):
        now.cpu = 200 if now.ticks < 8 else 190 + now.ticks

    assert world(ends, ticks=60)


def test_the_seconds_of_a_process_and_its_children_are_counted():
    code = "import subprocess, sys, time\n"
    code += "while time.process_time() < 0.3: pass\n"
    code += "print('computed', flush=True)\nsys.stdin.read()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"computed\n"
        assert patience.spent(process.pid) >= 0.3
        process.stdin.close()
    assert patience.spent(process.pid) == 0
    assert patience.spent(os.getpid()) > 0
