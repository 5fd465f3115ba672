"""Mailboxes, roster, calendar and ledger: one message in, one transaction in the ledger.

What a letter says (`parsers`) becomes readings: whose figure, for which period, accepted or for review. `now` is an argument
everywhere; only `dondoc`, the shell, reads the clock. Imports `parsers`, nothing of the rooms further down.
"""
