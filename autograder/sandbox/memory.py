"""How much memory a machine still has to give, and whether it ran out.

A container has a limit of its own, which /proc/meminfo does not know.
"""

import contextlib
from pathlib import Path

MEMINFO, VMSTAT = Path("/proc/meminfo"), Path("/proc/vmstat")
CGROUP = Path("/sys/fs/cgroup")  # of version 2: inside a container, its own


def available() -> int:
    """Bytes that processes could still be given; without Linux, more than any."""
    free = [_fields(MEMINFO).get("MemAvailable:", 2**53) * 1024]
    with contextlib.suppress(OSError, ValueError):  # there is no limit, or "max"
        most = int((CGROUP / "memory.max").read_text(encoding="utf-8"))
        used = int((CGROUP / "memory.current").read_text(encoding="utf-8"))
        kept = _fields(CGROUP / "memory.stat")  # what the system gives up when asked
        cache = kept.get("inactive_file", 0) + kept.get("active_file", 0)
        free.append(most - used + cache)
    return min(free)


def killed() -> int:
    """How many processes the system has ended for want of memory, since it runs."""
    events = _fields(CGROUP / "memory.events").get("oom_kill", 0)
    return events + _fields(VMSTAT).get("oom_kill", 0)


def _fields(path: Path) -> dict[str, int]:
    """The numbers of a file with a name and a number in each line."""
    found = {}
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, rest = line.partition(" ")
            with contextlib.suppress(ValueError, IndexError):
                found[name] = int(rest.split()[0])
    return found
