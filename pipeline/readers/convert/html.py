"""Web pages under a document's name, made harmless for the converter: text, tables and their looks, nothing
to fetch or run."""

import email
import email.policy
import re
from typing import Final

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from pipeline.errors import ReadError
from schemas.said import Said

# What loads, runs or shows something that is no text.
_DROPPED: Final = (
    "script",
    "noscript",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "link",
    "base",
    "img",
    "image",
    "svg",
    "video",
    "audio",
    "source",
    "track",
    "picture",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "xml",
    "meta",
)
_KEPT_ATTRIBUTES: Final = frozenset(
    (
        "align",
        "valign",
        "width",
        "colspan",
        "rowspan",
        "border",
        "cellpadding",
        "cellspacing",
        "face",
        "size",
        "color",
        "style",
        "class",
        "start",
        "type",
        "value",
        "dir",
        "lang",
        "nowrap",
    )
)
_REFERENCE: Final = re.compile(r"@import[^;]{0,2000};?|url\s*\([^)]{0,2000}\)?", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_HEAD: Final = 4096


def is_web_archive(head: bytes) -> bool:
    """Whether a file that begins so is a web page with its parts in one mail message (MHTML, "single file web
    page")."""
    start = head[:_HEAD].lstrip().lower()
    return start.startswith((b"mime-version:", b"from:", b"subject:")) and b"multipart/related" in start


def harmless_page(data: bytes) -> bytes:
    """The page of `data` (HTML, or a web archive that holds one) in UTF-8, with nothing in it to fetch or
    run.

    Raises `ReadError` (`corrupt`) where there is no page in it.
    """
    declared: str | None = None
    if is_web_archive(data[:_HEAD]):
        data, declared = _page_of(data)
    text = _decoded(data, declared)
    try:
        root = lxml_html.document_fromstring(
            text, parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            "corrupt", Said("the file is named as a document and holds no readable page")
        ) from error
    _strip(root)
    body: bytes = lxml_html.tostring(root, encoding="ascii")
    return b"<!DOCTYPE html>\n" + body


def _page_of(data: bytes) -> tuple[bytes, str | None]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, part.get_content_charset()
    raise ReadError("corrupt", Said("the web archive holds no page"))


def _decoded(data: bytes, declared: str | None) -> str:
    """The page's text: by its byte order mark, by what it declares, as UTF-8 where it is, else as Windows
    reads it."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    found = _CHARSET.search(data[:_HEAD])
    for name in (declared, found[1].decode("ascii") if found else None, "utf-8"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def _strip(root: _Element) -> None:
    for element in list(root.iter()):
        if element.getparent() is None:
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _DROPPED:
            element.drop_tree()  # type: ignore[attr-defined]
        elif ":" in tag:  # Word's own elements (`o:p`) only wrap text
            element.drop_tag()  # type: ignore[attr-defined]
        else:
            _strip_attributes(element)


def _strip_attributes(element: _Element) -> None:
    for name in list(element.attrib):
        if str(name).lower() not in _KEPT_ATTRIBUTES:
            del element.attrib[name]
    if "style" in element.attrib:
        element.set("style", _REFERENCE.sub("", element.get("style") or ""))
    if element.tag == "style":
        element.text = _REFERENCE.sub("", element.text or "")
