"""The words that come with the library: what not to write of children and families, what to write more simply, what everybody knows.

Chosen and worded for this library. Where the thought comes from: "Language that cares" (TACT, 2019) and its kind, written by young people in
care; guidance of professional bodies on victim-blaming language in exploitation; and the plain English of government services. A
partnership changes the list in ``registers/advice.yml``.
"""

from __future__ import annotations

from typing import NamedTuple


class Preferred(NamedTuple):
    """Words, what to write instead, and why."""

    instead_of: tuple[str, ...]
    say: str
    why: str


def _words(forms: str, say: str, why: str) -> Preferred:
    return Preferred(tuple(forms.split("|")), say, why)


RESPECTFUL: tuple[Preferred, ...] = (
    _words(
        "failed to engage|fails to engage|failing to engage|failure to engage|refused to engage|refusing to engage|did not engage|does not engage|would not engage|non engagement|not engaging|disengaged|poor engagement|lack of engagement",
        "what was offered, when and how, and what got in the way",
        "It makes the family responsible for help that did not reach them",
    ),
    _words(
        "hard to reach|harder to reach|hardest to reach|hard to engage|difficult to engage|seldom heard",
        "whom we did not reach, and how we tried",
        "People are where they are: the service did not reach them",
    ),
    _words(
        "non compliant|noncompliant|non compliance|uncooperative|unco operative|resistant family|resistant families|resistant parents|resistant parent|difficult family|difficult families|hostile family|hostile families",
        "what was asked, what was done and what was not",
        "It judges the person and hides what happened",
    ),
    _words(
        "disguised compliance|false compliance|superficial compliance",
        "what was said, and what changed or did not",
        "It guesses at a motive, and nobody can check it",
    ),
    _words(
        "refused to|refuses to|refusing to|he refused|she refused|they refused|mother refused|father refused|parent refused|parents refused|family refused|families refused|child refused|children refused|young person refused|young people refused|he refuses|she refuses|they refuse|refused help|refused support|refused services|refused consent",
        "said no to, did not want, or was not able to, with the reason",
        "It sounds like defiance, and often nobody asked why",
    ),
    _words(
        "alleged that|alleges that|claims that she|claims that he|claimed that she|claimed that he|claims to have been|claimed to have been|allegedly",
        "said, told us",
        "It sounds as if the child were not believed",
    ),
    _words(
        "disclosed that|discloses that|made a disclosure|makes a disclosure|making a disclosure|disclosed abuse|disclosed sexual abuse|disclosed to a|disclosed to her|disclosed to his",
        "told somebody, said",
        "Children tell; to disclose sounds like a legal act, and as if there were something to prove",
    ),
    _words(
        "lifestyle choice|lifestyle choices|chaotic lifestyle|risky lifestyle|chaotic family|chaotic families|chaotic household",
        "what happens and who makes it happen",
        "No child chooses to be harmed, and chaos tells nobody what the days are like",
    ),
    _words(
        "promiscuous|promiscuity|sexually active with|consensual sexual activity with an adult",
        "was abused, was exploited",
        "A child cannot consent to abuse: the words blame the child",
    ),
    _words(
        "child prostitute|child prostitution|child prostitutes|young prostitute|prostituting herself|prostituting himself|prostituting themselves|selling sex",
        "a child who is sexually exploited",
        "In law there is no such thing as a child prostitute (Serious Crime Act 2015)",
    ),
    _words(
        "putting herself at risk|putting himself at risk|putting themselves at risk|puts herself at risk|puts himself at risk|puts themselves at risk|placed herself at risk|placed himself at risk|placed themselves at risk|placing herself at risk|placing himself at risk|placing themselves at risk|risk taking behaviour|risky behaviour|making poor choices|poor choices|choosing to associate|chose to associate",
        "who harms or threatens the child, and where",
        "It makes the child responsible for what others do",
    ),
    _words(
        "streetwise|street wise|drug runner|drug runners|gang member|gang members|involved in county lines|child drug dealer|older than her years|older than his years|mature for her age|mature for his age",
        "a child who is exploited, or the child’s age",
        "It makes a child look older or guiltier than they are, Black children above all",
    ),
    _words(
        "attention seeking|manipulative|challenging behaviour|behavioural issues|behaviour problems|acting out|naughty",
        "what the child did, and what they may be telling us",
        "What a child does is often the only way to tell",
    ),
    _words(
        "absconded|absconding|absconds|absconder|runaway child|went awol",
        "was missing, went missing",
        "It is a word for prisoners: ask where from, where to and why",
    ),
    _words(
        "did not attend|failed to attend|failed appointment|failed appointments|missed his appointment|missed her appointment",
        "was not brought (a child); what made it hard to come (an adult)",
        "A child does not take themselves to an appointment",
    ),
    _words(
        "LAC|looked after child|looked after children|LAC review|LAC reviews",
        "children in care, our children",
        "Children asked not to be a label that reads like a lack",
    ),
    _words(
        "foster placement|placement breakdown|placement breakdowns|placement broke down|new placement|placement move|placement moves|his placement|her placement|their placement|the placement ended",
        "home, where the child lives, a move of home",
        "Children have homes; stock is placed",
    ),
    _words(
        "contact session|contact sessions|supervised contact|contact centre visit|contact with his mother|contact with her mother|contact with his father|contact with her father|contact with their parents|contact with siblings",
        "time with family, seeing their mother, father, brothers or sisters",
        "To the child it is time with people whom they love",
    ),
    _words("sibling group|siblings group", "brothers and sisters", "Siblings is a word of files"),
    _words(
        "respite|respite care",
        "a short break",
        "It sounds as if somebody had to recover from the child",
    ),
    _words(
        "non verbal|nonverbal|unable to obtain views|unable to express her views|unable to express his views",
        "how the child communicates: with signs, symbols, looks",
        "Every child communicates; the question is who can read it",
    ),
    _words(
        "suffers from|suffering from a disability|wheelchair bound|confined to a wheelchair|special needs child|special needs children|handicapped|mentally ill parent|mentally handicapped",
        "has, uses a wheelchair, disabled child, a parent with …",
        "People are more than a condition, and not all of them suffer from it",
    ),
    _words(
        "committed suicide|commits suicide|commit suicide|successful suicide|failed suicide|failed suicide attempt|self harmer|self harmers",
        "died by suicide, ended their life, tried to end their life, a child who self-harms",
        "Suicide is no crime, and an attempt no failure",
    ),
    _words(
        "substance abuser|substance abusers|drug abuser|drug abusers|addict|addicts|alcoholic|alcoholics|drug user|drug users|toxic trio",
        "a parent who uses drugs, is dependent on alcohol; name each difficulty",
        "A label keeps people from asking for help",
    ),
    _words(
        "toxic relationship|volatile relationship|domestic dispute|domestic incident|domestics|tempestuous relationship",
        "who was abusive to whom, and how",
        "It makes two people responsible for what one does",
    ),
    _words(
        "failed to protect|failure to protect|failing to protect",
        "what made it hard to protect the child, and who did the harm",
        "It blames the parent who is harmed and passes over who harms",
    ),
    _words(
        "single mother family|broken home|broken homes|broken family|problem family|problem families|troubled family|dysfunctional family|dysfunctional families",
        "who lives in the household, and what is hard for them",
        "It is a verdict, not an observation",
    ),
    _words(
        "illegal immigrant|illegal immigrants|illegals|honour killing|honour killings",
        "a person without leave to remain; so-called honour-based abuse",
        "No person is illegal, and no killing has honour",
    ),
    _words(
        "child pornography|kiddie porn|child porn|revenge porn",
        "sexual images of children, child sexual abuse material; sharing images without consent",
        "It is evidence of abuse, and pornography is something else",
    ),
    _words(
        "frequent flyer|frequent flyers|heartsink|bed blocker|bed blockers|cases like this|the case was closed to us",
        "the person, and what they came for",
        "It is talk among colleagues that families read too",
    ),
)
"""What hurts or blames those who read it, or hides what happened."""

PLAIN: tuple[Preferred, ...] = tuple(
    Preferred(tuple(forms.split("|")), say, "Short and common words are understood by more people")
    for forms, say in (
        ("utilise|utilises|utilised|utilising|utilisation", "use"),
        ("in order to", "to"),
        ("prior to", "before"),
        ("subsequent to|subsequently", "after, later"),
        ("commence|commences|commenced|commencing|commencement", "start, begin"),
        ("terminate|terminates|terminated", "end"),
        ("facilitate|facilitates|facilitated|facilitating|facilitation", "help, make possible, run"),
        (
            "in relation to|with regard to|with regards to|in regard to|in respect of|pertaining to|as regards",
            "about, on, for",
        ),
        ("due to the fact that|owing to the fact that|in light of the fact that|in view of the fact that", "because"),
        ("in the event that|in the event of", "if"),
        ("at this point in time|at the present time|at this moment in time|currently in the process of", "now"),
        ("for the purpose of|for the purposes of|with a view to", "to, for"),
        ("in excess of", "more than"),
        ("a large number of|a significant number of|a multitude of|a plethora of", "many, or the number"),
        ("the majority of|the vast majority of", "most"),
        (
            "on a regular basis|on a daily basis|on a weekly basis|on a monthly basis",
            "regularly, every day, week or month",
        ),
        ("going forward|moving forward|moving forwards", "from now on, or leave it out"),
        ("leverage|leveraging|leveraged", "use"),
        ("deliverables|deliverable", "what will be done"),
        ("stakeholder|stakeholders|key stakeholders", "who they are"),
        ("robust|robustly|robustness", "what makes it strong: checked, complete, on time"),
        ("holistic|holistically", "whole, of all parts of the child’s life"),
        ("synergy|synergies|synergistic", "working together"),
        ("ascertain|ascertains|ascertained|ascertaining", "find out"),
        ("endeavour|endeavours|endeavoured", "try"),
        ("expedite|expedited|expediting", "speed up"),
        ("cognisant of|cognisant", "aware of"),
        (
            "thereafter|hereafter|heretofore|herein|therein|whilst at the same time|notwithstanding",
            "then, later, here, although",
        ),
        ("aforementioned|abovementioned|above mentioned", "this, these"),
        ("inter alia|vis a vis|per se|ad hoc basis|viz", "among other things, about, as such, when needed"),
        ("acquiesce|acquiesced", "agree"),
        ("ameliorate|ameliorated", "improve"),
        ("remuneration", "pay"),
        ("necessitate|necessitates|necessitated", "need"),
        ("disseminate|disseminates|disseminated|disseminating|dissemination", "share, pass on"),
        ("paradigm|paradigms|paradigm shift", "way of thinking"),
        ("operationalise|operationalised|operationalising", "put to use"),
        ("evidenced by|evidences|evidencing", "shown by, shows"),
        ("signposted to|signposting to", "told about, given the number of"),
        ("multi faceted|multifaceted", "with many sides"),
        ("deep dive|deep dives into", "a close look"),
        ("learnings|key learnings", "what we learned"),
        ("cascade|cascaded|cascading|cascades", "pass on"),
        ("drill down|unpack|drilled down", "look closely"),
        ("in conjunction with|in collaboration with|in partnership with colleagues from", "with"),
        (
            "it is important to note that|it should be noted that|it is worth noting that|please note that",
            "say it without this",
        ),
    )
)
"""What can be said in shorter words."""

EVERYDAY_ACRONYMS = frozenset(
    "NHS GP GPs UK EU US USA BBC TV PDF CD DVD MP MPs OK AM PM FAQ ID IT HIV AIDS DNA ADHD AGM CV HR PIN SMS URL WC PC PCs CCTV A4 A5 "
    "COVID MOT VAT GCSE GCSEs RSS ICS CSV JSON XML OPML WCAG HTML PE QR UNICEF NSPCC PAPYRUS".split()
)
"""Acronyms that readers in Britain know, those of this library's own formats among them."""

FIELD_ACRONYMS = {
    "ABE": "achieving best evidence", "ACE": "adverse childhood experience", "AHT": "abusive head trauma", "AMHP": "approved mental health professional",
    "BAME": "the ethnic groups that are meant", "CAMHS": "child and adolescent mental health services", "CAFCASS": "Children and Family Court Advisory and Support Service",
    "CCE": "child criminal exploitation", "CDOP": "child death overview panel", "CIN": "child in need", "CSE": "child sexual exploitation",
    "DASH": "domestic abuse, stalking and honour-based violence checklist", "DSL": "designated safeguarding lead", "EHCP": "education, health and care plan",
    "EHE": "elective home education", "FII": "fabricated or induced illness", "GCP2": "graded care profile 2", "HSB": "harmful sexual behaviour",
    "ICPC": "initial child protection conference", "IDVA": "independent domestic violence adviser", "IRO": "independent reviewing officer",
    "ISVA": "independent sexual violence adviser", "LADO": "local authority designated officer", "LCSPR": "local child safeguarding practice review",
    "LSCB": "local safeguarding children board", "MACE": "multi-agency child exploitation meeting", "MAPPA": "multi-agency public protection arrangements",
    "MARAC": "multi-agency risk assessment conference", "MASH": "multi-agency safeguarding hub", "NAI": "non-accidental injury", "NRM": "national referral mechanism",
    "NRPF": "no recourse to public funds", "PAMS": "parent assessment manual", "PLO": "public law outline", "RCPC": "review child protection conference",
    "SARC": "sexual assault referral centre", "SCR": "serious case review", "SENCO": "special educational needs co-ordinator", "SEND": "special educational needs and disabilities",
    "SGO": "special guardianship order", "SUDI": "sudden unexpected death in infancy", "UASC": "unaccompanied asylum-seeking child", "WNB": "was not brought",
    "YJS": "youth justice service", "YOT": "youth offending team",
}  # fmt: skip
"""Acronyms of the field with their words, for those that no register of a library explains."""

VAGUE_LINKS = frozenset(
    {
        "here", "click", "click here", "press here", "tap here", "go here", "see here", "this", "this link", "the link", "link", "links", "more",
        "read more", "see more", "find out more", "learn more", "more information", "further information", "more details", "details",
        "this page", "the page", "page", "this website", "the website", "website", "webpage", "this document", "the document", "document",
        "download", "download here", "pdf", "file", "go", "continue", "next", "view", "info", "visit", "click this link", "attached", "report here",
    }
)  # fmt: skip
"""What links say that say nothing."""

VAGUE_PICTURES = frozenset(
    {
        "image", "an image", "picture", "a picture", "photo", "a photo", "photograph", "graphic", "graph", "a graph", "chart", "a chart",
        "diagram", "a diagram", "figure", "logo", "icon", "screenshot", "map", "a map", "illustration", "alt", "alt text", "untitled", "img",
        "picture 1", "image 1", "figure 1", "chart 1", "diagram description automatically generated", "description automatically generated",
    }
)  # fmt: skip
"""What stands for a picture and says nothing of it."""
