"""The shell: configuration, command line, worker, demo. Wires the rooms together; nothing imports it."""
