"""Shows 200 pictures of half a megabyte that are no pictures.

family: bombs
honest: 3
harms itself: yes
"""

# %% after fires
from IPython.display import display

for _ in range(200):
    display({"image/png": "A" * 2**19}, raw=True)
