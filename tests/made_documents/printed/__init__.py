"""Papers drawn as programs of many countries print them, from a known truth: invoices, receipts and bank statements.

`sheet` prints and remembers where what stands, `words`, `notation` and `lands` say how countries write, `head`, `body`
and `foot` print an invoice in a `style`, `offices` the heads that tax offices prescribe, `receipt` and `statement` the
other papers. `program` makes the habits of one program by chance, `paper` a document with its truth, and `__main__`
many of them with a manifest.
"""
