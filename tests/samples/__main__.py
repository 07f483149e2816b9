"""Writes the sample plans and their labels: `python -m tests.samples`."""

from . import PLANS, RAW, write
from .pdf import converter, print_pdf


def main() -> None:
    """Writes every DOCX and label file; prints the PDFs of those that changed, where LibreOffice is
    installed."""
    for plan in PLANS:
        changed = write(plan)
        stale = changed is not None or not (RAW / f"{plan.slug}.pdf").exists()
        if stale and converter():
            print_pdf(RAW / f"{plan.slug}.docx", RAW)
            print(f"{plan.slug}: docx, pdf, labels")
        elif stale:
            print(f"{plan.slug}: docx, labels; the PDF is older (LibreOffice is not installed)")
        else:
            print(f"{plan.slug}: unchanged, labels")


if __name__ == "__main__":
    main()
