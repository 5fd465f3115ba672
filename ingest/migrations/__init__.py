"""Alembic's migrations of the ledger, applied at start by `ingest.ledger.open_ledger`."""
