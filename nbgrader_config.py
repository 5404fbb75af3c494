"""nbgrader runs from the repository root: source/, release/, then submitted/ and on.

It finds this file only here. Each setting says why it is not nbgrader's own.
"""

import logging
import os
import sys
import warnings
from pathlib import Path

from autograder.authoring.workspace import role_in
from autograder.hooks import stock

ROOT = Path(__file__).resolve().parent

# nbgrader calls `alembic` by name for each new gradebook, also where .venv is not
# activated.
bin_folder = str(Path(sys.executable).parent)
os.environ["PATH"] = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "nn-fundamentals"
c.CourseDirectory.root = str(ROOT)  # must be absolute
c.Exchange.root = str(ROOT / "exchange")

c.ExecutePreprocessor.timeout = 60  # seconds a cell
c.ExecutePreprocessor.iopub_timeout = 30  # 4 are too few on a busy machine
c.ExecutePreprocessor.shutdown_kernel = "immediate"  # saves 1.5 s a submission
# A kernel warns that local connections are not encrypted, once a submission.
c.ExecutePreprocessor.extra_arguments = ["--log-level=ERROR"]

# nbgrader runs the tests where the student's code runs, and that code then decides the
# score. Here a sandbox runs the code, and the tests run outside of it.
c.Autograde.autograde_preprocessors = [
    "autograder.hooks.execute.IsolatedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.hooks.marks.SaveMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# A student validates in one kernel, with the tests that lie in the notebook. With
# COURSE_ROLE=instructor, which `make lab ROLE=instructor` sets for its terminals too,
# validating is grading: it runs the hidden tests and shows them. Without a role there
# is a student: who opens the course without make has none.
try:
    role = role_in(os.environ)
except ValueError as error:
    sys.exit(str(error))
if role == "instructor":
    from autograder.hooks import validate

    validate.install()

# Where tests share the kernel with the answers, any text on stderr gets 0 points. A
# warning is printed there, and only the first time: a right answer would lose some
# points, depending on the order.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?s)."

# Who has an older copy of a problem set must not be accused of what changed since.
c.GenerateAssignment.exporter_class = "autograder.hooks.releases.KeepingExporter"

# nbgrader refuses new tests once there are submissions, after it removed the release.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "autograder.hooks.cells.SaveChangedCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader reads [ and ] in the names of folders as patterns, and finds nothing; and a
# comma in a name moves the columns of its table.
stock.read_names_as_names(str(ROOT))
c.ExportApp.plugin_class = "autograder.hooks.stock.CsvExport"

# nbgrader stops at some files that students hand in, and trusts the others.
c.Autograde.exporter_class = "autograder.hooks.exporter.RebuildingExporter"

# What a student wrote must not run in a page, of the feedback or of formgrader.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.preprocessors = ["autograder.hooks.feedback.PlainOutputs"]
c.HTMLExporter.filters = {
    "clean_html": "autograder.hooks.feedback.clean_html",
    "markdown2html": "autograder.hooks.feedback.clean_markdown",
    "highlight_code": "autograder.hooks.feedback.Highlight",
    "ansi2html": "autograder.hooks.feedback.ansi2html",
    "strip_files_prefix": "autograder.hooks.feedback.strip_files_prefix",
}

# nbgrader shows the hidden tests in the feedback.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.hooks.feedback.HideHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]


# nbgrader was written for an older SQLAlchemy; the gradebook is right all the same.
warnings.filterwarnings("ignore", "Object of type <Submitted")


def _news(record: logging.LogRecord) -> bool:
    """Each cell with hidden tests differs from the released one, in each submission."""
    return "Attribute 'checksum' for cell" not in record.getMessage()


logging.getLogger("AutogradeApp").addFilter(_news)
