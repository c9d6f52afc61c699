"""The words that documents print, and how words are compared. Knows nothing of pages, tables or stages."""
