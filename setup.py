"""What pyproject.toml cannot say: the package is not built where a file of words is wrong, and a helper in C
is built where there is a compiler."""

import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_py import build_py


class BuildWithCheckedWords(build_py):
    """Checks every file of words against its form, then builds."""

    def run(self) -> None:
        """Build; `SystemExit` with the loader's sentence where a file of words is wrong."""
        if subprocess.run([sys.executable, "-m", "extractors.text.loader"], check=False).returncode:
            raise SystemExit("a file in extractors/words is wrong: see the line above")
        super().run()


# Optional: where it cannot be compiled the package is installed without it, and reads the same, slower. One
# build serves every Python from 3.11 on.
CHARACTERS = Extension(
    "pipeline.readers.pdf._characters",
    ["pipeline/readers/pdf/_characters.c"],
    define_macros=[("Py_LIMITED_API", "0x030B0000")],
    py_limited_api=True,
    optional=True,
)

setup(
    cmdclass={"build_py": BuildWithCheckedWords},
    ext_modules=[CHARACTERS],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
