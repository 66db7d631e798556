"""The terms of the preservation vocabularies that we use, with their codes (id.loc.gov/vocabulary/preservation)."""

from __future__ import annotations

from archive.fixity import Algorithm
from archive.premis.model import Role
from archive.record.model import AgentKind

NAMESPACE = "http://www.loc.gov/premis/v3"
VOCABULARY = "http://id.loc.gov/vocabulary/preservation/"
ROLE_LABELS = {
    Role.IMPLEMENTER: "implementer",
    Role.EXECUTING_PROGRAM: "executing program",
    Role.AUTHORIZER: "authorizer",
    Role.SOURCE: "source",
    Role.OUTCOME: "outcome",
}
AGENT_CODES = {AgentKind.PERSON: "per", AgentKind.ORGANIZATION: "org", AgentKind.SOFTWARE: "sof"}
DIGEST_LABELS = {
    Algorithm.MD5: "MD5",
    Algorithm.SHA1: "SHA-1",
    Algorithm.SHA256: "SHA-256",
    Algorithm.SHA512: "SHA-512",
}
