"""A proof that came back marked: what its marks stand on, and what they ask for.

The words of a proof are the signs of its leaves, white space aside, numbered through. What was sent
keeps the place of each sign on its page (`pages`). A mark covers signs (`strokes`), and becomes a
hunk as one of Word's (`changes`), or a comment (`talk`).
"""
