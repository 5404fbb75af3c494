"""Hands in a link to /dev/zero beside the notebook: a file that is copied has no end.

family: files
honest: 3
harms itself: yes
"""


# %% files
def hand_in(folder, notebook):
    (folder / "data.bin").symlink_to("/dev/zero")
