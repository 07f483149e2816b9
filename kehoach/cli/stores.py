"""From the folder or URL that a user names to the store there."""

from kehoach.cli.console import refuse, say
from pipeline.running.confinement import let_arrow_find_no_pandas
from pipeline.store import Store
from schemas.language import gettext as _


def store_at(out: str) -> Store:
    """The store at a folder or URL, there already or not; wrong use where it can be none."""
    let_arrow_find_no_pandas()
    try:
        return Store(out, say=say)
    except ValueError as error:
        refuse(str(error))


def existing_store(out: str) -> Store:
    """The store at a folder or URL; wrong use where there is none."""
    store = store_at(out)
    if not (store.out / "documents").is_dir():
        refuse(_("no store in {out}").format(out=out))
    return store
