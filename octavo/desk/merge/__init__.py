"""The way back: what an editor changed in a Word file that was sent, laid on today's text.

`leaf` holds the words of a file, paragraph by paragraph; `word_leaves` and `text_leaves` read them
in a Word file and in a chapter; `sent` keeps what went out; `matching` finds each leaf again,
`hunks` makes changes of what differs in it; `landing` finds their place in the source, `standing`
what stands there already, `writing` types them, `proof` reads the chapter again.
"""
