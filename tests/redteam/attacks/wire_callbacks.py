"""Asks the examiner to call functions: some that nobody passed, and again and again.

family: wire
honest: 3
harms itself: yes
"""

# %% perceptron
import sys

wire = sys.modules.get("autograder.inside.wire")


def answer(self, request):
    import msgpack

    for number in range(-10_000, 10_000):
        call = ["t", "callback", number, ["l", "print"], ["d"]]
        wire.send(self.sock, msgpack.packb(call))


if wire:
    sys.modules["autograder.inside.agent"].Agent.answer = answer
