"""Tables made from a known truth, in every way that people and programs write them, and what became of their rows.

`truth` says what a table's rows are, `style` how a file writes them; `grid` and `files` write it, `oracle` tells from
the written cells alone whether they decide how they are to be read, `runs` sends the file through the stages, and
`check` compares what was posted with the truth.
"""
