"""The commands of every day: writing, looking, searching, publishing, retiring."""

from __future__ import annotations

from pathlib import Path

from tests.commands.beside import database
from tests.commands.library import Run, Served


def _slip(folder: Path) -> None:
    file = folder / "content/briefings/new-name.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("themes: [neglect]", "themes: [Neglect]"), encoding="utf-8"
    )


_NEWSLETTER = ("loop new newsletter --term autumn-2026",)
_EXPORTED = ("loop plan export child-k-plan",)
_CHECK = Run("Nothing wrong found in 5 items.")
_BUILT = Run("pages", made="site/public/briefings/old-name/index.html")

RUNS: dict[str, Run] = {
    "loop attachment team-pack.pdf": Run("team-pack.pdf"),
    'loop attachment team-pack.pdf --title "Team pack" --out clean.pdf': Run(made="clean.pdf"),
    "loop build --audience public": _BUILT,
    "loop build --content /srv/library/content --site /srv/library/site --cache /srv/library/cache": _BUILT._replace(
        prepare=lambda folder: (folder / "cache").symlink_to(folder / ".cache")
    ),
    "loop build --help": Run("--today"),
    "loop build --today 2026-11-21": _BUILT,
    "loop check": _CHECK,
    "loop check --all": _CHECK,
    "loop check --annotations github --sarif findings.sarif": Run(made="findings.sarif"),
    "loop check --annotations gitlab": Run("["),
    "loop check --fix": Run("'Neglect' is now 'neglect'", prepare=_slip),
    "loop check --fix --dry-run": Run("[Neglect]", prepare=_slip),
    "loop check --json": Run('"problems": []'),
    "loop email newsletter-autumn-2026 --open": Run("Nothing was sent.", before=_NEWSLETTER),
    "loop guides --folder guides": Run("Open it with a browser", made="guides/authors.html"),
    "loop guides --open": Run("Open it with a browser", made="guides/index.html"),
    'loop import "Fathers guidance.docx" --as practice-guidance --audience public': Run("a draft (Practice guidance)"),
    'loop import "Old guidance.pdf" --as page --audience public': Run("a draft (Page"),
    'loop import "Our actions.xlsx" --from child-m': Run("the draft of an action plan with 1 action"),
    'loop import "Review of Child R final.docx" --audience public': Run("a draft (Review)"),
    "loop new --help": Run("practice-guidance"),
    "loop new briefing": Run("a draft", really='loop new briefing --title "Three questions" --audience public --yes'),
    "loop new briefing --from child-m --audience public": Run("a draft"),
    'loop new policy --title "Bruising in babies who cannot move" --audience public --yes': Run(
        made="content/policies/bruising-in-babies-who-cannot-move.md"
    ),
    "loop new review": Run(
        "a draft",
        really='loop new review --title "Child T" --review-type lcspr --method systems --commissioned-by executive-group '
        "--decided-on 2026-10-01 --audience public --yes",
    ),
    "loop new newsletter": Run("newsletter-autumn-2026.md"),
    "loop new newsletter --term autumn-2026": Run(made="content/newsletters/newsletter-autumn-2026.md"),
    "loop plan export child-k-plan": Run(made="child-k-plan.xlsx"),
    "loop plan import child-k-plan.xlsx": Run("child-k-plan", before=_EXPORTED),
    "loop plan import child-k-plan.xlsx --dry-run": Run("child-k-plan", before=_EXPORTED),
    "loop rename old-name new-name": Run(
        made="content/briefings/new-name.md", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop rename old-name new-name --dry-run": Run(
        "former_ids", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop report --base origin/main": Run("Ask what has changed"),
    "loop report --base origin/main --audience public": Run("Ask what has changed"),
    "loop report --base origin/main --output report.md --preview-url https://preview.example/42 --screenshots shots": Run(
        made="report.md", prepare=lambda folder: (folder / "shots").mkdir()
    ),
    "loop report --base v1 --head v2 --today 2026-11-21": Run("Ask what has changed"),
    'loop search "was not brought" --database postgresql://loop@db.partnership.example/library': Run(
        "briefings/old-name/", beside=database
    ),
    "loop search QUERY --json": Run('"hits"', really="loop search neglect --json"),
    "loop search QUERY --literal": Run("briefings/old-name/", really='loop search "not brought" --literal'),
    "loop status --json": Run('"entries"'),
    "loop status --today 2026-11-21": Run("wait for somebody on 21 November 2026"),
    "loop status --unpublished": Run("wait for somebody on 21 November 2026"),
    "loop supersede OLD NEW": Run("supersedes", really="loop supersede old-name new-name"),
    "loop withdraw ID": Run(
        "withdrawn", really='loop withdraw old-name --reason "The telephone number in it was wrong."'
    ),
    "loop workflows github --owner your-organisation": Run(made="ci/steps"),
}

SHORT: dict[str, str] = {
    "loop build": "loop build --today 2026-11-21",
    "loop guides": "loop guides --open",
    "loop attachment FILE": "loop attachment team-pack.pdf",
    "loop build --today 2026-12-03": "loop build --today 2026-11-21",
    "loop email ID": "loop email newsletter-autumn-2026 --open",
    "loop import FILE": 'loop import "Old guidance.pdf" --as page --audience public',
    "loop new KIND": 'loop new policy --title "Bruising in babies who cannot move" --audience public --yes',
    "loop plan export": "loop plan export child-k-plan",
    "loop plan import": "loop plan import child-k-plan.xlsx",
    "loop rename OLD NEW": "loop rename old-name new-name",
    "loop report --base REF": "loop report --base origin/main",
    "loop search QUERY": "loop search QUERY --json",
    "loop search QUERY --database CONNECTION": 'loop search "was not brought" --database postgresql://loop@db.partnership.example/library',
    "loop serve": "loop serve --api",
    "loop serve --drafts": "loop serve --drafts --today 2026-12-07",
    "loop serve --today 2026-12-07": "loop serve --drafts --today 2026-12-07",
    "loop status": "loop status --today 2026-11-21",
    "loop workflows github --owner NAME": "loop workflows github --owner your-organisation",
}

_PREVIEW = Served(ends="Stopped.")
SERVED: dict[str, Served] = {
    "loop serve --api": _PREVIEW._replace(address="/api/search?q=neglect"),
    "loop serve --drafts --today 2026-12-07": _PREVIEW,
    "loop serve --audience professional": _PREVIEW,
}
