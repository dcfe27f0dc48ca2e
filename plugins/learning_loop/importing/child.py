"""The process in which a document from elsewhere is opened: it sets its own limits, then reads a job from its input and answers on its output."""

from __future__ import annotations

import json
import os
import sys

from learning_loop.attachments.child import NO_MEMORY, end_with, limit_all


def main() -> None:
    """Open the file of one job. What cannot be opened is answered with its rule; whatever else goes wrong ends the process without an answer."""
    limit_all()
    job = sys.stdin.buffer
    head = json.loads(job.readline())
    data = job.read()

    from learning_loop.attachments.findings import Refused  # noqa: PLC0415 - after the limits
    from learning_loop.importing.answer import write_answer  # noqa: PLC0415 - after the limits
    from learning_loop.importing.opening import open_document  # noqa: PLC0415 - after the limits

    try:
        answer = write_answer(open_document(data, head["suffix"], convert=head["convert"]))
    except Refused as refused:
        answer = json.dumps({"refused": [refused.rule, refused.detail]}).encode() + b"\n"
    except MemoryError:
        os._exit(NO_MEMORY)
    end_with(answer)


if __name__ == "__main__":
    main()
