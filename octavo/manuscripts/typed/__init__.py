"""What authors type for want of a style: lists, notes, verse, scene breaks, captions.

Each module finds one kind in a document that pandoc read from a word processor or a web page. What
is certain is made what it is; what is likely is left and reported, once a kind.
"""
