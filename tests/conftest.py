"""How the property tests run: always with the same examples, or with fresh ones as `make soak` does."""

import os

from hypothesis import settings

# A machine under load is no fault of the code: no example has a deadline.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.register_profile("fresh", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
