"""Serves a Python component by the Seldon microservice API, over REST and gRPC."""
