"""Disclosing the material of an invented case: papers, a redacted copy, a bundle, its service."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from amends.base.package_data import read_text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure import bind_services, redaction_services, set_services
from amends.office.disclosure.models import SetState
from amends.office.disclosure.selectors import line
from amends.office.evidence.models import Attachment
from amends.office.evidence.services import attach_file
from amends.office.exhibits.models import ItemFile
from amends.office.exhibits.selectors import item as item_of
from amends.office.exhibits.services import add_file
from amends.office.parties.models import Party
from amends.office.printing.pdfs import fonts

FORM = "demo/page.typ"


def attach_papers(case: Case, plan: Any, lead: User) -> None:
    """Attach the planned papers, each to its item, and make the redacted copies of them."""
    for about in plan.get("papers", ()):
        file = _attach(case, about["paper"], lead)
        item = item_of(actor=lead, case=case, key=about["item"])
        add_file(actor=lead, item=item, attachment=file, copy=ItemFile.Copy.EVIDENTIARY)
        for words, reason in about.get("taken_out", {}).items():
            redaction_services.add_mark(actor=lead, attachment=file, words=words, reason=reason)
        if about.get("taken_out"):
            redaction_services.make_copy(actor=lead, attachment=file)


def disclose(case: Case, plan: Any, lead: User, in_case: Mapping[str, Party], today: date) -> None:
    """Put the planned set together, bind it, and record on whom it was served.

    Where this machine cannot bind it, it stays as it is, and the page of the set says why.
    """
    about = plan.get("disclosed")
    if about is None:
        return
    pieces = [line(actor=lead, case=case, key=key).piece for key in about["material"]]
    row = set_services.open_set(actor=lead, case=case, title=about["title"], pieces=pieces)
    set_services.ask_for_bundle(actor=lead, row=row, version=row.version)
    bind_services.work_bundles(among=[row])
    row.refresh_from_db()
    if row.state != SetState.BOUND:
        return
    for key, served in about["served"].items():
        proof = _attach(case, served["proof"], lead)
        set_services.serve(
            actor=lead,
            row=row,
            version=row.version,
            party=in_case[key],
            on=today,
            way=served["way"],
            received_by=served["received_by"],
            proof=proof,
        )
        row.refresh_from_db()


def _attach(case: Case, paper: Mapping[str, Any], lead: User) -> Attachment:
    return attach_file(
        actor=lead,
        case=case,
        title=paper["heading"],
        filename=paper["filename"],
        chunks=[_page(paper["heading"], paper["lines"])],
    )


def _page(heading: str, lines: list[str]) -> bytes:
    import typst

    said = json.dumps({"heading": heading, "lines": lines})
    return typst.compile(read_text(FORM).encode(), font_paths=fonts(), sys_inputs={"page": said})
