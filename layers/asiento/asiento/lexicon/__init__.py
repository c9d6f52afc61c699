"""The words that documents print, and how words are compared. Knows nothing of pages, tables or stages.

A language is a file of `languages/`: its phrases by their `Term`, in four parts that say who may take them.

- `everywhere`: labels on pages, titles of columns, words in lines.
- `labels`: only beside or above a figure on a page, and in lines.
- `columns`: only as the title of a column or the key of a row.
- `lines`: only in a line of a page or a row of a table. `notation.py` tells how a phrase there may be written.

What several languages print alike is in `shared.toml`. A phrase stands once, in one file. Case, accents and punctuation
do not matter.

A file's `language` has its code (ISO 639-2) and the words that no other language prints, by which OCR knows it. Its
`calendar` has the names of months, weekdays and days in their order. Its `words` are those of which longer phrases are
made, by what each adds (`words.py`), and its `hints` tell types of documents and amounts apart without naming them
(`hints.py`); what stands there may be a phrase as well.
"""
