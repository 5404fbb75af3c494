"""What the page's halves of all widgets are made of."""

import re
from pathlib import Path

IMPORT = re.compile(
    r'^import \{[^}]*\} from "(?:\.{1,2}/)+[\w/]+\.js";\n', re.MULTILINE
)


def one_module(*paths: Path) -> str:
    """ES modules joined to one: anywidget and a saved page want a single file.

    Args:
        paths: each before those that import it. Their names must not clash.
    """
    return IMPORT.sub("", "\n".join(path.read_text("utf-8") for path in paths))
