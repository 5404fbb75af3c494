"""What a machine still has to give is read where it stands, also in a container."""

import pytest

from autograder.sandbox import memory


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Writes the files of a machine."""
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(memory, "VMSTAT", tmp_path / "vmstat")
    monkeypatch.setattr(memory, "CGROUP", tmp_path)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_text(text, encoding="utf-8")

    write(meminfo="MemTotal:  8000 kB\nMemAvailable:    6000 kB\n", vmstat="oom_kill 2")
    return write


def test_without_a_container_it_is_what_the_system_says(machine):
    assert memory.available() == 6000 * 1024
    assert memory.killed() == 2


def test_a_container_may_have_less_and_its_cache_can_be_had(machine):
    machine(memory_max="1000\n", memory_current="900\n")
    assert memory.available() == 100
    machine(
        memory_stat="anon 5\ninactive_file 200\nactive_file 100\n",
        memory_events="oom_kill 1\n",
    )
    assert memory.available() == 400
    assert memory.killed() == 3
    machine(memory_max="max\n")
    assert memory.available() == 6000 * 1024


def test_without_these_files_there_is_no_limit(tmp_path, monkeypatch):
    for name in ("MEMINFO", "VMSTAT", "CGROUP"):
        monkeypatch.setattr(memory, name, tmp_path / "none")
    assert memory.available() > 2**60
    assert memory.killed() == 0
