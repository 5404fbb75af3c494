"""Names of other libraries that are not public are there, as ARCHITECTURE.md says."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| `([\w.]+)(?:\((.*)\))?` \| .+ \| `(.+)` \|$", re.MULTILINE)
TABLE = (ROOT / "ARCHITECTURE.md").read_text("utf-8").rpartition("\n## ")[2]
ROWS = ROW.findall(TABLE)


def find(name: str) -> object:
    """What a dotted name stands for.

    Raises:
        AttributeError: if a part of it is gone.
    """
    parts = name.split(".")
    for k in range(len(parts) - 1, 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:k]))
        except ModuleNotFoundError:
            continue
        for part in parts[k:]:
            thing = getattr(thing, part)
        return thing
    raise AttributeError(name)


@pytest.mark.parametrize(("name", "parameters", "file"), ROWS, ids=lambda x: x[:60])
def test_what_is_borrowed_is_there(name, parameters, file):
    try:
        thing = find(name)
    except AttributeError:
        pytest.fail(f"{name} is gone: look at {file}")
    assert name.rpartition(".")[2] in (ROOT / file).read_text("utf-8"), "not used there"
    if callable(thing) and inspect.isfunction(thing):
        known = [p for p in inspect.signature(thing).parameters if p != "self"]
        assert known == [p for p in parameters.split(", ") if p], f"look at {file}"


def test_a_name_that_is_gone_is_told():
    with pytest.raises(AttributeError):
        find("json.decoder.NoSuchName")
    with pytest.raises(AttributeError):
        find("no_such_library.name")


def test_the_table_is_read_whole():
    assert len(ROWS) == TABLE.count("\n| `") > 25
