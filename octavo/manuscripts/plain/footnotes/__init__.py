"""Notes as they were typed: marks, notes at the foot, at the end, in the margin."""
