"""What the columns of a table mean: found by title and by content, or told by a saved mapping."""
