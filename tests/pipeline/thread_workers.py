"""Workers that are threads: for tests of what does not depend on processes."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.limits import Limits
from pipeline.workers import Workers


class ThreadWorkers(Workers):
    """Takes the place of `LocalWorkers`; nothing is confined."""

    def __init__(
        self,
        size: int,
        limits: Limits | None = None,
        *,
        prepare: Callable[[], None] | None = None,
        scratch: Path | None = None,
    ) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._threads.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
