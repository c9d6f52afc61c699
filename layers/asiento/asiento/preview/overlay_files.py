"""Files for a preview: an overlay, so that what its stages store stays in memory."""

from dataclasses import dataclass, field

from asiento.model import Files


@dataclass(frozen=True, slots=True)
class OverlayFiles:
    """`Files` that read through to others, and keep what is written in memory."""

    below: Files
    written: dict[str, bytes] = field(default_factory=dict)

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such object."""
        return self.written[key] if key in self.written else self.below.read(key)

    def write(self, key: str, data: bytes) -> None:
        """Keep *data* until the preview ends."""
        self.written[key] = data

    def quarantine(self, key: str) -> None:
        """Mark it for good, in the store itself."""
        self.below.quarantine(key)
