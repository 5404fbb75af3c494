"""Pictures in texts: which can be shown in a page, and what stands for the others.

Nothing is decoded here: a browser does that, on the machine of who looks. What is not
certainly a picture that browsers show is named in its place, so that there is neither a
failing page nor a gap that nobody sees. An SVG is shown as a picture, too: scripts in
it do not run there, and it loads nothing.
"""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from nbconvert.filters.markdown_mistune import IPythonRenderer

SHOWN = ("png", "jpeg", "gif", "webp", "avif", "bmp", "svg+xml")
LEAST = 8  # bytes: no picture is shorter
MOST = 100  # pictures in a cell
# How files begin; of some, a mark stands a little later.
SIGNS = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF8", "gif"),
    (8, b"WEBP", "webp"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypavis", "avif"),
    (0, b"BM", "bmp"),
)
INLINE = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=]{400,})")
MARKDOWN = re.compile(
    r"(!\[[^\]\n]{0,1000}\]\()[ <]*([^()\s<>]+(?:\([^()\n]*\)[^()\s<>]*)*)(?=[ >)])"
)
HTML = re.compile(r"""(<img\b[^<>]*?\ssrc\s*=\s*["']?)([^"'\s>]+)""", re.IGNORECASE)
IMG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
UNKNOWN = re.compile(r"\]\(attachment:([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
GONE = "it is not in the notebook that was handed in"
BAD = "it is damaged, or no kind of picture that pages show: PNG and JPEG are"
ELSEWHERE = "it lies elsewhere, and pages load nothing from there"
MISSING = "it is not among what was handed in"


def kind_of(data: bytes) -> str:
    """The media type of a picture that browsers show; "" if it is none."""
    if len(data) < LEAST:
        return ""
    for place, sign, kind in SIGNS:
        if data[place:].startswith(sign):
            return f"image/{kind}"
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "image/svg+xml" if head.startswith(b"<") and b"<svg" in head else ""


def bundle(data: Any) -> dict[str, str]:
    """One picture as an attachment, from its text in base 64; empty if it is none."""
    if isinstance(data, list) and all(isinstance(part, str) for part in data):
        data = "".join(data)
    if not isinstance(data, str):
        return {}
    if data.lstrip().startswith("<"):  # an SVG, as it is
        raw = data.encode("utf-8", "replace")
    else:
        text = "".join(data.split())
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            return {}
    kind = kind_of(raw)
    return {kind: base64.b64encode(raw).decode()} if kind else {}


def attachments(given: Any) -> dict[str, dict[str, str]]:
    """What can be kept of a cell's attachments: pictures, by name."""
    if not isinstance(given, dict):
        return {}
    kept = {}
    for name, data in list(given.items())[:MOST]:
        if isinstance(data, dict) and _is_name(name):
            found = [bundle(d) for k, d in data.items() if str(k).startswith("image/")]
            kept[name] = next(filter(None, found), {})
    return kept


def _is_name(name: str) -> bool:
    """Whether a name has nothing but what is seen; some systems write odd blanks."""
    seen = all(c.isprintable() or unicodedata.category(c) == "Zs" for c in name)
    return seen and 0 < len(name) < 300


def without_inline(text: str) -> tuple[str, dict[str, dict[str, str]]]:
    """A text whose long pictures in base 64 have become attachments, and those."""
    found: dict[str, dict[str, str]] = {}

    def attached(match: re.Match) -> str:
        name = f"inline-{len(found) + 1}"
        found[name] = bundle(match[1])
        return f"attachment:{name}"

    return INLINE.sub(attached, text), found


def with_files(
    text: str, read: Callable[[str], bytes | None]
) -> tuple[str, dict[str, dict[str, str]]]:
    """A text whose pictures in files have become attachments, and those.

    Args:
        text: of a cell.
        read: gives the content of a file, by its path; None if there is none.
    """
    found: dict[str, dict[str, str]] = {}

    def attached(match: re.Match) -> str:
        path = unquote(html.unescape(match[2]))
        if ":" in path or path.startswith("/"):
            return match[0]
        if (data := read(path.removeprefix("./"))) is None:
            return match[0]
        name = f"{len(found) + 1}-{PurePosixPath(path).name}"
        found[name] = bundle(base64.b64encode(data).decode())
        return f"{match[1]}attachment:{quote(name)}"

    return HTML.sub(attached, MARKDOWN.sub(attached, text)), found


class Renderer(IPythonRenderer):
    """Shows the pictures of a text, or names them in their place."""

    def __init__(self, given: Mapping[str, Any]):
        super().__init__(escape=False, exclude_anchor_links=True)
        self.pictures: dict[str, tuple[str, str]] = {}
        for name, data in attachments(dict(given)).items():
            found = next(iter(data.items()), None)
            source = f"data:{found[0]};base64,{found[1]}" if found else ""
            self.pictures[name] = (source, name)

    def plain(self, text: str) -> str:
        """A text in which attachments have names that Markdown can read."""
        names = sorted(self.pictures, key=len, reverse=True)
        for number, name in enumerate(names):
            simple = f"picture-{number}-"
            self.pictures[simple] = self.pictures[name]
            for written in {name, quote(name), quote(name, "/()"), _blanks(name)}:
                text = text.replace(f"attachment:{written})", f"attachment:{simple})")
                text = re.sub(
                    rf"attachment:{re.escape(written)}(?=[\s\"'>])",
                    f"attachment:{simple}",
                    text,
                )

        def missing(match: re.Match) -> str:
            if match[1] in self.pictures:
                return match[0]
            simple = f"missing-{len(self.pictures)}-"
            self.pictures[simple] = ("", unquote(match[1]))
            return f"](attachment:{simple})"

        return UNKNOWN.sub(missing, text)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture in Markdown."""
        source, name, why = self._source(url)
        if why:
            return _instead(name, why)
        return super().image(text or html.escape(name), source, title)

    def block_html(self, html: str) -> str:
        """Tags that stand alone."""
        return super().block_html(IMG.sub(self._tag, html))

    def inline_html(self, html: str) -> str:
        """Tags in a line."""
        return super().inline_html(IMG.sub(self._tag, html))

    def _tag(self, tag: re.Match) -> str:
        found = HTML.search(tag[0])
        if not found:
            return _instead("without a source", MISSING)
        source, name, why = self._source(html.unescape(found[2]))
        return _instead(name, why) if why else tag[0].replace(found[2], source)

    def _source(self, url: str) -> tuple[str, str, str]:
        """Where a picture is to come from, its name, and why it is not shown, or ""."""
        if url.startswith("data:"):
            head, _, data = url.partition(",")
            found = next(iter(bundle(unquote(data)).items()), None)
            if "base64" not in head or not found:
                return "", "in the text", BAD
            return f"data:{found[0]};base64,{found[1]}", "picture", ""
        if not url.startswith("attachment:"):
            return "", unquote(url), ELSEWHERE if ":" in url else MISSING
        name = url.removeprefix("attachment:")
        source, shown = self.pictures.get(name) or self.pictures.get(
            unquote(name), ("", "")
        )
        if not shown:
            return "", unquote(name), GONE
        missing = name.startswith("missing-")
        return source, shown, "" if source else GONE if missing else BAD


def _blanks(name: str) -> str:
    return name.replace(" ", "%20")


def _instead(name: str, why: str) -> str:
    """What stands in the place of a picture."""
    return f"<em>[picture {html.escape(name[:200])}: {why}]</em>"
