"""What a run found, written down: for a terminal, for machines, for a browser."""
