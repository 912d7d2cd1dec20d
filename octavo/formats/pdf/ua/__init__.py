"""A reader of tagged PDFs that decides what a machine can decide of PDF/UA-1 (ISO 14289-1).

The failure conditions are those of the Matterhorn Protocol 1.1; `checkpoints` lists them.
"""
