"""The pipeline's version: stored with every document, raised whenever the records of an unchanged file may
differ."""

from typing import Final

PIPELINE_VERSION: Final = "0.2.0"
