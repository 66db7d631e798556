"""What one inventory.json claims, as far as it could be taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.ocfl.inventory import CONTENT, Inventory, User, Version, by_digest, version_number


@dataclass(slots=True)
class VersionClaim:
    """`state` has the digest of each logical path, `digests` every digest of it; None and none where it could not be read."""

    created: str | None = None
    message: str | None = None
    user: User | None = None
    state: dict[str, str] | None = None
    digests: frozenset[str] = frozenset()
    raw: tuple[object, object, object] = (None, None, None)  # created, message and user as they stand


@dataclass(slots=True)
class Claims:
    """None stands for what is missing or was no use; `manifest` and `fixity` have the digest of each content path."""

    identifier: str | None = None
    spec: str | None = None
    algorithm: str | None = None
    head: str | None = None
    content_directory: str | None = None
    versions: dict[str, VersionClaim] = field(default_factory=dict)
    manifest: dict[str, str] | None = None
    fixity: dict[str, dict[str, str]] = field(default_factory=dict)
    whole: bool = True  # whether every path of the manifest could be taken

    @property
    def content(self) -> str:
        return self.content_directory or CONTENT

    def inventory(self) -> Inventory:
        """The same as a value; only for claims in which no fault was found."""
        return Inventory(
            self.identifier or "",
            self.head or "",
            {
                name: Version(
                    claim.created or "", by_digest((claim.state or {}).items()), claim.message, claim.user
                )
                for name, claim in sorted(
                    self.versions.items(), key=lambda item: version_number(item[0]) or 0
                )
            },
            by_digest((self.manifest or {}).items()),
            {name: by_digest(paths.items()) for name, paths in self.fixity.items()},
            self.algorithm or "",
            self.content_directory,
            self.spec or "",
        )
