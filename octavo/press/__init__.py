"""The press: prepare, write in all formats, put in place, verify."""
