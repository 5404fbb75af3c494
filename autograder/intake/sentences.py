"""What is said of a hand-in: sentences about names that a student may have made up."""

from pathlib import Path

MAX_NAMED = 5  # names in one sentence


def sentence(names: list, what: str, kind: str = "cell") -> str:
    """A sentence about some names; of many, the first few."""
    if len(names) > 1:
        return f"The {kind}s {listed(names)} {what.format(was='were', are='are')}."
    return f"The {kind} {listed(names)} {what.format(was='was', are='is')}."


def listed(names: list) -> str:
    """Some names in a row; of many, the first few."""
    shown = [quoted(name) for name in names[:MAX_NAMED]]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def quoted(name: Path | str) -> str:
    """A name in a sentence; a student may have made it up."""
    text = name.name if isinstance(name, Path) else repr(name)
    return text if text.isprintable() and len(text) < 80 else repr(text)[:80]
