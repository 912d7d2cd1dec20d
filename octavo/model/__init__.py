"""The nouns of the house: nodes, findings, editions, files made."""
