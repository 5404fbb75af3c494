"""Opens 420 widgets whose states have 16 MB each.

family: floods
honest: 3
harms itself: yes
"""

# %% perceptron
kernel = get_ipython().kernel
state = {"state": {"value": "x" * 2**24}, "method": "update"}
for number in range(420):
    kernel.session.send(
        kernel.iopub_socket,
        "comm_open",
        {"comm_id": str(number), "target_name": "jupyter.widget", "data": state},
        parent=kernel.get_parent("shell"),
        ident=kernel._topic("comm_open"),
    )
