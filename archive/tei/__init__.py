"""TEI P5: a text encoded, an encoding read back as text, and what is wrong with one."""

from archive.tei.encode import encode as encode
from archive.tei.encode import identity as identity
from archive.tei.facts import HeaderFacts as HeaderFacts
from archive.tei.facts import header_facts as header_facts
from archive.tei.faults import faults as faults
from archive.tei.faults import verify_text as verify_text
from archive.tei.project import fold as fold
from archive.tei.project import locate as locate
from archive.tei.project import project as project
