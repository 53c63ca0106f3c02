"""What only the Java builder does."""
