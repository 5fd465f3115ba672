"""The ledger read: standing, duties, letters out, workbook and report; the outbox. Imports `ingest` and `parsers`."""
