"""Waiting on a busy machine: as long as something moves, and not by the clock.

A wait gives up when nothing at all has changed for STILL seconds, or when processes
have computed for LONG seconds without any progress: a loop without end. Seconds of a
clock alone say how busy a machine is, and not whether a test fails.

    until(lambda: path.exists(), cpu=lambda: spent(process.pid))

SLOWLY in the environment multiplies both, for a machine that is slower still.
"""

import os
import time
from collections.abc import Callable, Iterable

import psutil  # comes with ipykernel

FACTOR = float(os.environ.get("SLOWLY", "1"))
STILL = 120 * FACTOR  # seconds of the clock without a change
LONG = 300 * FACTOR  # seconds of the processor without progress
# For what can be told no progress: calls that take a number of seconds, and no more.
SECONDS = 600 * FACTOR
IDLE = 0.02  # of a processor: what servers and kernels take while they only wait
LOOK = 1.0  # seconds from one look to the next: to count CPU time costs some
SHORT, LONGER = 0.05, 1.2  # seconds of the first pause, and by how much each next grows


class StuckError(AssertionError):
    """What was waited for has not come, and nothing moves any more."""


def until(
    condition: Callable[[], object],
    progress: Callable[[], object] = lambda: None,
    cpu: Callable[[], float] = time.process_time,
    *,
    pause: Callable[[float], object] = time.sleep,
    what: str = "it did not come true",
):
    """Wait until a condition is true, and return what it is.

    Args:
        condition: is asked again and again.
        progress: anything that changes as the awaited comes nearer, such as a number
            of finished cells.
        cpu: CPU seconds of those who work on it. While they grow by whole seconds,
            somebody works; so they should not count who waits.
        pause: waits for some seconds.
        what: is said when it fails.

    Raises:
        StuckError: if nothing has changed for too long.
    """
    watch, look, rest = None, time.monotonic() + LOOK, SHORT
    while not (found := condition()):
        if time.monotonic() > look:
            watch = watch or Watch(progress, cpu)
            if stuck := watch.look():
                raise StuckError(f"{what}: {stuck}")
            look = time.monotonic() + LOOK
        # To ask costs the machine that is waited for: who waits long asks less often.
        pause(rest)
        rest = min(LONGER * rest, LOOK / 2)
    return found


class Watch:
    """Sees whether anything moves.

    Args:
        progress: changes as the awaited comes nearer.
        cpu: CPU seconds of those who work on it.
    """

    def __init__(self, progress: Callable[[], object], cpu: Callable[[], float]):
        self.progress, self.cpu = progress, cpu
        self.seen, self.used = progress(), cpu()  # at the last progress
        self.moved, self.counted = time.monotonic(), self.used  # at the last change

    def look(self) -> str:
        """What is wrong, if something is, in words; otherwise an empty text."""
        now, used, seen = time.monotonic(), self.cpu(), self.progress()
        if used < self.counted:  # a process has ended, and took its seconds away
            self.used -= self.counted - used
            self.moved, self.counted = now, used
        if seen != self.seen:
            self.seen, self.used = seen, used
            self.moved, self.counted = now, used
        elif used >= self.counted + 1 + IDLE * (now - self.moved):
            self.moved, self.counted = now, used
        if now - self.moved > STILL:
            return f"nothing moves, at {seen!r}"
        if used - self.used > LONG:
            return f"it computes without end, at {seen!r}"
        return ""


def slowness(seconds: float = 0.2) -> float:
    """How many times longer than its own CPU time a computation takes here and now."""
    begin, used = time.perf_counter(), time.thread_time()
    while time.thread_time() - used < seconds:
        pass
    return max(1.0, (time.perf_counter() - begin) / seconds)


def started() -> float:
    """CPU seconds of all that this process has started, and not its own."""
    return spent(*(child.pid for child in psutil.Process().children()))


def spent(*processes: int) -> float:
    """CPU seconds of processes, and of all that they have started and that lives."""
    return sum(map(_spent, _family(processes)))


def _family(numbers: Iterable[int]) -> set[psutil.Process]:
    found = set()
    for number in numbers:
        try:
            process = psutil.Process(number)
            found |= {process, *process.children(recursive=True)}
        except psutil.NoSuchProcess:
            continue
    return found


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:  # it has ended meanwhile
        return 0.0
    return times.user + times.system
