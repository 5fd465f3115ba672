"""Raw bytes of a message to a `Letter`: headers, body by voices, attachments, letters within it.

Pure and total: any bytes give a letter, the same bytes the same one; what could not be read for sure is a doubt.
"""

from parsers.letters.reading import read_letter

__all__ = ["read_letter"]
