"""Releasing an edition: what is still open, the version of record, and its verification."""
