"""The REST face: JSON bytes to messages and back, and who is asked for which path."""
