"""What is wrong with a file of corrections, for the person who edited it."""

from collections.abc import Sequence


class EditedFileError(ValueError):
    """A file from which no correction is taken: `sentences` say what is wrong, each where, and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)
