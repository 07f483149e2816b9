"""`python -m tests.pipeline.running.invented_run ARGS`: the command with the reader for tests, which goes by
what files say.

Says "ready" when it begins, so that a test can stop it while it works.
"""

import sys

from kehoach.cli import main
from pipeline.running import batch
from tests.pipeline.invented_plans import no_reader, read_by_content
from tests.pipeline.running.thread_workers import ThreadWorkers

if __name__ == "__main__":
    import kehoach.cli.ingest
    import kehoach.cli.upkeep

    batch.ingest_file, batch.load_reader = read_by_content, no_reader
    if "--threads" in sys.argv:
        sys.argv.remove("--threads")
        kehoach.cli.ingest.LocalWorkers = ThreadWorkers  # type: ignore[misc]
    print("ready", flush=True)
    main()
