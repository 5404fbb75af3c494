"""How the course looks in JupyterLab.

COURSE_ROLE says who opens it: `student` (also when it is not set) or `instructor`. What
each sees is in assets/jupyterlab/<role>/; a reader's own settings still come on top.

JupyterLab does not look for this file in the folder where it is started: `make lab`
names it with --config, and so must you if you start `jupyter lab` yourself.
"""

import os
import sys
from pathlib import Path

from nbformat import read
from nbformat.sign import NotebookNotary

from autograder.workspace import lay_out

ROOT = Path(__file__).resolve().parent
ROLES = ("student", "instructor")


def trust(notebooks: list[Path]) -> None:
    """Sign notebooks that the course made, so that their stored pictures are shown."""
    notary = NotebookNotary()
    for path in notebooks:
        notary.sign(read(path, as_version=4))
    notary.store.close()


role = os.environ.get("COURSE_ROLE", "student")
if role not in ROLES:
    sys.exit(f"COURSE_ROLE is '{role}': it can be {' or '.join(ROLES)}.")

c = get_config()  # noqa: F821
c.ServerApp.root_dir = str(ROOT)
c.LabApp.default_url = "/lab/tree/notebooks/start.md"
c.LabApp.app_settings_dir = str(ROOT / "assets" / "jupyterlab" / role)
# Open tabs belong to this course and this role, not to the reader's other projects.
c.LabApp.workspaces_dir = str(ROOT / ".jupyter" / role)
# Nothing is fetched from outside: the course works on a laptop without a network.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"

try:
    lay_out(ROOT)
    if role == "instructor":
        (ROOT / "exchange").mkdir(exist_ok=True)  # nbgrader's lists want it to exist
    trust([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("release/*/*.ipynb")])
except OSError as error:
    sys.exit(f"The course's folder could not be prepared: {error}")
