"""One line that says how far a run is: rewritten on a terminal, written now and then elsewhere."""

import time
from typing import TextIO

BAR = 30
"""Characters."""

QUIET = 15.0
"""Seconds between two lines where lines cannot be rewritten."""


class Progress:
    """Counts to *total* on *stream*."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total = total
        self.stream = stream
        self.done = 0
        self.started = self.written = time.monotonic()

    def step(self, name: str) -> None:
        """Count one more, called *name*."""
        self.done += 1
        now = time.monotonic()
        if self.stream.isatty():
            full = BAR * self.done // self.total
            self._write(f"\r\x1b[2K[{'#' * full}{'.' * (BAR - full)}] {self._state(now)} · {name[-60:]}")
        elif now - self.written > QUIET or self.done == self.total:
            self._write(f"{self._state(now)} · {name}\n")
            self.written = now

    def end(self) -> None:
        """Leave the line."""
        if self.stream.isatty():
            self._write("\r\x1b[2K")

    def _state(self, now: float) -> str:
        left = (now - self.started) / self.done * (self.total - self.done)
        return f"{self.done} of {self.total} · about {left:.0f} s left"

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
