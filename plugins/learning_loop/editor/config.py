"""The schema and the registers → the configuration of the editing program (Decap CMS, or Sveltia CMS).

It holds the schema's words and the headings of a briefing, and nothing of any item or of what a register lists: the file lies on the
editor's host for whoever asks for it. What may be picked is read from the repository, once somebody has signed in (decision 24).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from learning_loop.catalogue.checks import GUIDANCE_HEADINGS
from learning_loop.editor.backend import Backend, Cms, Hosting, server_of
from learning_loop.editor.fields import REGISTERS, Field, Form, form_fields
from learning_loop.editor.picks import REGISTER_PICKS
from learning_loop.model.kinds import KINDS, Kind
from learning_loop.model.registers import Registers
from learning_loop.schema.json_schema import described_schemas

DIRECTIVE_IDS = ("professional", "role", "voice", "well-done", "questions", "video")
"""The editor's components: the directives of the dialect, drawn in theme/editor/blocks.js."""


def editor_config(registers: Registers, backend: Backend, cms: Cms, folder: str) -> dict[str, Any]:
    """Give the whole configuration; ``folder`` is the content folder as the repository names it."""
    site = registers.site
    schemas = described_schemas()
    return {
        "load_config_file": False,
        "backend": backend_config(backend),
        "publish_mode": "editorial_workflow",
        **_OWN[cms],
        "site_url": site.public_url,
        "show_preview_links": False,
        "media_folder": folder,
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "collections": [
            *(_collection(kind, schemas[kind.name], registers, cms, folder) for kind in KINDS),
            _registers(folder),
        ],
    }


_OWN: Mapping[Cms, dict[str, Any]] = {
    Cms.DECAP: {"locale": "en"},
    # What save.js does for Decap: a field that was left empty is left out.
    Cms.SVELTIA: {"output": {"omit_empty_optional_fields": True}},
}

_PLACE: Mapping[Cms, dict[str, Any]] = {
    # A folder of its own for each new item, where its files can lie beside it. Sveltia would find no item that has none.
    Cms.DECAP: {"path": "{{slug}}/index"},
    Cms.SVELTIA: {},
}


def backend_config(backend: Backend) -> dict[str, Any]:
    """Give what the program must know to reach the repository."""
    said: dict[str, Any] = {"name": backend.host.value, "repo": backend.repo, "branch": backend.branch}
    if backend.host is Hosting.LOCAL:
        said |= {"name": "proxy", "repo": "", "proxy_url": f"{server_of(backend)}/api/v1"}
    elif backend.host is Hosting.GITHUB:
        said |= {"api_root": f"{backend.server}/api/v3" if backend.server else "", "base_url": backend.sign_in}
    elif backend.host is Hosting.GITLAB:
        said |= {"auth_type": "pkce", "app_id": backend.app_id, "base_url": backend.server}
        said |= {"api_root": f"{backend.server}/api/v4" if backend.server else ""}
    else:
        said |= {"app_id": backend.app_id, "tenant_id": backend.tenant}
    said["commit_messages"] = {
        "create": "Add {{collection}} {{slug}}",
        "update": "Change {{collection}} {{slug}}",
        "delete": "Delete {{collection}} {{slug}}",
        "uploadMedia": "Add the file {{path}}",
        "deleteMedia": "Delete the file {{path}}",
    }
    return {name: value for name, value in said.items() if value}


def _collection(kind: Kind, schema: Mapping[str, Any], registers: Registers, cms: Cms, folder: str) -> dict[str, Any]:
    form = Form(kind.name, schema.get("$defs", {}), cms is Cms.DECAP)
    return {
        "name": kind.folder,
        "label": kind.plural,
        "label_singular": kind.label,
        "description": schema.get("description", ""),
        "folder": f"{folder}/{kind.folder}",
        **_PLACE[cms],
        "slug": "{{slug}}",
        "identifier_field": "title",
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        # An item that leaves the library leaves a tombstone (`withdrawn`); a deleted file would leave links that lead nowhere.
        "delete": False,
        # Merging belongs where the check and the report stand, and the person who agrees.
        "publish": False,
        "media_folder": "",
        "public_folder": "",
        "summary": "{{title}} ({{audience}}, {{published}})",
        "sortable_fields": ["published", "title", "updated"],
        "view_filters": [
            {"label": "Professional", "field": "audience", "pattern": "professional"},
            {"label": "Public", "field": "audience", "pattern": "public"},
        ],
        "fields": _with_text(list(form_fields(form, kind.name, schema)), _body(kind, registers)),
    }


def _with_text(fields: list[Field], text: Field) -> list[Field]:
    """Put the text behind what is required: most of what is optional is never filled in."""
    place = next((at for at, field in enumerate(fields) if field.get("required") is False), len(fields))
    return [*fields[:place], text, *fields[place:]]


def _body(kind: Kind, registers: Registers) -> Field:
    headings: Sequence[str] = ()
    if kind.name == "briefing":
        headings = registers.framework.briefing_headings
    elif kind.name == "practice-guidance":
        headings = GUIDANCE_HEADINGS
    return {
        "name": "body",
        "label": "Text",
        "widget": "markdown",
        "required": True,
        "hint": "Headings start at the second level. Blocks such as 'For professionals' are under the plus sign.",
        "buttons": [
            "bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list",
        ],
        "editor_components": [*DIRECTIVE_IDS, "image"],
        "modes": ["rich_text", "raw"],
        "default": "\n\n".join(f"## {heading}\n\n" for heading in headings).strip(),
    }  # fmt: skip


def _registers(folder: str) -> dict[str, Any]:
    """Give the collection that pick-lists read. It is hidden: registers change seldom, and the program would drop their comments."""
    files: dict[str, dict[str, Any]] = {}
    for pick in REGISTER_PICKS:
        file = files.setdefault(
            pick.register,
            {
                "name": pick.register,
                "label": pick.register.capitalize(),
                "file": f"{folder}/registers/{pick.register}.yml",
                "fields": [],
            },
        )
        entry = [{"name": name, "label": name, "widget": "string"} for name in ("id", pick.label)]
        file["fields"].append({"name": pick.entries, "label": pick.entries, "widget": "list", "fields": entry})
    return {
        "name": REGISTERS,
        "label": "Registers",
        "hide": True,
        "delete": False,
        "format": "yml",
        "files": list(files.values()),
    }
