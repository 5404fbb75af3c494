"""Limits count what the student's code has had, and not how busy a machine is."""

import os
import subprocess
import sys
import threading
import time

import pytest

from autograder.sandbox import meter


@pytest.fixture
def count(monkeypatch):
    """A function: what a meter counts of some looks, each (clock, worked, queued)."""

    def count(*looks, seconds=60):
        at, spent = [0.0], [0.0, 0.0]
        monkeypatch.setattr(meter.time, "monotonic", lambda: at[0])
        made = meter.Meter(seconds, lambda: tuple(spent))
        for clock, worked, queued in looks:
            at[0] += clock
            spent[0] += worked
            spent[1] += queued
            made.left()
        return made

    return count


def test_on_a_quiet_machine_it_is_the_clock(count):
    assert count(*[(0.25, 0.25, 0)] * 8).used == pytest.approx(2)
    assert count(*[(0.25, 0, 0)] * 8).used == pytest.approx(2), "sleep counts"
    assert not count(*[(0.25, 0, 0)] * 8).busy()


def test_what_is_done_on_their_call_is_theirs(monkeypatch):
    at = [0.0]
    monkeypatch.setattr(meter.time, "monotonic", lambda: at[0])
    made = meter.Meter(60, lambda: (0.0, 0.0))
    for _ in range(100):  # each look comes late: one that sleeps would have half of it
        at[0] += 1
        made.add(1)
        made.left()
    assert made.used == pytest.approx(100)


def test_who_waits_for_a_processor_is_not_late(count):
    starved = count(*[(0.25, 0.01, 0.24)] * 400)
    assert starved.used == pytest.approx(4) and starved.busy()


def test_a_look_that_comes_late_counts_little(count):
    late = count(*[(20.0, 0, 0)] * 4)
    assert late.used == pytest.approx(2) and late.busy()


def test_work_of_many_threads_counts_no_more_than_the_clock(count):
    assert count(*[(0.25, 2.0, 0)] * 4).used == pytest.approx(1)


def test_what_the_instructors_code_takes_does_not_count(monkeypatch):
    at = [0.0]
    monkeypatch.setattr(meter.time, "monotonic", lambda: at[0])
    made = meter.Meter(10, lambda: (0.0, 0.0))
    for _ in range(10):
        made.resume()
        at[0] += 0.1
        made.pause()
        at[0] += 100
    made.resume()
    assert made.left() == pytest.approx(9), "and short calls add up"


def test_processes_are_counted_and_their_end_is_no_error():
    loop = [sys.executable, "-c", "while True: pass"]
    with subprocess.Popen(loop) as process:
        while meter.of_processes(process.pid)[0] < 0.2:
            time.sleep(0.05)
        process.kill()
    assert meter.of_processes(process.pid) == (0.0, 0.0)
    assert meter.of_sandbox(process.pid) == (0.0, 0.0)
    assert meter.of_processes(os.getpid())[0] > 0


def test_one_runs_alone():
    turns, at_once, seen = meter.Turns(), [], []

    def run(how):
        with how():
            at_once.append(how)
            time.sleep(0.02)
            seen.append((how, list(at_once)))
            at_once.remove(how)

    every = [turns.shared, turns.alone, turns.shared, turns.alone] * 3
    threads = [threading.Thread(target=run, args=(how,)) for how in every]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 12
    assert all(here == [how] for how, here in seen if how == turns.alone)
