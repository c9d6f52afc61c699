"""The whole of Asiento on one machine, without Docker and without an AWS account."""
