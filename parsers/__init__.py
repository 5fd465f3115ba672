"""Bytes in, findings out: letters, documents and what they say.

Pure: no network, no database, no clock, no disk. Nothing of dondoc's other packages is imported here. The instant at which a
message was received comes in with it; names and wordings to look for come in as a `Vocabulary`.
"""
