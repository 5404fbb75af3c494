"""How long a student's code has had, on a busy machine as on a quiet one.

The clock says how busy a machine is. So a limit counts the CPU seconds of the student's
processes. Of the clock's seconds only those count in which the code neither works nor
waits for a processor: it sleeps, or waits for what never comes. A look that comes late
shows that the machine is busy, and of the time before it at most two looks' worth of
sleep are counted.

On a quiet machine all this adds up to the seconds of the clock.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LOOK = 0.25  # seconds from one look to the next
BUSY = 2  # seconds of the clock for one that counts: the machine is overloaded
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100

Spent = tuple[float, float]  # seconds: on a processor, and waiting for one


class Meter:
    """Counts the seconds that some processes have had, against a limit.

    Args:
        seconds: the limit.
        spent: what the processes have spent so far.
    """

    def __init__(self, seconds: float, spent: Callable[[], Spent]):
        self.seconds, self.spent = seconds, spent
        self.used = self.clock = 0.0
        self._waited = self._clock = self._for_them = 0.0  # since the last look
        self._at, self._before = time.monotonic(), spent()

    def resume(self) -> None:
        """Start the clock again: what went by since `pause` does not count."""
        self._at = time.monotonic()

    def pause(self) -> None:
        """Stop the clock until `resume`."""
        now = time.monotonic()
        self._clock += now - self._at
        self._waited += min(now - self._at, 2 * LOOK)
        self._at = now

    def add(self, seconds: float) -> None:
        """Count CPU seconds that somebody else worked for them."""
        self._for_them += seconds

    def left(self) -> float:
        """Seconds that are left; 0 or less at the limit."""
        self.pause()
        if self._waited >= LOOK or self._waited >= self.seconds - self.used:
            self._count()
        return self.seconds - self.used

    def busy(self) -> bool:
        """Whether the machine gave them far less than they could have used."""
        return self.clock > 2 * LOOK + BUSY * self.used

    def _count(self) -> None:
        clock, waited, helped = self._clock, self._waited, self._for_them
        self._clock = self._waited = self._for_them = 0.0
        before, now = self._before, self.spent()
        worked = min(clock, max(0.0, now[0] - before[0]) + helped)
        queued = max(0.0, now[1] - before[1])
        slept = max(0.0, waited - worked - queued)
        self.used, self.clock = self.used + worked + slept, self.clock + clock
        self._before = now


def of_processes(*numbers: int) -> Spent:
    """What some processes have spent, with the children that they have waited for."""
    return _sum(Path(f"/proc/{number}") for number in numbers)


def of_sandbox(first: int) -> Spent:
    """What all processes of a sandbox have spent; `first` is its first process."""
    return _sum(Path(f"/proc/{first}/root/proc").glob("[0-9]*"))


def _sum(places) -> Spent:
    worked = queued = 0.0
    with contextlib.suppress(OSError):  # all of them have ended
        for place in places:
            with contextlib.suppress(OSError, ValueError, IndexError):  # it has ended
                stat = (place / "stat").read_text(encoding="utf-8", errors="replace")
                fields = stat.rpartition(")")[2].split()
                worked += sum(map(int, fields[11:15])) / TICKS
                queue = (place / "schedstat").read_text(encoding="utf-8").split()[1]
                queued += int(queue) / 1e9
    return worked, queued


class Turns:
    """A lock that many hold together, or one alone."""

    def __init__(self):
        self._free = threading.Condition()
        self._running = self._waiting = 0

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """Run beside others, but for those who want to be alone."""
        with self._free:
            self._free.wait_for(lambda: not self._waiting)
            self._running += 1
        try:
            yield
        finally:
            with self._free:
                self._running -= 1
                self._free.notify_all()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Run beside nobody."""
        with self._free:
            self._waiting += 1
            self._free.wait_for(lambda: not self._running)
            self._running += 1
        try:
            yield
        finally:
            with self._free:
                self._running -= 1
                self._waiting -= 1
                self._free.notify_all()
