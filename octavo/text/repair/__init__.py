"""Characters decoded wrongly, and what they were."""
