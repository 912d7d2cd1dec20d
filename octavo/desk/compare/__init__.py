"""Two states of a text laid beside one another: a Word file with tracked changes, or a page.

`compare` finds with `states` what a name stands for, and sets each as a Word file. `blocks` and
their `pieces` are read from these; `pairing` says which blocks are the same, `stretches` which
words differ; `weave` lays them beside one another, `marks` writes the changes, `taken` brings what
the older file alone holds. `redline` is the file, `page` shows it to people without Word.
"""
