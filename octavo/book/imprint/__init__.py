"""What the edition says of itself on the page behind the title page, alike in every format."""
