"""What only the Python builder does."""
