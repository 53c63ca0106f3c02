"""What only the R builder does."""
