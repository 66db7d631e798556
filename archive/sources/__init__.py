"""Sources of seeds, and the only way to read them."""

from archive.sources.folder import FolderSource as FolderSource
from archive.sources.opening import open_source as open_source
from archive.sources.protocol import Source as Source
from archive.sources.table import TableSource as TableSource
