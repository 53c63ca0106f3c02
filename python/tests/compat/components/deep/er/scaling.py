"""A module beside the component's."""

FACTOR = 10
