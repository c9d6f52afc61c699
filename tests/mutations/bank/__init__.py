"""Bank files that are right, each with one thing changed: what of it is booked, and whether anybody is told."""
