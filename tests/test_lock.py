"""requirements.txt pins what pyproject.toml names, once, without CUDA or an index."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "requirements.txt").read_text("utf-8")
LINES = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
PINNED = {name: pin for line in LINES for name, _, pin in [line.partition("==")]}


def test_every_dependency_is_pinned_to_a_version_it_allows():
    for text in sum(EXTRAS, PROJECT["project"]["dependencies"]):
        named = Requirement(text)
        pin = PINNED[canonicalize_name(named.name)].partition(" ")[0]
        assert named.specifier.contains(pin), f"{text}: the lock has {pin}"


def test_every_line_is_one_pin():
    for line in LINES:
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.!+]+( ; .+)?", line), line
    assert len(LINES) == len(PINNED), "a package stands there twice"


def test_no_cuda():
    left_out = set(PROJECT["tool"]["uv"]["exclude-dependencies"])
    assert not left_out & PINNED.keys()
    assert not [name for name in PINNED if re.match("nvidia|cuda|triton", name)]
