"""All SQL of the functions, one statement a function."""
