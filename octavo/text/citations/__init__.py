"""Citations as authors type them."""
