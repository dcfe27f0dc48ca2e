"""How many questions a client may ask: a bucket of tokens for each, in bounded memory."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict

IPV6_NETWORK = 64
"""Bits of an IPv6 address that stand for one client: a household or an office has a whole network of this size."""


class Buckets:
    """A bucket of tokens for each client. A question takes one; ``rate`` tokens a second come back, up to ``burst``.

    Of the clients those that asked last are remembered, ``clients`` of them. One that is forgotten starts with a full bucket.
    """

    def __init__(self, rate: float, burst: int, clients: int = 10_000) -> None:
        self._rate, self._burst, self._clients = rate, burst, clients
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, now: float) -> float:
        """Take a token. Gives 0, or the seconds until there will be one. ``now`` is any clock that only goes forward."""
        with self._lock:
            tokens, last = self._held.pop(client, (float(self._burst), now))
            tokens = min(float(self._burst), tokens + max(0.0, now - last) * self._rate)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
            self._held[client] = (tokens if wait else tokens - 1, now)
            if len(self._held) > self._clients:
                self._held.popitem(last=False)
            return wait

    def __len__(self) -> int:
        return len(self._held)


def client_of(remote: str, forwarded: str, proxies: int) -> str:
    """Give what stands for a client: its address, or the network of an IPv6 address.

    ``forwarded`` is the header ``X-Forwarded-For``, which anybody can send. So it counts only where so many ``proxies`` of our own stand in front, each of
    which has added one address to its end.
    """
    listed = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = listed[-proxies] if 0 < proxies <= len(listed) else remote
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, IPV6_NETWORK), strict=False))
    return str(known)
