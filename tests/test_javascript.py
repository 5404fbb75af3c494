"""What `make lint` holds of the page's JavaScript: it must report each slip here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OXLINT = Path(sys.executable).with_name("oxlint")
FILES = {
    "other.js": "export const known = 3;",
    "back.js": 'import { a } from "./slip.js";\nexport const back = () => a;',
    "slip.js": 'import { known } from "./other.js";\nexport const a = known;',
}
SLIPS = {
    "import/named": 'import { gone } from "./other.js";\nexport const a = gone;',
    "import/no-cycle": 'import { back } from "./back.js";\nexport const a = back;',
    "eslint/no-unused-vars": 'import { known } from "./other.js";',
    "eslint/no-undef": "export const a = missing;",
    "eslint/no-shadow": "export const a = (x) => [1].map((x) => x);",
    "eslint/eqeqeq": "export const a = (x) => x == 3;",
}


def lint(folder: Path, slip: str) -> subprocess.CompletedProcess:
    """Lint three files by the course's own rules, with this text in slip.js."""
    for name, text in (FILES | {"slip.js": slip}).items():
        (folder / name).write_text(text, "utf-8")
    return subprocess.run(
        [OXLINT, "--config", ROOT / ".oxlintrc.json", "--format=unix", "."],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


def test_what_is_right_passes(tmp_path):
    run = lint(tmp_path, FILES["slip.js"])
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("rule", SLIPS)
def test_a_slip_is_reported(tmp_path, rule):
    run = lint(tmp_path, SLIPS[rule])
    plugin, name = rule.split("/")
    assert run.returncode == 1
    assert f"{plugin}({name})" in run.stdout
