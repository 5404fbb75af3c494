"""Joins the JavaScript files of a widget to the one module that its page loads."""

import re
from pathlib import Path

IMPORT = re.compile(
    r'^import \{[^}]*\} from "(?:\.{1,2}/)+[\w/]+\.js";\n', re.MULTILINE
)


def one_module(*paths: Path) -> str:
    """The text of ES modules, joined to one: anywidget wants a single file.

    Args:
        paths: each before those that import it. Their names must not clash.
    """
    return IMPORT.sub("", "\n".join(path.read_text("utf-8") for path in paths))
