"""Stops and ends its own process group, and whoever outside belongs to it.

family: processes
honest: 3
harms itself: yes
"""

# %% perceptron
import os
import signal

for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
    os.killpg(0, number)
os.killpg(0, signal.SIGSTOP)
