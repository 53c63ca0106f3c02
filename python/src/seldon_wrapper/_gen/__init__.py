"""Made from common-proto by make generate."""
