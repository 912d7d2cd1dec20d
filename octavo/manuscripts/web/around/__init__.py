"""What stands around a text: a library's licence, title page, advertisements, navigation."""
