"""x."""

from octavo.edition import Project


def page(project: Project) -> str:
    """X."""
    return str(project.root)
