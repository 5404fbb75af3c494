"""A hand-in is read without trust and built anew: files in, a notebook out."""

from ..old_names import forward

_exporter = forward(f"{__name__}.RebuildingExporter", "autograder.hooks.exporter")


def __getattr__(name: str):
    if name != "RebuildingExporter":  # what it was called before
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _exporter(name)
