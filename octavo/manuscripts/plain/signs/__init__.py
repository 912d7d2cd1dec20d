"""What was typed between signs and brackets: emphasis, letters, places of pictures."""
