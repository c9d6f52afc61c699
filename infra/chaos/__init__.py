"""Chaos on the local stack: a seeded monkey breaks what the functions stand on, then the ledgers are checked."""
