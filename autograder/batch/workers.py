"""Where submissions run: threads of this process, or workers of a dask scheduler.

Threads, and no local cluster of dask's: the work is in the sandboxes, which are
processes of their own anyway; the threads share two fork servers, which take seconds
and half a gigabyte to start; and a scheduler on a port of this machine would run the
code of whoever has an account here.
"""

import contextlib
import functools
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

from ..errors import NoSandboxError, UnreachableError
from ..sandbox import fork_server, provisioner
from .job import Assignment, Outcome, Payload, execute, plain

ANSWER_WITHIN = 30  # seconds in which a scheduler must answer and have a worker

Submit = Callable[[Assignment, Payload], Future]


@contextlib.contextmanager
def workers(
    jobs: int, scheduler: str, unsafe: bool, code: str
) -> Iterator[tuple[Submit, int]]:
    """Yield a function that submits a call of `execute`, and how many run at once.

    `code` is the text of the assignment's notebooks, for `fork_server.expect`.
    """
    if scheduler:
        with _client(scheduler) as client:
            if not unsafe:
                _check_sandbox(_everywhere(client, provisioner.problem))
            pool = client.get_executor(pure=False)

            @functools.cache
            def sent(assignment: Assignment) -> Any:
                # A task, not a scattered value: that would be lost with its worker.
                return client.submit(_same, assignment, pure=False)

            def submit(assignment: Assignment, payload: Payload) -> Future:
                return pool.submit(execute, sent(assignment), payload)

            yield submit, sum(client.nthreads().values())
        return
    pool = ThreadPoolExecutor(jobs)
    try:
        if not unsafe:
            _check_sandbox({"": provisioner.problem()})
            fork_server.expect(code)
            _start_fork_servers()

        def submit_here(assignment: Assignment, payload: Payload) -> Future:
            return pool.submit(execute, assignment, payload)

        yield submit_here, jobs
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start_fork_servers() -> None:
    """Start those for kernels and for examiners, both at once.

    Raises:
        NoSandboxError: if one does not start.
    """
    with ThreadPoolExecutor() as pool:
        starting = [
            pool.submit(fork_server.shared, kind) for kind in ("kernel", "examiner")
        ]
    try:
        for server in starting:
            server.result()
    except (OSError, RuntimeError) as error:
        raise NoSandboxError(" ".join(str(error).split())) from None


@contextlib.contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """A client of a dask scheduler that has workers."""
    from distributed import Client
    from distributed.comm import get_address_host_port

    with contextlib.ExitStack() as stack:
        try:
            # First, as a client that never connected takes a minute to close.
            place = get_address_host_port(scheduler, strict=True)
            socket.create_connection(place, ANSWER_WITHIN).close()
            client = Client(scheduler, timeout=ANSWER_WITHIN, set_as_default=False)
            stack.enter_context(client)
            client.wait_for_workers(1, timeout=ANSWER_WITHIN)
        except (OSError, ValueError) as error:
            why = " ".join(str(error).split())
            raise UnreachableError(
                f"The scheduler {scheduler} does not answer or has no workers ({why})."
            ) from None
        yield client


def _everywhere(client: Any, function: Callable[[], str]) -> dict[str, str]:
    """What a function returns on each worker."""
    try:
        return client.run(function)
    except Exception as error:  # of any kind: it comes from another machine
        raise UnreachableError(
            f"A worker cannot grade: is this package installed there? ({error!r})"
        ) from None


def _check_sandbox(problems: dict[str, str]) -> None:
    """Raise NoSandboxError if a worker, or this process, has no sandbox."""
    for worker, problem in problems.items():
        if problem:
            raise NoSandboxError(f"{worker}: {problem}" if worker else problem)


def outcome_of(future: Future) -> Outcome:
    """The outcome of a submission; that its workers failed is one, too.

    Raises:
        UnreachableError: if the scheduler went away.
    """
    try:
        return future.result()
    except CancelledError:
        raise UnreachableError(
            "The scheduler went away: what is graded is saved. Start it and run this"
            " again."
        ) from None
    except Exception as error:  # such as dask's KilledWorker: it was tried again before
        failure = f"Its workers failed ({type(error).__name__}: {plain(str(error))})."
        return Outcome({}, failure, 0.0, "")


def _same(thing: Any) -> Any:
    return thing
