"""Sends messages of 50 MB, without end, and in them what is no output.

family: floods
honest: 3
harms itself: yes
"""

# %% perceptron
kernel = get_ipython().kernel
while True:
    kernel.session.send(
        kernel.iopub_socket,
        "stream",
        {"name": "stdout", "text": "x" * 50_000_000},
        parent=kernel.get_parent("shell"),
        ident=kernel._topic("stream"),
    )
