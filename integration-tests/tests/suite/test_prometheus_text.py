"""A scrape is read as Prometheus reads it, and what it would refuse is refused."""

import pytest

from seldon_conformance.prometheus_text import Sample, read_scrape

TEXT = """\
# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{code="200",path="/a\\"b"} 3
requests_total{code="500",path="/a"} 1 1700000000000
# TYPE seconds histogram
seconds_bucket{le="+Inf"} 4
seconds_count 4
seconds_sum -0.5
# TYPE waiting gauge
waiting NaN

"""


def test_samples_are_read_with_their_labels() -> None:
    """Also those with a time stamp, an escaped quote, or no labels."""
    scrape = read_scrape(TEXT)

    names = [sample.name for sample in scrape.samples.values()]
    assert names == [
        "requests_total",
        "requests_total",
        "seconds_bucket",
        "seconds_count",
        "seconds_sum",
        "waiting",
    ]
    first = next(iter(scrape.samples.values()))
    assert first == Sample("requests_total", {"code": "200", "path": '/a\\"b'}, 3.0)


def test_total_is_of_the_samples_with_these_labels() -> None:
    """Of several workers each has its own series."""
    scrape = read_scrape(TEXT)

    assert scrape.total("requests_total") == 4.0
    assert scrape.total("requests_total", code="500") == 1.0
    assert scrape.total("requests_total", code="404") == 0.0


def test_sums_and_gauges_may_fall() -> None:
    """Only what counts may not: a sum of negative values falls."""
    growing = read_scrape(TEXT).growing()

    assert {series.split()[0] for series in growing} == {
        "requests_total",
        "seconds_bucket",
        "seconds_count",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a b c", "line 1: a b c (expected: a sample or a comment)"),
        ("a{b=1} 1", "line 1: a{b=1} 1 (expected: a sample or a comment)"),
        ("1a 1", "line 1: 1a 1 (expected: a sample or a comment)"),
        ('a{b="c"} 1\na{b="c"} 2', 'line 2: a{b="c"} 2 (expected: each series once)'),
        (
            'a{b="1",c="2"} 1\na{c="2",b="1"} 2',
            'line 2: a{c="2",b="1"} 2 (expected: each series once)',
        ),
        ("a one", "could not convert string to float: 'one'"),
    ],
)
def test_other_text_is_refused(text: str, told: str) -> None:
    """Prometheus drops the whole scrape."""
    with pytest.raises(ValueError, match=r".*") as excinfo:
        read_scrape(text)

    assert str(excinfo.value) == told
