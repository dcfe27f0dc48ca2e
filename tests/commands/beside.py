"""What runs beside a command: a database, a package index of the tests' own."""

from __future__ import annotations

import json
import shlex
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.search.cluster import cluster, find_postgres


@contextmanager
def database(folder: Path) -> Iterator[Mapping[str, str]]:
    """Run PostgreSQL, and give its connection for the one that is shown."""
    programs = find_postgres()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with cluster(programs) as connection:
        yield {"postgresql://loop@db.partnership.example/library": shlex.quote(connection)}


@contextmanager
def registry(*archives: Path) -> Iterator[Mapping[str, str]]:
    """Serve packages as npm's registry does, and give the command that asks there and nowhere else."""
    packages = {about["name"]: (about["version"], one) for one in archives for about in [_about(one)]}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path).strip("/")
            name = path.removesuffix("/archive.tgz")
            if name not in packages:
                self.send_error(404)
                return
            version, archive = packages[name]
            address = f"http://{self.headers['Host']}/{name}/archive.tgz"
            about = {"name": name, "version": version, "dist": {"tarball": address}}
            index = {"name": name, "dist-tags": {"latest": version}, "versions": {version: about}}
            body = archive.read_bytes() if path != name else json.dumps(index).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        yield {"npm pack": f"npm pack --registry={address} --@sveltia:registry={address}"}
        server.shutdown()


def _about(archive: Path) -> dict[str, str]:
    with tarfile.open(archive) as packed:
        found = packed.extractfile("package/package.json")
        assert found is not None
        about: dict[str, str] = json.load(found)
        return about
