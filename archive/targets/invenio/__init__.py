"""InvenioRDM and Zenodo: `open_target("https://zenodo.org", …)` gives the target."""

from archive.targets.invenio.target import OPTIONS, open_target

__all__ = ["OPTIONS", "open_target"]
