"""Work done over many items, in batches: here, in several processes, or by Dask. Results come in the order of the items."""

from archive.executors.local import Processes as Processes
from archive.executors.local import Serial as Serial
from archive.executors.opening import FEW as FEW
from archive.executors.opening import open_executor as open_executor
from archive.executors.protocol import Executor as Executor
