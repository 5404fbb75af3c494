"""Sends messages whose signatures and types have megabytes, with colors for a terminal.

family: floods
honest: 3
harms itself: yes
"""

# %% perceptron
kernel = get_ipython().kernel
words = "\x1b[2J\x1b]0;REDTEAM\x07" + "x" * 4_000_000
plain_sign = kernel.session.sign
kernel.session.send(
    kernel.iopub_socket, words, {}, parent=kernel.get_parent("shell"), ident=b"x"
)
kernel.session.sign = lambda parts: words.encode()
for _ in range(50):
    kernel.session.send(
        kernel.iopub_socket, "status", {}, parent=kernel.get_parent("shell"), ident=b"x"
    )
kernel.session.sign = plain_sign
