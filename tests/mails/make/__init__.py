"""Makes the mails of the corpus."""
