"""Starts the servers of a graph, each with the variables that the operator would give it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from seldon_conformance.graph.deployment import Deployment, Predictor
from seldon_conformance.graph.variables import unit_setting
from seldon_conformance.subjects import Subject, SubjectSource


@contextmanager
def started(
    deployment: Deployment, predictor: Predictor, source: SubjectSource
) -> Iterator[dict[str, Subject]]:
    """Start a server for each unit, all at once, and stop them afterwards.

    Args:
        deployment: The predictor's.
        predictor: The graph.
        source: Gets settings whose component is the image's name without registry and tag.

    Yields:
        The servers by their units' names.

    Raises:
        SubjectError: One does not start, or does not stop as it should.
    """
    units = list(predictor.graph.all())
    contexts = [source.start(unit_setting(deployment, predictor, unit)) for unit in units]
    with ExitStack() as stack:
        with ThreadPoolExecutor(max_workers=len(units), thread_name_prefix="units") as pool:
            futures = [pool.submit(context.__enter__) for context in contexts]
        for future, context in zip(futures, contexts, strict=True):
            if future.exception() is None:
                stack.push(context)
        yield {unit.name: future.result() for unit, future in zip(units, futures, strict=True)}
