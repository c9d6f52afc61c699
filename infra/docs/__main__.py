"""`make docs`: writes the pages that are made from the code. `tests/unit/test_docs.py` holds them to it."""

from infra.docs import errors, settings
from infra.local.config import ROOT

PAGES = {"docs/errors.md": errors.page, "docs/settings.md": settings.page}
"""Each generated page, with the function that returns its text."""


def main() -> None:
    """Write all pages."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")
        print(f"docs: {path}")


if __name__ == "__main__":
    main()
