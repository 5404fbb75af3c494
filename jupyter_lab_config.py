"""How the course looks in JupyterLab.

COURSE_ROLE says who opens it: `student` (also when it is not set) or `instructor`. What
each sees is in assets/jupyterlab/<role>/; a reader's own settings still come on top.

JupyterLab does not look for this file in the folder where it is started: `make lab`
names it with --config, and so must you if you start `jupyter lab` yourself.
"""

import os
import sys
from pathlib import Path

from autograder.authoring.workspace import broken_settings, prepare, role_in

ROOT = Path(__file__).resolve().parent

try:
    role = role_in(os.environ)
except ValueError as error:
    sys.exit(str(error))

c = get_config()  # noqa: F821
c.ServerApp.root_dir = str(ROOT)
c.LabApp.default_url = "/lab/tree/notebooks/start.md"
c.LabApp.extra_labextensions_path = [str(ROOT / "notebooks/nncourse/labextension")]
# Open tabs belong to this course and this role, not to the reader's other projects.
c.LabApp.workspaces_dir = str(ROOT / ".jupyter" / role)
# Nothing is fetched from outside: the course works on a laptop without a network.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"

told = broken_settings(ROOT, role)
if not told:
    c.LabApp.app_settings_dir = str(ROOT / "assets" / "jupyterlab" / role)
for sentence in told + prepare(ROOT, role):
    print(sentence, file=sys.stderr)
