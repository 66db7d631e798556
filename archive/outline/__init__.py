"""What each line of a text is: `outline_of(text)`, and the values it is told in."""

from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.outline.rules import outline_of

__all__ = ["Block", "Genre", "Outline", "Part", "Role", "outline_of"]
