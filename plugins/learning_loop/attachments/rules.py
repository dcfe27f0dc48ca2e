"""The rules for attachments as data: what each finding means, how grave it is, and what to do about it.

A ``{one|many}`` in a text becomes the form for the count, ``{count}`` the count, ``{detail}`` the finding's detail.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from learning_loop.attachments.findings import Finding, Weight

ALLOWED = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), pictures (.jpg, .png, .gif, .webp, .svg) and plain text (.txt, .csv)"


class Rule(NamedTuple):
    """One rule."""

    weight: Weight
    what: str
    """What is wrong and why, as the rest of a sentence that begins with the file."""
    cure: str
    """What to do."""


_REFUSE, _STOP, _LOOK, _REMOVED = Weight.REFUSE, Weight.STOP, Weight.LOOK, Weight.REMOVED

_EXPORT = "Take it out where the file was made, and export the PDF again"

RULES: dict[str, Rule] = {
    # Cannot be checked
    "kind-unknown": Rule(_REFUSE, "is no kind of file that can be checked", f"Published are {ALLOWED}. Save it as one of them"),
    "kind-old-office": Rule(_REFUSE, "is a file of an old Office, or one that is protected by a password: its inside cannot be checked", "Take the password off and save it as .docx, .xlsx or .pptx, or export it as a PDF"),
    "kind-open-document": Rule(_REFUSE, "is an OpenDocument file, and those cannot be checked yet", "Save it as .docx, .xlsx or .pptx, or export it as a PDF"),
    "kind-strict": Rule(
        _REFUSE,
        "is saved in the strict form of Office files, and that cannot be checked yet",
        "Save it again as Word document, Excel workbook or PowerPoint presentation, without 'Strict' in the kind",
    ),
    "name-differs": Rule(_REFUSE, "is {detail} by what is in it, and its name says something else", "Give it the ending that it should have, or save it again"),
    "password": Rule(_REFUSE, "is protected by a password, so its inside cannot be checked", "Save a copy without a password and without restrictions"),
    "broken": Rule(_REFUSE, "cannot be read: the file is damaged, or is not what it looks like", "Open it where it was made and save it again"),
    "too-large": Rule(_REFUSE, "is larger than {detail}", "Make its pictures smaller, or publish it in parts"),
    "too-many-pages": Rule(_REFUSE, "has more than {detail} pages, and each of them must be looked at", "Publish it in parts"),
    "unpacks-too-large": Rule(_REFUSE, "becomes far larger when it is opened, as files do that are made to do harm", "Save it again where it was made"),
    "too-much-work": Rule(_REFUSE, "took more time or memory to check than any file may", "Save it again where it was made, with smaller pictures; if that does not help, export it as a PDF"),
    "macros": Rule(_REFUSE, "has a program in it (macros or controls)", "Save it as .docx, .xlsx or .pptx without macros"),
    "objects": Rule(_REFUSE, "has {count} other {file|files} embedded, and readers could take {it|them} out whole", "Paste a picture of {it|them} instead, or name {it|them} under attachments"),
    "metafile": Rule(_REFUSE, "has {count} {picture|pictures} in an old form (EMF, WMF, TIFF or the like) that cannot be checked", "Paste {it|them} again as PNG or JPEG"),
    "media": Rule(_REFUSE, "has {count} {film or sound|films or sounds} in it", "Put {it|them} where videos are kept, and link to that"),
    "picture-moves": Rule(_REFUSE, "is a moving picture; movement distracts readers, and its frames are not checked one by one", "Save one frame of it as PNG"),
    "bundle": Rule(_REFUSE, "is a bundle of files in a PDF", "Name each file under attachments"),
    "xfa": Rule(_REFUSE, "is a form of a kind (XFA) that only Adobe's programs can show", "Print it to a PDF, or make the form anew"),
    # A person must decide
    "hidden-text": Rule(_STOP, "has {count} {letter or digit that cannot be seen and can|letters or digits that cannot be seen and can} still be copied out: white or tiny text, text under a box or a picture, or off the page. A black box hides nothing", _EXPORT),
    "covered-picture": Rule(_STOP, "has {count} {box|boxes} drawn over a picture, and whoever opens the file can move {it|them} away", "Black it out in the picture itself, and export the PDF again"),
    "hidden-layers": Rule(_STOP, "has {count} {layer|layers} that can be switched on and off", "Export the PDF again without layers"),
    "comments": Rule(_STOP, "has {count} {comment or mark|comments or marks} of people who worked on it", "Deal with {it|them}, delete {it|them} and save: Review > Delete all comments, or Comment > Delete in a PDF program"),
    "form-values": Rule(_STOP, "has {count} form {field|fields} filled in", "Empty the form, or print it to a PDF if it is meant to be filled in"),
    "tracked-changes": Rule(_STOP, "has {count} tracked {change|changes}; deleted words are still in the file", "Review > Accept all changes and stop tracking, then save"),
    "hidden-sheets": Rule(_STOP, "has {count} hidden {sheet|sheets}", "Delete {it|them}, or show {it|them} if readers need {it|them}"),
    "hidden-rows": Rule(_STOP, "has {count} hidden or filtered {row|rows}", "Delete {it|them}, or show {it|them} if readers need {it|them}"),
    "hidden-columns": Rule(_STOP, "has {count} hidden {column|columns}", "Delete {it|them}, or show {it|them} if readers need {it|them}"),
    "hidden-slides": Rule(_STOP, "has {count} hidden {slide|slides}", "Delete {it|them}, or show {it|them} if readers need {it|them}"),
    "hidden-names": Rule(_STOP, "has {count} hidden {name|names} of cells", "Delete {it|them} with File > Info > Check for issues > Inspect document"),
    "notes": Rule(_STOP, "has notes on {count} {slide|slides}, which every reader can open", "Delete them, or write what readers need on the slide"),
    "hidden-shapes": Rule(_STOP, "has {count} hidden {shape|shapes}", "Delete {it|them}: Home > Arrange > Selection pane shows {it|them}"),
    "off-slide": Rule(_STOP, "has {count} {shape|shapes} with text or pictures beside the slide", "Delete {it|them}"),
    "covered-shapes": Rule(_STOP, "has {count} {shape|shapes} under another one, and whoever opens the file can move that away", "Delete what is beneath"),
    "cropped": Rule(_STOP, "has {count} cropped {picture|pictures}, and what was cropped away is still in the file", "Picture format > Compress pictures > Delete cropped areas, then save"),
    "outside-data": Rule(_STOP, "has {count} {link|links} to data in other files or on servers, with copies of what was there", "Data > Edit links > Break link, or Queries > Delete, then save"),
    "pivot": Rule(_STOP, "has {count} pivot {table|tables}, which {keeps|keep} a copy of every row behind {it|them}", "Copy the table and paste it as values into a new file"),
    "outside-files": Rule(_STOP, "has {count} {link|links} to a file on somebody's computer or server", "Take {it|them} out, or link to a public address"),
    "revision-log": Rule(_STOP, "has the log of a shared workbook with all earlier entries", "Review > Unshare workbook, then save"),
    # Somebody should look
    "unread": Rule(_LOOK, "has {count} {page|pages} with pictures and no text, such as a scan. No rule can read {it|them}, and neither can a screen reader", "Read {it|them} yourself, and publish the text as well"),
    "files-taken-out": Rule(_LOOK, "had {count} {file|files} attached inside it. {It is|They are} not in what is published", "Name {it|them} under attachments if readers need {it|them}"),
    "active-taken-out": Rule(_LOOK, "had {count} {script or action|scripts or actions} in it. {It is|They are} not in what is published", "Look whether it still does what readers need"),
    "links-taken-out": Rule(_LOOK, "had {count} {link|links} to addresses that are neither web nor e-mail. {It does|They do} not work in what is published", "Link to public addresses"),
    # Gone, and nobody will miss it
    "about": Rule(_REMOVED, "author, company, dates, programs and other properties", ""),
    "metadata": Rule(_REMOVED, "metadata in XML (XMP)", ""),
    "custom-data": Rule(_REMOVED, "custom properties and custom XML", ""),
    "thumbnail": Rule(_REMOVED, "small preview pictures", ""),
    "earlier-versions": Rule(_REMOVED, "earlier versions of the document", ""),
    "leftovers": Rule(_REMOVED, "parts that nothing shows", ""),
    "trailing": Rule(_REMOVED, "bytes before or after the file's content", ""),
    "signature": Rule(_REMOVED, "digital signatures with the signer's name", ""),
    "picture-facts": Rule(_REMOVED, "facts about pictures (camera, time, programs, comments)", ""),
    "position": Rule(_REMOVED, "the position where a picture was taken", ""),
    "personal": Rule(_REMOVED, "names, dates and numbers of those who edited", ""),
    "printer": Rule(_REMOVED, "settings of printers and computers", ""),
    "source-notes": Rule(_REMOVED, "notes in the source that no page shows", ""),
    "chart-workbook": Rule(_REMOVED, "whole workbooks behind charts", ""),
    "unseen-pixels": Rule(_REMOVED, "colours of pixels that are wholly transparent", ""),
    "fonts": Rule(_REMOVED, "embedded fonts", ""),
}  # fmt: skip

_FORMS = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def message_of(finding: Finding) -> str:
    """Give the one line that tells an officer what was found and what to do, without what was found."""
    rule = RULES[finding.rule]
    return f"{_fill(rule.what, finding)}. {_fill(rule.cure, finding)}"


def removed_words(finding: Finding) -> str:
    """Give in a few words what was taken out."""
    return _fill(RULES[finding.rule].what, finding)


def _fill(text: str, finding: Finding) -> str:
    text = _FORMS.sub(lambda match: match[1] if finding.times == 1 else match[2], text)
    return text.replace("{count}", f"{finding.times:,}").replace("{detail}", finding.detail)
