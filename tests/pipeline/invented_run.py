"""`python -m tests.pipeline.invented_run ARGS`: the command with the reader for tests, which goes by what files say.

Says "ready" when it begins, so that a test can stop it while it works.
"""

import sys

from pipeline import batch
from pipeline.cli import main
from tests.pipeline.invented_plans import no_reader, read_by_content
from tests.pipeline.thread_workers import ThreadWorkers

if __name__ == "__main__":
    import pipeline.cli.ingest
    import pipeline.cli.upkeep

    batch.ingest_file, batch.load_reader = read_by_content, no_reader
    if "--threads" in sys.argv:
        sys.argv.remove("--threads")
        pipeline.cli.ingest.LocalWorkers = ThreadWorkers  # type: ignore[misc]
    print("ready", flush=True)
    main()
