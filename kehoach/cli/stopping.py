"""The signals that ask a batch to end."""

import signal
from collections.abc import Sequence
from types import FrameType
from typing import Final, Self

# Ctrl-C, the polite signal to end, and a terminal that was closed (Windows has none for that).
_STOPS: Final = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class StopRequest:
    """The signals that ask for an end: the first asks the batch to stop, a second one stops at once.

    One that is ignored stays so: it is how `nohup` and a shell's background keep a command running.
    """

    def __init__(self, signals: Sequence[signal.Signals] = _STOPS) -> None:
        self._signals = [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]
        self.received: signal.Signals | None = None

    def __bool__(self) -> bool:
        return self.received is not None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._receive) for number in self._signals}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self.received is not None:
            raise KeyboardInterrupt
        self.received = signal.Signals(number)
