"""Reads WordprocessingML (ECMA-376): packages, styles, and the leaves that hold the words."""
