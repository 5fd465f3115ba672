"""Speed and memory beside peers that do the same work in the same run. `python -m benches.fetch`; not part of the tests."""
