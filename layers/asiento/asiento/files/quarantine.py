"""How a file with malware is marked and refused: a tag, which the policy of the bucket in `template.yaml` looks at."""

from asiento.errors import DocumentError

SCAN_TAG, INFECTED = "asiento:scan", "infected"


def infected(malware: str | None = None) -> DocumentError:
    """Return the error for a file that holds *malware*, by its name if that is known."""
    name = f" ({malware})" if malware else ""
    return DocumentError("infected", f"The file holds malware{name}. Do not open it; get a clean copy and upload that.")
