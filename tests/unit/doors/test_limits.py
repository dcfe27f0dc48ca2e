"""A client that asks too often waits, others do not, and the memory of clients is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.doors.limits import Buckets, client_of


def test_a_burst_is_answered_and_then_the_rate_holds() -> None:
    buckets = Buckets(rate=2, burst=3)
    assert [buckets.take("a", 100.0) for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a", 100.0) == pytest.approx(0.5)
    assert buckets.take("b", 100.0) == 0
    assert buckets.take("a", 100.5) == 0
    assert buckets.take("a", 100.5) > 0


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 5), st.integers(1, 8))
def test_nobody_gets_more_than_the_burst_and_the_rate(pauses: list[float], rate: int, burst: int) -> None:
    buckets, now, allowed = Buckets(rate, burst), 0.0, 0
    for pause in pauses:
        now += pause
        wait = buckets.take("a", now)
        allowed += not wait
        assert wait <= 1 / rate + 1e-9
    assert allowed <= burst + rate * now + 1e-6


def test_only_so_many_clients_are_remembered() -> None:
    buckets = Buckets(rate=1, burst=1, clients=50)
    for number in range(1000):
        buckets.take(f"client-{number}", 0.0)
    assert len(buckets) == 50
    assert buckets.take("client-999", 0.0) > 0


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "client"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", 1, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.0.0.1", 2, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", 2, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("", "", 0, ""),
        ("x" * 500, "", 0, "x" * 64),
    ],
)
def test_a_client_is_an_address_that_can_be_believed(remote: str, forwarded: str, proxies: int, client: str) -> None:
    assert client_of(remote, forwarded, proxies) == client
