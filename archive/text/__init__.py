"""Texts: bytes as received to normalized text, and back to the byte."""

from archive.text.changes import changes_json as changes_json
from archive.text.changes import original_of as original_of
from archive.text.changes import original_span as original_span
from archive.text.changes import read_changes as read_changes
from archive.text.changes import undo as undo
from archive.text.charsets import iana_name as iana_name
from archive.text.decode import SEED_LIMIT as SEED_LIMIT
from archive.text.faults import faults as faults
from archive.text.normalize import normalize as normalize
from archive.text.text import Change as Change
from archive.text.text import Decoding as Decoding
from archive.text.text import Found as Found
from archive.text.text import Step as Step
from archive.text.text import Text as Text
