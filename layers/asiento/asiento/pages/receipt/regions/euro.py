"""What the tills of the euro area share."""

SIGNS = r"€|\beuros?\b|\beur\b"
