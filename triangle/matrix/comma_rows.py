"""The matrix as plain rows: one for each duty, with the stream head that it was read from.

The last line begins with `#` and carries one hash over all of these heads.
"""

import csv
from io import StringIO
from typing import Any

from triangle.core.schema import moment_text
from triangle.deals.models import deal_stream
from triangle.matrix.export import Book
from triangle.matrix.export_words import WORDS, plain
from triangle.matrix.seal import mark

KIND = "text/csv"
COLUMNS = ("account", "deal", "code", "node", "stage", "status", "person", "letter", "role", "since")
PROOF = ("as_of", "stream", "epoch", "seq", "hash")


def comma_rows(book: Book) -> bytes:
    """Write the rows; the byte order mark tells spreadsheets that it is UTF-8."""
    out = StringIO(newline="")
    words, heads = WORDS[book.language], {head["name"]: head for head in book.heads}
    lines, named = csv.writer(out), dict[str, Any]()
    lines.writerow([words[name] for name in (*COLUMNS, *PROOF, "risk")])
    for line in book.lines:
        head = heads[deal_stream(line.deal_id)]
        named |= {head["name"]: head} if line.cells else {}
        proof = [book.at, head["name"], head["epoch"], head["head_seq"], head["head_hash"]]
        first = [plain(getattr(line, name)) for name in COLUMNS[:6]]
        for cell in line.cells:
            who = plain(book.people[cell["person_id"]])
            said = [cell["duty"], cell["role"], cell["from_at"]]
            lines.writerow([*first, who, *said, *proof, ""])
    for risk in book.risks:
        head = heads[deal_stream(risk.deal_id)]
        named[head["name"]] = head
        proof = [book.at, head["name"], head["epoch"], head["head_seq"], head["head_hash"]]
        first = [plain(getattr(risk, name)) for name in COLUMNS[:5]]
        rest = [words["overridden"], plain(risk.person), "", "SP", moment_text(risk.at)]
        lines.writerow([*first, *rest, *proof, plain(risk.risk)])
    lines.writerow([f"# {mark(named.values())}"])
    return out.getvalue().encode("utf-8-sig")
