"""The pages about how the partnership learns: they say what the framework says, and gather what the library holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from tests.tiny import PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_feedback, write_item, write_programme

FRAMEWORK = """
document: {title: How we learn here, edition: Working Together (2018), agreed: 2019-11, review_due: autumn 2020, about: We look and look again.}
channels:
  - {id: briefings, label: Briefings, cadence: After every review, sends: [briefing], roles: [social-worker], about: Short ones.}
  - {id: forums, label: Forums, cadence: Twice a year, sends: [forum]}
  - {id: supervision, label: Supervision}
promises:
  - {id: yearly, label: We look at it every year, about: With practitioners.}
targets:
  - {id: audits, label: Audits a year, type: audit, per: year, count: 2}
"""
STAGES = """stages:
  - {id: look, label: Look, about: We look., holds: [review]}
  - {id: learn, label: Learn from it together, holds: [briefing]}
  - {id: change, label: Change, holds: [action-plan, action]}
"""
BEST = f"""{REVIEW}
outcome: good-practice"""
RESOURCE = """publisher: National panel
link: https://panel.example/babies
reference: NP-2024-01
recommendations:
  - {ref: R1, title: Plan for the unusual night, text: Every plan does., to: [childrens-services]}
  - {ref: R2, title: One form for all, text: Use it., to: [childrens-services], response: not-accepted, reason: Nobody reads forms.}
  - {ref: R3, title: Count them, text: Count., to: [childrens-services]}"""
FORUM = "event_type: forum\nstarts: {day} 13:00\nends: {day} 16:00\nplace: Town Hall"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one small library with something for every page."""
    folder = tmp_path_factory.mktemp("framework")
    content = write_base(folder / "content")
    registers = content / "registers"
    framework = (registers / "framework.yml").read_text()
    framework = re.sub(r"stages:\n(  - .*\n)+", STAGES, framework) + FRAMEWORK
    framework = framework.replace("about: After serious harm.,", "about: After serious harm., done_by: A reviewer, commissioned_by: The chair, published: learning-only,")  # fmt: skip
    (registers / "framework.yml").write_text(framework)
    groups = (registers / "groups.yml").read_text()
    (registers / "groups.yml").write_text(re.sub(r"(id: executive-group,[^}]*)\}", r"\1, monitors: [thematic-audit]}", groups))  # fmt: skip
    write_item(content, "reviews/child-m.md", REVIEW, "## Child M’s days\n\nText.")
    old = REVIEW.replace("LCSPR-2026-01", "LCSPR-2020-01").replace("2025-10-01", "2019-10-01").replace("on: 2026-01-15", "on: 2020-01-15")  # fmt: skip
    old = old.replace("worked_well: [A nursery worker wrote the child's words down.]", "outcome: good-practice").replace("Child M", "Child O")  # fmt: skip
    write_item(content, "reviews/child-o.md", f"published: 2020-01-15\ntitle: What went well for O\n{old}", "## Child O’s days\n\nText.")  # fmt: skip
    write_item(content, "actions/child-m-plan.md", PLAN)
    write_item(content, "resources/babies.md", f"title: Babies in view\nrights: external-link-only\n{RESOURCE}")
    plan = PLAN.replace("source: child-m", "source: babies").replace("R1/A1", "R3/A1")
    write_item(content, "actions/babies-plan.md", plan)
    write_item(content, "policies/nights.md", "title: Unusual nights\nabout: [babies]\nreview_due: 2026-10")
    write_item(content, "events/spring.md", "title: Forum in spring\n" + FORUM.format(day="2026-05-20"))
    write_item(content, "events/next.md", "title: Forum to come\n" + FORUM.format(day="2027-05-19"))
    write_feedback(content, "from: [public]\nthemes: [neglect]\ntitle: A neighbour wrote")
    write_programme(
        content,
        "when: 2026-09\nwho: quality-group\ntitle: An audit that nobody made",
        "audience: professional\ntitle: A walk with the night shift\nabout: Listens.",
    )
    built = build_tiny(content, folder / "site")
    assert not built.failed, [problem.words("content") for problem in built.problems]
    return folder / "site"


def html(site: Path, path: str, audience: str = "public") -> str:
    return (site / audience / path / "index.html").read_text(encoding="utf-8")


def words(site: Path, path: str, audience: str = "public") -> str:
    """Give the text of a page, on one line."""
    main = html(site, path, audience).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def section(site: Path, path: str, anchor: str, audience: str = "public") -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{anchor}">.*?</section>', html(site, path, audience), re.DOTALL)
    assert found, anchor
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_every_page_leads_to_the_door_and_the_door_to_every_page(site: Path) -> None:
    assert 'href="../../how-we-learn/"' in html(site, "reviews/child-m")
    door = html(site, "how-we-learn")
    for path in ("cycle/", "how-we-learn/reviews/", "roles/", "groups/", "how-we-learn/sharing/", "programme/", "programme/calendar/", "priorities/",
                 "voices/", "feedback/", "good-practice/", "how-we-learn/elsewhere/", "themes/over-time/"):  # fmt: skip
        assert f'href="../{path}"' in door, path
        assert (site / "public" / path / "index.html").exists(), path


def test_the_door_says_that_the_framework_is_past_its_review_date(site: Path) -> None:
    text = words(site, "how-we-learn")
    assert "This framework is past its review date" in text
    assert "It was to be looked at again by autumn 2020." in text
    assert "Working Together (2018)" in text


def test_every_stage_of_the_wheel_is_a_link_to_its_place(site: Path) -> None:
    for path, back in (("how-we-learn", "../"), ("cycle", "../")):
        drawings = re.findall(r"<svg[^>]*role=\"group\".*?</svg>", html(site, path), re.DOTALL)
        assert len(drawings) == 2
        for drawing in drawings:
            assert "style=" not in drawing
            links = re.findall(r'<a[^>]*href="([^"]+)" aria-label="([^"]+)"', drawing)
            assert [label for _, label in links] == ["1 Look", "2 Learn from it together", "3 Change"]
            for link, _ in links:
                assert link.startswith(f"{back}cycle/#")
                assert f'id="{link.partition("#")[2]}"' in html(site, "cycle")


def test_a_type_of_review_says_who_does_it_who_receives_it_and_what_readers_see(site: Path) -> None:
    text = section(site, "how-we-learn/reviews", "reviews")
    assert "After serious harm." in text
    assert "By law Yes" in text
    assert "A reviewer Decided by: The chair" in text
    assert "What was learned, without the report 2 in this library" in text
    assert 'href="../../reviews/type/lcspr/"' in html(site, "how-we-learn/reviews")
    assert 'href="../../groups/executive-group/"' in html(site, "how-we-learn/reviews")
    assert "Multi-agency thematic audit" in section(site, "how-we-learn/reviews", "audits")


def test_a_group_names_the_types_that_it_receives_and_watches(site: Path) -> None:
    text = words(site, "groups/executive-group")
    assert "Reports come to it from Local child safeguarding practice review" in text
    assert "It watches the actions from Multi-agency thematic audit" in text


def test_a_channel_shows_how_often_for_whom_what_came_last_and_what_comes_next(site: Path) -> None:
    assert "For Social worker" in section(site, "how-we-learn/sharing", "channel-briefings")
    assert "Nothing has gone out by it in this library yet." in section(
        site, "how-we-learn/sharing", "channel-briefings"
    )
    forums = section(site, "how-we-learn/sharing", "channel-forums")
    assert "How often Twice a year" in forums
    assert "Next Forum to come 19 May 2027" in forums
    assert "Since April 2026 1" in forums
    assert "Sent last Forum in spring" in forums
    assert "Nothing" not in section(site, "how-we-learn/sharing", "channel-supervision")


def test_a_promise_that_nothing_counts_stands_beside_the_targets(site: Path) -> None:
    assert "We look at it every year With practitioners." in section(site, "programme", "promises")


def test_voices_are_gathered_and_a_missing_one_has_its_reason(site: Path) -> None:
    assert "Heard in all 2 reviews and audits." in section(site, "voices", "children")
    assert "Said to a nursery worker." in section(site, "voices", "children")
    families = section(site, "voices", "families")
    assert "Heard in none of 2 reviews and audits." in families
    assert "The mother could not be found." in families
    assert "A neighbour wrote" in section(site, "voices", "public")
    assert "A neighbour wrote" not in section(site, "voices", "practitioners")


def test_good_practice_is_a_collection_with_a_feed(site: Path) -> None:
    worked = section(site, "good-practice", "worked-well")
    assert "A nursery worker wrote the child&#39;s words down." in worked
    assert "What went well for O" in section(site, "good-practice", "about")
    feed = (site / "public/feeds/good-practice.json").read_text()
    assert "What went well for O" in feed
    assert "Unusual nights" not in feed
    assert 'feeds/good-practice.rss"' in html(site, "good-practice")


def test_learning_from_elsewhere_says_what_was_decided_and_what_builds_on_it(site: Path) -> None:
    text = section(site, "how-we-learn/elsewhere", "recommendations")
    assert "NP-2024-01 R1 Plan for the unusual night. Nobody has decided yet." in text
    assert "NP-2024-01 R2 One form for all. Not accepted. Nobody reads forms." in text
    assert "NP-2024-01 R3 Count them. Awaiting answer. Supervision asks what has changed" in text
    assert "Unusual nights Policy, 2026" in text
    assert 'href="../../actions/babies-plan/r3-a1/"' in html(site, "how-we-learn/elsewhere")


def test_the_calendar_shows_what_is_late_comes_and_was_done(site: Path) -> None:
    late = section(site, "programme/calendar", "overdue")
    assert "September 2026 An audit that nobody made Audit By the Quality" in late
    assert "52 days late" in late
    assert "Unusual nights Policy: to be reviewed 21 days late" in late
    assert "How we learn here The framework is looked at again" in late
    assert "Forum to come" in section(site, "programme/calendar", "coming")
    assert "Forum in spring" in section(site, "programme/calendar", "done")


def test_the_public_calendar_knows_nothing_of_plans_for_professionals_and_of_what_targets_lack(site: Path) -> None:
    coming = section(site, "programme/calendar", "coming", "professional")
    assert "A walk with the night shift Audit Professional Listens." in coming
    assert "Audits a year Promised by then 1 still to plan" in coming
    for path, data in tree(site / "public").items():
        assert b"night shift" not in data, path
    assert "Audits a year" not in words(site, "programme/calendar")
    calendar = (site / "public/calendar/programme.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Planned: An audit that nobody made" in calendar
    assert "SUMMARY:Forum to come" in calendar
    assert "Forum in spring" not in calendar
    assert "Unusual nights" not in calendar
    assert "Unusual nights" in (site / "professional/calendar/programme.ics").read_text(encoding="utf-8")


def test_loop_status_lists_what_was_planned_and_not_done(site: Path) -> None:
    asked = ["status", "--content", str(site.parent / "content"), "--today", TODAY.isoformat()]
    said = CliRunner().invoke(app, asked)
    assert said.exit_code == 0, said.output
    assert (
        "In the programme, and not done: 1\n  An audit that nobody made\n    Was due by 30 September 2026"
        in said.output
    )
    assert "How we learn here\n    Was due by 30 November 2020" in said.output


def test_the_public_site_is_the_same_to_the_byte_with_and_without_professional_plans(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", f"audience: professional\n{REVIEW}", "## Child M’s days\n\nText.")
    write_programme(content, "when: 2027-03")
    build_tiny(content, tmp_path / "without", cache=tmp_path / "one", audiences=[Audience.PUBLIC])
    write_programme(
        content,
        "when: 2027-03",
        "audience: professional\ntitle: A zqcanary",
        "type: review\nreview_type: lcspr\nitem: child-m\ntitle: Another zqcanary",
    )
    build_tiny(content, tmp_path / "with", cache=tmp_path / "two")
    assert tree(tmp_path / "with/public") == tree(tmp_path / "without/public")


def test_an_incremental_build_follows_what_is_planned_heard_and_counted(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    framework = content / "registers/framework.yml"
    framework.write_text(framework.read_text() + FRAMEWORK)
    write_item(content, "training/course.md", "format: webinar\nlength: An hour\ndates: [2026-02-10]")
    write_programme(content, "when: 2027-03")

    def same(step: str) -> None:
        assert not build_tiny(content, tmp_path / "site", audiences=[Audience.PROFESSIONAL]).failed
        build_tiny(content, tmp_path / step, cache=tmp_path / f"cache-{step}", audiences=[Audience.PROFESSIONAL])
        assert tree(tmp_path / "site/professional") == tree(tmp_path / step / "professional"), step

    same("first")
    audit = REVIEW.replace("lcspr", "thematic-audit").replace("LCSPR", "MAA")
    dated = audit.replace("2026-01-15", "2026-05-15").replace("2025-10-01", "2026-01-10")
    write_item(content, "reviews/audit.md", f"published: 2026-05-15\n{dated}", "## Child M’s days\n\nText.")
    write_item(content, "events/next.md", FORUM.format(day="2026-12-19"))
    same("an audit counts towards its target and an event was announced")
    write_programme(content, "when: 2027-03\nitem: audit")
    said = dated.replace("Said to a nursery worker.", "Said to nobody.")
    write_item(content, "reviews/audit.md", f"published: 2026-05-15\n{said}", "## Child M’s days\n\nText.")
    same("what was planned became it and a voice changed")
