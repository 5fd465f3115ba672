"""The corpus: mails as clerks write them, what must be read from each, and how that is measured."""
