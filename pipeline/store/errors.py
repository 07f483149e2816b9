"""The errors of the store."""


class StoreError(Exception):
    """The store cannot be used; the message says why, in one line."""


class UnstorableError(StoreError):
    """These records cannot be stored, whatever the disk has room for; others can. The message says why."""
