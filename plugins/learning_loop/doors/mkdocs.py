"""The MkDocs door: one working hook that hands the content to the core and takes back finished files.

MkDocs renders nothing here. Every authored file is dropped and only what the core returned is added, as copies from the cache, so that
nothing is published that the core did not decide on. ProperDocs, which continues MkDocs 1, loads this same plugin.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Literal

from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from learning_loop.build import make_sites
from learning_loop.model.dates import read_partial_date
from learning_loop.model.kinds import Audience
from learning_loop.store import BuildRunning, Store


class LearningLoopConfig(base.Config):
    """Options under ``plugins: - learning-loop:`` in mkdocs.yml."""

    audience = options.Choice(tuple(Audience), default=Audience.PUBLIC)
    """Who may read the site: public unless somebody says professional."""
    today = options.Optional(options.Type(str))
    """The day to build for, as 2026-05-12; today if left out."""
    cache = options.Type(str, default=".cache")
    """The cache's folder, beside mkdocs.yml."""


class LearningLoopPlugin(BasePlugin[LearningLoopConfig]):
    """Builds one site of the library through MkDocs."""

    _serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is for its author's eyes alone."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take away the theme's own 404 and sitemap: MkDocs would write them over ours, after copying."""
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Give the finished files of the site in place of whatever MkDocs found."""
        store = Store(Path(config.config_file_path).parent / self.config.cache)
        content = Path(config.docs_dir)
        try:
            with store.locked():
                read, sites = make_sites(
                    content, store, (Audience(self.config.audience),), self._today(), preview=self._serving
                )
        except BuildRunning:
            raise PluginError("Another build is using the cache. Wait for it to end.") from None
        shown = os.path.relpath(content)
        errors = [problem.words(shown) for problem in read.problems if problem.severity == "error"]
        if errors:
            raise PluginError("\n".join([*errors, f"{len(errors)} errors. Nothing was published."]))
        outputs = sites[0].outputs
        return Files(
            [File.generated(config, path, abs_src_path=store.path(key)) for path, key in sorted(outputs.items())]
        )

    def _today(self) -> date:
        given = os.environ.get("LOOP_TODAY") or self.config.today
        if not given:
            return date.today()
        partial = read_partial_date(given)
        if partial is None or partial.day is None:
            raise PluginError(f"today: '{given}' is not a day. Write it as 2026-05-12")
        return partial.first_day
