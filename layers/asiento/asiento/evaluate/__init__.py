"""Measures how well documents are read: every file of a manifest through the pipeline, compared with its truth.

Each file is a process of its own (`processes`) that runs preprocess to validate (`document`) with limits of time and
memory. What counts as right is said in one place (`scoring`), and added up in another (`summary`).
"""
