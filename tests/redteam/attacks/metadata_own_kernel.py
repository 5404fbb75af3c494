"""Asks to be run by a kernel that is a program of its own: it names /bin/true.

family: metadata
honest: 3
harms itself: yes
"""

# %% files
import json

import nbformat


def hand_in(folder, notebook):
    spec = {"argv": ["/bin/true"], "display_name": "true", "language": "python"}
    kernel = folder / "kernels" / "true"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    notebook.metadata.kernelspec = {"name": "true", "display_name": "true"}
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
