"""Changes to the canonical source, character by character, with the way back."""
