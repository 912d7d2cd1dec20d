"""What stands around a text: a library's licence, title page, front and back matter."""
