"""`make memory`: what each function takes under the worst messages that pass the bounds, against what it has."""
