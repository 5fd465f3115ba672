"""Real mail servers on loopback, started by fixtures on free ports and stopped by their process ids."""
