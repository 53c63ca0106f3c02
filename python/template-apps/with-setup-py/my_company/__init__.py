"""What my company knows about scoring."""
