"""Hands in every file that some tool reads by itself: sitecustomize.py, conftest.py, a
.pth file, configurations of IPython, Jupyter and nbgrader, each of which calls out.

family: files
honest: 3
harms itself: no
"""

# %% files
CALL = "import socket; socket.create_connection(('127.0.0.1', 48731))\n"
NAMES = """
sitecustomize.py usercustomize.py conftest.py evil.pth nbgrader_config.py
ipython_config.py ipython_kernel_config.py jupyter_config.py jupyter_nbconvert_config.py
profile_default/startup/00.py .ipython/profile_default/startup/00.py __init__.py
msgpack.py zmq.py traitlets.py cloudpickle.py autograder/__init__.py
"""


def hand_in(folder, notebook):
    for name in NAMES.split():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CALL, encoding="utf-8")
