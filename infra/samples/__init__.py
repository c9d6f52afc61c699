"""Sample documents: realistic business papers of made-up companies, and what must come out of each."""
