"""Why nothing can be graded, and what to do: each is one sentence for a person."""


class GradingError(Exception):
    """Nothing can be graded; `code` is what the command then ends with."""

    code = 2


class NoSandboxError(GradingError):
    """There is no sandbox."""

    code = 3


class UnreachableError(GradingError):
    """A gradebook, scheduler or worker does not answer."""

    code = 4
