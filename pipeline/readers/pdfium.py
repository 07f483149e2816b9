"""pdfium, started anew for each file.

The library keeps what it learned of fonts as long as it runs: a font of a damaged PDF that it has to replace
is another one once an earlier file made it list the fonts of the system, and words then have other gaps. A
file must read alike whatever was read before it, in whichever process.
"""

from typing import Final

import pypdfium2.internal as pdfium_internal
import pypdfium2.raw as pdfium_c

# Version 2 is the first whose other members may be empty.
_CONFIG: Final = pdfium_c.FPDF_LIBRARY_CONFIG(version=2)


def forget_earlier_files() -> None:
    """Start the library again (0.1 ms), unless somebody in this process still holds a document, a page or a
    picture of it: that would crash where it is closed."""
    held = getattr(pdfium_internal, "ObjectTracker", None)
    if held is not None and not any(held.values()):
        pdfium_c.FPDF_DestroyLibrary()
        pdfium_c.FPDF_InitLibraryWithConfig(_CONFIG)
