"""The one thing that pyproject.toml cannot say: the package is not built where a file of words is wrong."""

import subprocess
import sys

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCheckedWords(build_py):
    """Checks every file of words against its form, then builds."""

    def run(self) -> None:
        """Build; `SystemExit` with the loader's sentence where a file of words is wrong."""
        if subprocess.run([sys.executable, "-m", "extractors.text.loader"], check=False).returncode:
            raise SystemExit("a file in extractors/words is wrong: see the line above")
        super().run()


setup(cmdclass={"build_py": BuildWithCheckedWords})
