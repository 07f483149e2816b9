"""pdfium, opened anew for each file.

The library keeps what it learned of fonts as long as it runs: a font of a damaged PDF that it has to replace
is another one once an earlier file made it list the fonts of the system, and words then have other gaps. A
file must read alike whatever was read before it, in whichever process.
"""

import weakref
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# Version 2 is the first whose other members may be empty.
_CONFIG: Final = pdfium_c.FPDF_LIBRARY_CONFIG(version=2)
_documents: weakref.WeakSet[pdfium.PdfDocument] = weakref.WeakSet()


def open_document(path: Path) -> pdfium.PdfDocument:
    """A PDF opened by pdfium. Raises `pypdfium2.PdfiumError` for one that it cannot read, OSError."""
    document = pdfium.PdfDocument(path)
    _documents.add(document)
    return document


def forget_earlier_files() -> None:
    """Start the library again (0.1 ms); a document that somebody left open is closed."""
    for document in list(_documents):
        document.close()
    pdfium_c.FPDF_DestroyLibrary()
    pdfium_c.FPDF_InitLibraryWithConfig(_CONFIG)
