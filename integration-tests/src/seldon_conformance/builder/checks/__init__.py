"""What every builder has to do, whatever its language."""
