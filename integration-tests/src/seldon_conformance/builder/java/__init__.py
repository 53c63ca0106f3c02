"""Java: its apps, and the networks that its packages come from."""
