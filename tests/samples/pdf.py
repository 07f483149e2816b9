"""Prints a DOCX as PDF with LibreOffice, where it is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# LibreOffice starts in a few seconds; a minute means that it hangs.
SECONDS = 120


def converter() -> str | None:
    """The path of LibreOffice, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def print_pdf(docx: Path, folder: Path) -> Path:
    """Writes `folder`/<stem>.pdf. Raises RuntimeError where LibreOffice is missing or makes no file."""
    program = converter()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        command += ["--outdir", str(folder), str(docx)]
        # A fixed clock, for the versions of LibreOffice that honour it.
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1704067200"}
        done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=False)
    made = folder / f"{docx.stem}.pdf"
    if done.returncode or not made.exists():
        raise RuntimeError(f"LibreOffice could not print {docx.name}")
    return made
