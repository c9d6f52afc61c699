"""`make mutants`: what the tests notice of small changes in the code. Nothing is changed on disk."""
