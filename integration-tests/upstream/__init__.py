"""Records which rules the upstream wrapper breaks."""
