"""Reading a message: from its bytes, and what its attachments hold, to findings."""

from parsers.reading.letter import findings, open_attachments, read

__all__ = ["findings", "open_attachments", "read"]
