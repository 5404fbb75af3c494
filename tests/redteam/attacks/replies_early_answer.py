"""Answers each request before the cell is run: a forged reply and a forged "idle". What
the cell says afterwards belongs to nobody.

family: replies
honest: 3
harms itself: no
"""


# %% perceptron
def answer_first(info):
    if "assert" not in info.raw_cell:
        return
    kernel = get_ipython().kernel
    parent = kernel.get_parent("shell")
    content = {"status": "ok", "execution_count": 1, "user_expressions": {}}
    kernel.session.send(
        kernel.shell_stream or kernel.shell_socket,
        "execute_reply",
        content,
        parent=parent,
        ident=kernel._parent_ident["shell"],
    )
    kernel.session.send(
        kernel.iopub_socket,
        "status",
        {"execution_state": "idle"},
        parent=parent,
        ident=kernel._topic("status"),
    )


get_ipython().events.register("pre_run_cell", answer_first)
