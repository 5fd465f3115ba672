"""The office's mailboxes: where they are, and what is new in them.

    with Mailbox(account) as mailbox:
        for batch in mailbox.poll(cursors, since=campaign_start):
            ...  # record batch.items and batch.cursor in one transaction

Nothing on the server is changed by reading. Every error is a `MailboxError` whose `trouble` says what the office can do about it.
"""

from ingest.mailboxes.account import Credentials, MailboxAccount, NoSecretError, Security
from ingest.mailboxes.mailbox import Limits, Mailbox
from ingest.mailboxes.trouble import LineError, MailboxError, Trouble
from ingest.mailboxes.values import AsideReason, Batch, Census, Expunged, Fetched, FolderCursor, Item, SetAside

__all__ = [
    "AsideReason",
    "Batch",
    "Census",
    "Credentials",
    "Expunged",
    "Fetched",
    "FolderCursor",
    "Item",
    "Limits",
    "LineError",
    "Mailbox",
    "MailboxAccount",
    "MailboxError",
    "NoSecretError",
    "Security",
    "SetAside",
    "Trouble",
]
