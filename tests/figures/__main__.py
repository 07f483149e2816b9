"""Write today's figures of every collection that is at hand, and the hashes of the samples' records."""

import json
import sys
import tempfile
from pathlib import Path

from tests.figures import LABELS, SUFFIXES, evaluated, kept
from tests.figures.written import keep


def main() -> None:
    """Write each file of figures; stop at a plan that was not compared with its labels."""
    keep()
    for collection, labels in LABELS.items():
        if not labels.is_dir():
            print(f"{collection}: no labels at hand, figures left as they are")
            continue
        for suffix in SUFFIXES:
            with tempfile.TemporaryDirectory() as folder:
                code, said, scores = evaluated(collection, suffix, Path(folder))
            if code:
                sys.exit(said)
            text = json.dumps(scores, ensure_ascii=False, indent=1)
            kept(collection, suffix).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
