"""The verbs of the command, one file each; `command` lists them."""
