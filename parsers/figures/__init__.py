"""From words to figures: numbers, weeks, names and roles, and what they claim together.

`reading.read` brings a letter and its documents as lines and tables. Small readers turn these into *mentions* (a number in its
role, with its evidence); `compose` lets the mentions agree or disagree and gives claims with every doubt as data. What words mean
is in `lexicon`; what the indicator is called is configuration (`parsers.values.IndicatorWording`).
"""
