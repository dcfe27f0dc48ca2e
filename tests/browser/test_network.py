"""Nothing leaves the site, and nothing on it needs a script."""

from __future__ import annotations

from playwright.sync_api import Page as Tab

from tests.browser.conftest import OpenTab, Served

LISTEN = """
window.broken = [];
document.addEventListener('securitypolicyviolation', event =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def test_the_strict_policy_is_kept_and_no_request_leaves_the_site(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.add_init_script(LISTEN)
    found: list[str] = []
    tab.on("request", lambda request: _note_foreign(found, request.url, served.origin))
    tab.on("console", lambda message: found.append(f"{tab.url}: {message.text}") if message.type != "log" else None)
    tab.on("pageerror", lambda error: found.append(f"{tab.url}: {error}"))
    tab.on("response", lambda answer: found.append(f"{answer.status} {answer.url}") if answer.status != 200 else None)
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        found += [f"/{page.path}: {each}" for each in tab.evaluate("window.broken")]
    assert not found, "\n".join(found)


def _note_foreign(found: list[str], url: str, origin: str) -> None:
    if not url.startswith((origin + "/", "data:")):
        found.append(f"a request to {url}")


def test_an_unknown_address_is_answered_with_the_sites_own_page(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    answer = tab.goto(served.url("no/such/place/at/all"))
    assert answer is not None
    assert answer.status == 404
    _assert_reads(tab, "no/such/place/at/all")
    assert tab.evaluate("getComputedStyle(document.querySelector('main')).fontFamily") == _font_of_home(tab, served)


def _font_of_home(tab: Tab, served: Served) -> object:
    tab.goto(served.url(""))
    return tab.evaluate("getComputedStyle(document.querySelector('main')).fontFamily")


def test_every_page_reads_without_scripts(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        _assert_reads(tab, page.path)


def _assert_reads(tab: Tab, path: str) -> None:
    assert tab.locator("h1").count() == 1, path
    assert tab.locator("h1").is_visible(), path
    assert len(tab.get_by_role("main").inner_text()) > 100, path
    assert tab.get_by_role("region", name="Safety line").is_visible(), path
    assert tab.get_by_role("contentinfo").get_by_role("region", name="Worried about a child?").is_visible(), path
    assert tab.get_by_role("navigation", name="Main").or_(tab.get_by_role("link", name="Menu")).first.is_visible(), path


def test_the_menu_leads_through_the_site_without_scripts(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.goto(served.url(""))
    for label in tab.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts():
        tab.goto(served.url(""))
        tab.get_by_role("navigation", name="Main").get_by_role("link", name=label, exact=True).click()
        tab.wait_for_load_state()
        assert tab.url.startswith(served.origin), label
        _assert_reads(tab, label)


def test_an_old_address_leads_to_the_new_one_on_the_same_server(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)
    old = next(page for page in served.site.pages if page.is_redirect)
    tab.goto(served.url(old.path))
    tab.wait_for_url(lambda url: not url.endswith(old.path))
    tab.wait_for_load_state()
    assert tab.url.startswith(served.origin)
    assert tab.locator("h1").inner_text() != "This page has moved"
