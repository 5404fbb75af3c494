"""Lays answers in the examiner's socket, files and a process in the sandbox, then ends
its kernel, so that the fresh one might find them.

family: exits
honest: 3
harms itself: no
"""

# %% after imports
import glob
import os
import socket

if not os.path.exists("/tmp/planted"):
    for place in ("/tmp", "/dev/shm", os.getcwd()):
        with open(f"{place}/planted", "w", encoding="utf-8") as file:
            file.write("planted")
        with open(f"{place}/numpy.py", "w", encoding="utf-8") as file:
            file.write("raise SystemExit('planted')")
    ways = []
    for path in glob.glob("/tmp/*/examiner"):
        for _ in range(100):
            way = socket.socket(socket.AF_UNIX)
            way.setblocking(False)
            try:
                way.connect(path)
                way.send(b"\x00\x00\x00\x00\x00\x00\x00\x02[]" * 100)
            except OSError:
                break
            ways.append(way)
    if os.fork():
        os._exit(0)
    import time

    time.sleep(600)

# %% after fires
import os

if os.path.exists("/tmp/planted") or os.path.exists("planted"):
    del fires
