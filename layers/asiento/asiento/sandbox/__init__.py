"""Stage functions in child processes, so that what hostile bytes do to their reader, they do to nobody else."""
