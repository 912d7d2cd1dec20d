"""Files: read without harm, whoever wrote them; written whole or not at all."""
