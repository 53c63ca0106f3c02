"""Inference graphs: read from a SeldonDeployment, started node by node, and walked.

``walk`` calls the nodes in the order, with the verbs and over the wire as upstream's executor does,
so that a graph of images can be proved to work without a cluster. It is for tests: it has no
retries, no request log and no metrics of its own.
"""
