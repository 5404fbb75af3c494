"""Answers requests that nobody made, without end, as long as its own cell runs.

family: floods
honest: 3
harms itself: yes
"""

# %% perceptron
kernel = get_ipython().kernel
while True:
    kernel.session.send(
        kernel.shell_stream or kernel.shell_socket,
        "execute_reply",
        {"status": "ok", "user_expressions": {}},
        ident=kernel._parent_ident["shell"],
    )
