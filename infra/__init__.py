"""What surrounds the functions: the local stack, sample documents and operators' tools."""
