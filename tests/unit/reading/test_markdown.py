"""The one Markdown dialect: what it gives, and that nothing active comes out of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning_loop.model.publication import BodyLink, Heading
from learning_loop.reading import markdown as module
from learning_loop.reading.markdown import (
    DIRECTIVES,
    RenderedBody,
    address_of,
    place_links,
    render_body,
    slug,
    split_sections,
)

TAGS = set(
    "a aside blockquote br code div em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre section strong table tbody td th thead tr ul".split()
)
ATTRIBUTES = {"href", "title", "class", "data-role", "id", "src", "alt", "start", "aria-label", "role", "tabindex"}
SCHEMES = {"https", "http", "mailto", "tel", "item", "attachment", "theme", "agency", "role", ""}


class Seen(HTMLParser):
    """Notes what a browser would make of some html."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.odd: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.odd.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.odd.append(f"{tag} {name}")
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            scheme = bare.partition(":")[0] if re.match(r"[a-z][a-z0-9+.-]*:", bare) else ""
            if name in ("href", "src") and (scheme not in SCHEMES or bare.startswith("//")):
                self.odd.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.odd.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.odd.append("instruction")


def render(text: str, path: str = "reviews/child-m.md") -> RenderedBody:
    return render_body(text, path=path, line_offset=10)


def html(text: str) -> str:
    rendered = render(text)
    assert rendered.problems == []
    return rendered.html


def said(text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in render(text).problems]


def placed(html_text: str) -> str:
    return place_links(html_text, href=lambda scheme, target: f"/{scheme}/{target}", role_title=lambda role: role)


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<script src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'>",
    "<body onload=alert(1)>",
    "<style>@import 'https://evil.example';</style>",
    "<link rel=stylesheet href=https://evil.example>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<base href=https://evil.example>",
    "<form action=https://evil.example><input name=a><button>b</button></form>",
    "<object data=data:text/html;base64,PHNjcmlwdD4=></object>",
    "<embed src=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php system('id') ?>",
    "<!DOCTYPE html [<!ENTITY x 'y'>]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![x" onerror="alert(1)](a.png)',
    '![x](a.png "t\\" onerror=\\"alert(1)")',
    '[x](https://a.example "t\\" onmouseover=\\"alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "> - [x](javascript:alert(1))",
    "| a |\n|---|\n| [x](javascript:alert(1)) <script>alert(1)</script> |",
    "## <script>alert(1)</script>",
    '## x" onclick="alert(1)',
    "`<script>alert(1)</script>`",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    '```x"><script>alert(1)</script>\ny\n```',
    '::: voice "><script>alert(1)</script>\nText.\n:::',
    '::: role "><img src=x onerror=alert(1)>\nText.\n:::',
    '::: role x" onclick="alert(1)\nText.\n:::',
    "::: questions <svg onload=alert(1)>\n- x\n:::",
    "::: well-done <svg onload=alert(1)>\nx\n:::",
    '::: video https://v.example/"onclick="alert(1) Title\nText.\n:::',
    "::: video https://v.example/x <script>alert(1)</script>\nText.\n:::",
    "::: video javascript:alert(1) Title\nText.\n:::",
    "[x](item:reviews/child-m)",
    "[x](attachment:a.pdf)",
    '[x](theme:neglect"onclick=alert(1))',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
    "<a\nhref=javascript:alert(1)>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "\x02reviews/child-m 0 0 \x02",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_out_of_a_hostile_text(text: str) -> None:
    rendered = render(text)
    assert Seen(rendered.html).odd == []
    assert Seen(placed(rendered.html)).odd == []


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if re.match(r"!?\[x\]\((?!https|item|attachment|theme)", text)]
)
def test_a_link_that_could_be_active_is_told_to_its_author_or_leads_to_a_named_file_only(text: str) -> None:
    rendered = render(text)
    assert rendered.problems or all(link.scheme == "attachment" for link in rendered.links)


PIECES = st.lists(
    st.sampled_from(
        ["a", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "[", "]", "(", ")", "](", "![", "<", ">", "<b>", "<!--", "-->", "# ", "## ", "- ", "1. ", "> ", "    ",
         "|", "|---|\n", ":::", "::: professional\n", "::: role x\n", ":::\n", "::::", "\\", "&amp;", "&#0;", "javascript:", "https://a.example", "\t", "\u00a0", "é", "="]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.text() | PIECES)
@example("[a](b.md#\x00)")
@example("::: \n:::")
@example("> ::: professional\n>")
@example("[\ud7ff](%ff)")
def test_no_text_makes_rendering_fail_and_only_known_tags_come_out(text: str) -> None:
    rendered = render(text)
    assert Seen(rendered.html).odd == []
    assert Seen(placed(rendered.html)).odd == []
    last = text.count("\n") + 11
    assert all(11 <= problem.line <= last and problem.field == "body" for problem in rendered.problems)
    assert all(11 <= link.line <= last for link in rendered.links)


@given(st.text())
def test_a_heading_has_an_anchor_of_small_letters_digits_and_hyphens(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("What we found", "what-we-found"),
        ("The child’s days", "the-childs-days"),
        ("R1: ask – listen", "r1-ask-listen"),
        ("Tŷ Café", "ty-cafe"),
        ("???", "section"),
    ],
)
def test_an_anchor_is_made_of_the_words_of_its_heading(words: str, anchor: str) -> None:
    rendered = render(f"## {words}\n\nText.")
    assert rendered.headings == (Heading(2, anchor, words),)
    assert f'<h2 id="{anchor}">' in rendered.html


def test_the_words_of_a_heading_are_plain() -> None:
    assert render("## *What* [we](https://a.example) `found`").headings[0].text == "What we found"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("child-n.md", BodyLink("item", "reviews/child-n", "", 11)),
        ("../briefings/b/index.md#what-to-do", BodyLink("item", "briefings/b", "what-to-do", 11)),
        ("../briefings/../actions/p.md#r1-a1", BodyLink("item", "actions/p", "r1-a1", 11)),
        ("theme:neglect", BodyLink("theme", "neglect", "", 11)),
        ("agency:police", BodyLink("agency", "police", "", 11)),
        ("role:social-worker", BodyLink("role", "social-worker", "", 11)),
        ("pack.pdf", BodyLink("attachment", "pack.pdf", "", 11)),
        ("team%20pack.pdf", BodyLink("attachment", "team pack.pdf", "", 11)),
        ("#f1", BodyLink("item", "reviews/child-m", "f1", 11)),
    ],
)
def test_a_link_to_something_of_the_library_is_known(address: str, link: BodyLink) -> None:
    assert render(f"See [it]({address}).").links == (link,)


def test_a_link_from_an_items_own_folder_is_resolved_from_there() -> None:
    rendered = render("[it](../child-n.md) and [file](pack.pdf)", path="reviews/child-m/index.md")
    assert [(link.scheme, link.target) for link in rendered.links] == [
        ("item", "reviews/child-n"),
        ("attachment", "pack.pdf"),
    ]


@pytest.mark.parametrize(
    "address", ["https://a.example/x?y=1#z", "mailto:a@b.example", "tel:01632960001", "http://a.example"]
)
def test_a_link_to_the_outside_stays_as_it_is(address: str) -> None:
    assert render(f"[x]({address})").links == ()
    assert html(f"[x]({address})") == f'<p><a href="{address}">x</a></p>\n'


@pytest.mark.parametrize(
    "address",
    [
        "/etc/passwd",
        "../../x.md",
        "%2e%2e/%2e%2e/x.md",
        "javascript:alert(1)",
        "item:reviews/x",
        "attachment:x",
        "ftp://a.example",
        "<>",
        "../notes/x.md",
    ],
)
def test_a_link_to_anything_else_is_a_mistake_and_leads_nowhere(address: str) -> None:
    rendered = render(f"[x]({address})")
    assert len(rendered.problems) == 1
    assert 'href="' not in rendered.html or 'href=""' in rendered.html


def test_links_lead_where_their_reader_may_go_and_are_words_where_not() -> None:
    text = html('[one](child-n.md#f1), [**two**](child-o.md), [three](theme:neglect) and [four](pack.pdf "A pack")')
    known = {
        ("item", "reviews/child-n"): "../child-n/",
        ("theme", "neglect"): "../../themes/neglect/",
        ("attachment", "pack.pdf"): "pack.pdf",
    }
    assert place_links(text, href=lambda scheme, target: known.get((scheme, target)), role_title=str) == (
        '<p><a href="../child-n/#f1">one</a>, <strong>two</strong>, <a href="../../themes/neglect/">three</a> '
        'and <a href="pack.pdf" title="A pack">four</a></p>\n'
    )


def test_pictures_come_from_the_items_own_files() -> None:
    assert placed(html("![A map](map.png)")) == '<p><img src="/attachment/map.png" alt="A map"></p>\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "::: professional\nText.\n:::",
            '<section class="professional-only" aria-label="For professionals only">\n<p>Text.</p>\n</section>\n',
        ),
        (
            "::: role social-worker\nText.\n:::",
            '<aside class="role-block" data-role="social-worker">\n<p>Text.</p>\n</aside>\n',
        ),
        (
            "::: voice A mother\nText.\n:::",
            '<figure class="voice"><blockquote>\n<p>Text.</p>\n</blockquote><figcaption>A mother</figcaption></figure>\n',
        ),
        (
            "::: well-done\nText.\n:::",
            '<section class="well-done"><p class="well-done__title">Well done</p>\n<p>Text.</p>\n</section>\n',
        ),
        (
            "::: questions\n- Why?\n:::",
            '<section class="questions"><p class="questions__title">Questions for your team</p>\n<ul>\n<li>Why?</li>\n</ul>\n</section>\n',
        ),
        (
            "::: video https://v.example/x Safer sleep\nText.\n:::",
            '<div class="video"><p class="video__link"><a href="https://v.example/x">Safer sleep</a></p>\n<p>Text.</p>\n</div>\n',
        ),
    ],
)
def test_a_directive_gives_its_block(text: str, expected: str) -> None:
    assert html(text) == expected
    assert render(text).directives == (text.split()[1],)


def test_every_directive_is_rendered() -> None:
    arguments = {"role": "social-worker", "voice": "A mother", "video": "https://v.example/x Title"}
    for name in DIRECTIVES:
        assert html(f"::: {name} {arguments.get(name, '')}\nText.\n:::").startswith("<")


def test_a_role_block_has_the_title_of_its_role() -> None:
    text = place_links(
        html("::: role social-worker\nText.\n:::"),
        href=lambda scheme, target: None,
        role_title=lambda role: f"For a <{role}>",
    )
    assert text.startswith(
        '<aside class="role-block" aria-label="For a &lt;social-worker&gt;"><p class="role-block__title">For a &lt;social-worker&gt;</p>'
    )


@given(st.text(st.sampled_from(f"{module._COLONS} \t\n\n\u200b\u2060\ufeffab->.\x0b\x85\u2028"), max_size=24))
def test_every_line_that_may_be_meant_as_a_fence_has_two_colons(text: str) -> None:
    rows = {text.count("\n", 0, match.start()) for match in module._TWO_COLONS.finditer(text)}
    assert rows >= {row for row, line in enumerate(text.split("\n")) if module._FENCE_LINE.search(line)}


def test_a_directive_may_hold_another_when_it_has_more_colons() -> None:
    text = html(":::: professional\n\n::: voice A mother\nQuote.\n:::\n\nText.\n\n::::")
    assert (
        text.index("<section")
        < text.index("<figure")
        < text.index("</figure>")
        < text.index("Text.")
        < text.index("</section>")
    )


def test_what_a_role_block_asks_is_each_of_its_points_and_paragraphs_as_plain_words() -> None:
    rendered = render(
        "Not this.\n\n::: role teacher\n- *Ask* who\n  is at home.\n- Write it [down](https://a.example).\n:::\n\n- Nor this.\n\n"
        "::: role frontline-manager\nRead three records.\n:::"
    )
    assert rendered.asks == (
        ("teacher", "Ask who is at home."),
        ("teacher", "Write it down."),
        ("frontline-manager", "Read three records."),
    )


def test_questions_are_the_entries_of_a_questions_heading_or_directive_as_plain_words() -> None:
    rendered = render(
        "- Not one?\n\n## Questions for your team\n\n- *What* would we notice?\n- Whom would\n  we ring?\n\n## After\n\n- Nor this?\n\n::: questions\n- Or this one?\n:::"
    )
    assert rendered.questions == ("What would we notice?", "Whom would we ring?", "Or this one?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One", "11: a heading with one '#'"),
        ("## One\n\n#### Two", "13: a heading of level 4 after one of level 2"),
        ("## One\n\n## One!", "13: two headings are called 'One!'"),
        ("Text <b>.", "11: raw HTML ('<b>')"),
        ("Text\n\n<!-- x -->", "13: raw HTML ('<!--')"),
        ("![](a.png)", "11: the picture 'a.png' has no words"),
        ("![ ](a.png)", "11: the picture 'a.png' has no words"),
        ("[x](a b.pdf)", "11: '[x](a b.pdf)' is no link"),
        ("[x][y]", "11: '[x][y]' is no link"),
        ("::: box\nText.\n:::", "11: unknown directive 'box'"),
        ("::: professional\nText.", "11: the directive '::: professional' is not closed"),
        ("Text.\n::: professional\nText.\n:::", "12: no empty line before"),
        ("::: professional\nText.\n:::\nText.", "13: no empty line after"),
        ("Text.\n\n:::", "13: this ':::' closes nothing"),
        (":: professional", "11: this line of colons"),
        ("Text\n\n：：： professional", "13: this line of colons"),
        ("∶∶∶ professional", "11: this line of colons"),
        ("\u200b::: professional", "11: this line of colons"),
        (":\u200b:\u200b: professional", "11: this line of colons"),
        (": : : professional", "11: this line of colons"),
        ("\\\\::: professional", "11: this line of colons"),
        ("**::: professional**", "11: this line of colons"),
        ("Text ::: professional", "11: this line of colons"),
        ("```\n::: professional\n```", "12: this line of colons"),
    ],
)
def test_a_mistake_in_a_text_is_told_with_its_line(text: str, message: str) -> None:
    assert next(words[: len(message)] for words in said(text)) == message


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2 and 3 > 2",
        "a[1] and b[2]",
        "(see [2])",
        "x :: y",
        "Time: 10:30",
        "|a|b|\n|:--|:-:|\n|1|2|",
        ":) and :(",
        "- : a",
        "`<b>`",
        "<https://a.example>",
        "\\# not a heading",
        "[ ] a box",
    ],
)
def test_an_ordinary_text_is_no_mistake(text: str) -> None:
    assert said(text) == []


def test_an_indented_paragraph_is_a_paragraph() -> None:
    assert html("Before.\n\n    After.\n\n        Again.") == "<p>Before.</p>\n<p>After.</p>\n<p>Again.</p>\n"


def test_a_table_can_scroll_and_its_alignment_is_a_class() -> None:
    text = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert text.startswith('<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>')
    assert '<td class="align-right">2</td>' in text
    assert "style=" not in text


def test_sections_are_cut_at_the_second_level() -> None:
    text = html("Before.\n\n## One\n\nText.\n\n### Deep\n\nMore.\n\n## Two")
    assert [(anchor, "Deep" in part) for anchor, part in split_sections(text)] == [
        ("", False),
        ("one", True),
        ("two", False),
    ]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("reviews/child-m.md", "reviews/child-m"), ("reviews/child-m/index.md", "reviews/child-m"), ("reviews/index.md", None),
        ("reviews/a/b.md", None), ("notes/a.md", None), ("a.md", None), ("reviews/a.markdown", None), ("reviews/", None),
    ],
)  # fmt: skip
def test_an_address_is_the_folder_and_the_id(path: str, address: str | None) -> None:
    assert address_of(path) == address


def test_a_text_with_very_many_brackets_takes_no_more_than_its_share() -> None:
    for piece in ("[", "![", "[a](", "*a ", "`", "> ", "- "):
        assert render(piece * 20_000).html != ""
