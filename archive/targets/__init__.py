"""Repositories that take bags: each a module with `open_target`, each held to the contract in `protocol`."""
