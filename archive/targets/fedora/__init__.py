"""Fedora 6 and 7 (docs/deposit/fedora.md): `open_target("https://repository.example/fcrepo/rest", …)` gives the target."""

from archive.targets.fedora.target import OPTIONS, open_target

__all__ = ["OPTIONS", "open_target"]
