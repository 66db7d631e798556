"""The catalog: everything that bags, receipts and logs say, in one file that can be made again from them."""

from archive.catalog.catalog import Catalog as Catalog
from archive.catalog.catalog import open_catalog as open_catalog
from archive.catalog.catalog import rebuilding as rebuilding
from archive.catalog.catalog import recording as recording
from archive.catalog.events import EventLog as EventLog
from archive.catalog.events import Happening as Happening
from archive.catalog.facts import Facts as Facts
from archive.catalog.facts import facts_of as facts_of
