"""`make bench`: every benchmark of this folder in turn, each against a reference in the same run."""

import importlib
import pkgutil
from pathlib import Path


def main() -> None:
    """Run the `main()` of each module beside this one, in the order of their names."""
    for module in sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module != "__main__":
            print(f"== {module}")
            importlib.import_module(f"benchmarks.{module}").main()


if __name__ == "__main__":
    main()
