"""Adds twelve cells that take two seconds each: each stays below the limit for a cell.

family: loops
honest: 3
harms itself: yes
"""

# %% after fires
import time

time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)

# %% after fires
time.sleep(2)
