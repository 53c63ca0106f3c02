"""The benchmark's table and picture."""

from typing import Any
from xml.etree import ElementTree as ET

from seldon_bench.campaigns import campaign
from seldon_bench.comparison import rows
from seldon_bench.plot import svg
from seldon_bench.samples import Sample
from seldon_bench.table import markdown

SVG = "{http://www.w3.org/2000/svg}"
# The generator had no time left, the server had.
CAPPED: dict[str, Any] = {
    "client_cpu": 1.0,
    "client_core": 1.0,
    "server_core": 0.3,
    "server_cpu": 0.3,
}
SAMPLES = [
    Sample("ours", "rest-small-16", 24000.0, p50_ms=0.5, p99_ms=1.25),
    Sample("ours", "rest-small-16", 26000.0, p50_ms=0.5, p99_ms=1.25),
    Sample("seldon-core default", "rest-small-16", 2500.0),
    Sample("seldon-core best", "rest-small-16", 2000.0),
    Sample("mlserver best", "rest-small-16", 0.0, problem="server: ended\nits log"),
    Sample("ours", "memory", 60.0),
    Sample("seldon-core default", "memory", 120.0),
    Sample("ours", "ack-rest-8kB", 900.0, p50_ms=1.0, p99_ms=2.0),
    Sample("ours", "ack-rest-16kB", 20.0, p50_ms=2.0, p99_ms=60.0, server_core=0.9),
    Sample("ours", "ack-grpc-8kB", 20.0, p50_ms=44.0, p99_ms=45.0),
]


def table(samples: list[Sample]) -> str:
    return markdown(
        rows(samples),
        samples,
        {"cpu": "a model"},
        {"ours": {"numpy": "2"}},
        {"ours": "as it comes"},
    )


def test_table_has_ratios_medians_and_what_was_not_measured() -> None:
    """It is pasted into a README as it is, so all of it is compared."""
    assert (
        table(SAMPLES)
        == """\
### Ratios

| ours / better of | seldon-core | mlserver |
| --- | ---: | ---: |
| rest-small-16 | 10.00x (default) | n/a |
| memory | 0.50x (default) | n/a |

### Medians

| measurement | unit | ours | seldon-core default | seldon-core best | mlserver best |
| --- | ---: | ---: | ---: | ---: | ---: |
| rest-small-16 | req/s | 25,000 ±4%; p50 0.5, p99 1.25 ms \
| 2,500 ±0% | 2,000 ±0% | n/a |
| memory | MB | 60 ±0% | 120 ±0% | n/a | n/a |

### Delayed ACK

| one connection | p50 ms | p99 ms | below 40 ms |
| --- | ---: | ---: | ---: |
| ack-rest-8kB | 1.00 | 2.00 | yes |
| ack-rest-16kB | 2.00 | 60.00 | unknown: disturbed |
| ack-grpc-8kB | 44.00 | 45.00 | NO |

### Measured

- cpu: a model
- ours: numpy 2
- ours: as it comes

### Not measured

- mlserver best, rest-small-16: server: ended
"""
    )


def test_ratio_of_a_saturated_client_is_struck_out() -> None:
    """Who reads only the table must not take it for a result."""
    samples = [
        Sample("ours", "rest-small-16", 30000.0, **CAPPED),
        Sample("seldon-core default", "rest-small-16", 2000.0),
    ]

    found = table(samples)

    assert "| rest-small-16 | ~~15.00x (default)~~ invalid: client saturated | n/a |" in found
    assert "30,000 ±0% [client saturated]" in found


def test_rows_come_by_transport_and_size_whatever_the_order_of_the_rounds() -> None:
    """Two runs have tables that can be laid side by side."""
    names = ["start", "grpc-small-16", "rest-large-tensor-1", "rest-small-two-16", "rest-small-16"]
    found = rows([Sample("ours", name, 1.0) for name in names])

    order = [row.measurement for row in found]

    expected = [
        "rest-small-16",
        "rest-large-tensor-1",
        "rest-small-two-16",
        "grpc-small-16",
        "start",
    ]
    assert order == expected


def test_picture_has_a_bar_for_each_ratio_of_requests() -> None:
    """Its bars are as long as the ratios' logarithms, and what is invalid is grey."""
    samples = [
        Sample("ours", "rest-small-16", 1000.0),
        Sample("seldon-core default", "rest-small-16", 10.0),
        Sample("mlserver best", "rest-small-16", 100.0),
        Sample("ours", "grpc-small-16", 1000.0, **CAPPED),
        Sample("seldon-core default", "grpc-small-16", 100.0),
        Sample("ours", "memory", 60.0),
        Sample("seldon-core default", "memory", 120.0),
    ]

    picture = ET.fromstring(svg(rows(samples)))

    _, *bars = picture.iter(f"{SVG}rect")
    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert [bar.attrib["fill"] for bar in bars] == ["#2a6f97", "#d1495b", "#bbbbbb"]
    assert lengths == [560.0, 280.0, 280.0]
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert "rest-small-16 / seldon-core" in texts
    assert "1e+02x" not in texts
    assert "100x" in texts


def test_picture_has_a_colour_for_every_peer() -> None:
    """A campaign that ends in its picture has no table."""
    for name in ("python", "r", "java"):
        peers = campaign(name).peers
        samples = [
            Sample("ours", "rest-small-16", 2.0),
            *(Sample(f"{peer} default", "rest-small-16", 1.0) for peer in peers),
        ]

        _, *bars = ET.fromstring(svg(rows(samples, peers))).iter(f"{SVG}rect")

        assert len({bar.attrib["fill"] for bar in bars}) == len(peers)


def test_picture_of_nothing_is_a_picture() -> None:
    """A run of one server alone has no ratios, and still ends."""
    picture = ET.fromstring(svg(rows([Sample("ours", "rest-small-16", 1.0)])))

    assert len(list(picture.iter(f"{SVG}rect"))) == 1
