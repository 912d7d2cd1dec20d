"""The way back: what an editor changed in a Word file that was sent, laid on today's text.

`leaf` holds the words of a file, paragraph by paragraph; `word_leaves` and `text_leaves` read them
in a Word file and in a chapter; `sent` keeps what went out; `matching` finds each leaf again,
`wording` what differs in it, `hunks` makes changes of that; `landing` finds their place in the
source, `typing` writes them there, `proof` reads the chapter again.
"""
