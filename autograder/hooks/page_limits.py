"""What the making of one page may cost: of each text, and of the page as a whole.

Cleaning, Markdown and highlighting take quadratic time for some texts, and the texts
are students'. What is too long or takes too long is shown as it was written: no hand-in
keeps the pages of the others waiting.
"""

import gc
import signal
import threading
from collections.abc import Callable
from time import process_time

TEXT_SECONDS = 3.0  # of CPU time, for one text
PAGE_SECONDS = 20.0  # for all texts of a page
# Tags and signs such as &lt; in a page: nbconvert reads all of it once more in the end.
PAGE_MARKS = 300_000
NOT_SHOWN = "[Not shown: this page is too long. It stands in the notebook.]"


class _LateError(BaseException):
    """Raised when the time is over. It is no Exception: libraries catch those."""


class _Page:
    """The page that is being made, and the CPU seconds and marks left for it."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A new page has its whole time and room."""
        self.seconds, self.marks = PAGE_SECONDS, PAGE_MARKS
        self.busy = False  # a filter can call another
        self.timed = False  # the alarm may break off what runs now


_page = _Page()


def begin() -> None:
    """Give the next page its whole time and room."""
    _page.begin()


def bounded(
    make: Callable[[str], str], plain: Callable[[str], str], text: str, most: int
) -> str:
    """HTML of a text by `make`, or by `plain`, which is linear, where that costs much.

    Where the page is full, it is one sentence that says so.

    Args:
        make: gives HTML. It is broken off after TEXT_SECONDS of CPU time, or when the
            page's time is over; outside the main thread it cannot be.
        plain: gives HTML too.
        text: anybody's.
        most: characters; of a longer text no more than `plain` is tried.
    """
    if _page.busy:
        return make(text)
    made = _made(make, plain, text, most)
    marks = made.count("<") + made.count("&")
    if marks > _page.marks:
        return NOT_SHOWN
    _page.marks -= marks
    return made


def _made(
    make: Callable[[str], str], plain: Callable[[str], str], text: str, most: int
) -> str:
    if len(text) > most or _page.seconds <= 0:
        return plain(text)
    start, seconds = process_time(), min(TEXT_SECONDS, _page.seconds)
    _page.busy = True
    try:
        return _within(seconds, make, text)
    except _LateError:
        start -= seconds  # the timer's clock and this one may differ a little
        return plain(text)
    finally:
        _page.busy = False
        _page.seconds -= process_time() - start


def _within(seconds: float, make: Callable[[str], str], text: str) -> str:
    if threading.current_thread() is not threading.main_thread():
        return make(text)
    if not hasattr(signal, "setitimer"):  # Windows, where nobody grades
        return make(text)
    before, collects = signal.signal(signal.SIGVTALRM, _raise), gc.isenabled()
    gc.disable()  # what is raised in a callback of the collector breaks nothing off
    try:
        _page.timed = True
        # Again and again: a library may catch what it does not know.
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)
        return make(text)
    finally:
        _page.timed = False  # an alarm that is on its way comes too late
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()


def _raise(number: int, frame: object) -> None:
    if _page.timed:
        raise _LateError
