"""Sends the examiner messages that are none: a length of 2^63, arrays of sizes that
overflow, of objects and of dates, nesting without end, text that is no text.

family: wire
honest: 3
harms itself: yes
"""

# %% perceptron
import itertools
import sys

wire = sys.modules.get("autograder.inside.wire")
ARRAYS = [
    ["a", "|O", [1], b"\x00" * 8],
    ["a", "<M8[s]", [1], b"\x00" * 8],
    ["a", "<f8", [2**32, 2**32], b""],
    ["a", "<f8", [-1], b"\x00" * 8],
    ["a", "<f8", [0, 2**62], b""],
    ["a", ["<f8", "<f8"], [1], b"\x00" * 16],
    ["a", "(4,)<f8", [1], b"\x00" * 32],
    ["h", "parameter", "yes", "<i8", [1], b"\x00" * 8],
    ["r", 10**9, "a", True],
    ["N", "__builtins__"],
    ["f", 0],
    ["l", [[]]],
    ["s", ["d"]],
    ["i", "-0x" + "f" * 100_000],
    ["c", "nan", []],
    ["y", "O"],
    ["Y", "load"],
    {"a": 1},
    [],
]
arrays = itertools.cycle(ARRAYS)


def answer(self, request):
    import msgpack

    turn = next(arrays)
    if turn == []:
        self.sock.sendall(b"\xff" * 100)
    elif turn == {"a": 1}:
        wire.send(self.sock, b"\x91" * 2**20)
    else:
        wire.send(self.sock, msgpack.packb(["t", "value", turn, ["l"]]))


if wire:
    sys.modules["autograder.inside.agent"].Agent.answer = answer
