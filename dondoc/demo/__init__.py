"""The demo: a sample week of Móng Cái on mail servers of its own, played through in less than a minute.

`servers` are the two mail servers, `mails` the week's mails as data, `attachments` the files in them, `compose` makes messages of both,
`play` runs the worker's rounds between their arrivals, and `pages` shows what came out.
"""
