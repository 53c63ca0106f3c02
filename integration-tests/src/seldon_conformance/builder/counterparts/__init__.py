"""Real servers of the checks' own, which builds meet: indexes, proxies."""
