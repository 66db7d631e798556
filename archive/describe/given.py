"""Given names common enough to show that a name is a person's: those that the outline knows."""

from __future__ import annotations

from archive.outline.given import GIVEN

__all__ = ["GIVEN"]
