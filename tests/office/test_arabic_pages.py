"""Pages in Arabic: right to left, and nothing on them falls back into English."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override

from amends.court.clock_rules import clock_rules
from amends.court.events import event_types
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging.proof_services import label_proof
from amends.office.charging.selectors import charging_of
from amends.office.charging.services import state_conduct
from amends.office.desk.help import TOPICS
from amends.office.evidence import services as evidence
from amends.office.exhibits import custody_services, objection_services
from amends.office.exhibits import services as exhibits
from amends.office.inquiries import line_services, reply_services
from amends.office.inquiries import services as inquiries
from amends.office.intake import register_services as register
from amends.office.intake import screening_services
from amends.office.intake import services as reports
from amends.office.intake.decision_services import answer_referral, refer_report
from amends.office.intake.identification_services import identify_person
from amends.office.intake.models import Report
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.statements import (
    issue_services,
    proposition_services,
    recantation_services,
)
from amends.office.statements import services as statements
from amends.office.tasks import services as tasks
from amends.office.techniques import services as techniques
from amends.office.timeline import services as timeline
from amends.office.timeline.models import TimelineEvent
from amends.proof.techniques import alternatives
from tests.office.conftest import Office
from tests.office.test_arabic import LATIN_SENTENCE, PLACEHOLDER, entries

CODES = re.compile(r"[A-Z]{2}(?: [A-Z]{2})*")
WORDS_OF_A_SENTENCE = 3
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "label", "placeholder", "title"}
NOT_OURS = {"bdi", "code", "kbd", "pre", "samp", "script", "style", "textarea"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
PLACES = ("ph", "us")
PAGES_OF_EVERYBODY = ["front-page", "account", "help"]
PAGES_OF_THE_DESK = [
    "own-tasks",
    "calendar",
    "case-list",
    "case-open",
    "clock-list",
    "date-list",
    "inquiry-list",
    "inquiry-bodies",
    "technique-queue",
    "leave",
    "report-list",
    "report-new",
    "recruiter-list",
    "recruiter-new",
]
PAGES_OF_A_CASE = [
    "case",
    "case-attachments",
    "case-comparison",
    "case-charging",
    "case-counts",
    "case-custody",
    "case-disclosure",
    "case-dual",
    "case-served",
    "disclosure-sets",
    "exhibit-list",
    "set-add",
    "case-edit",
    "case-evidence",
    "conduct-add",
    "case-hand-over",
    "case-handover",
    "case-history",
    "case-import",
    "import-exhibits",
    "case-inquiries",
    "case-issues",
    "case-links",
    "case-merge",
    "case-notes",
    "case-parties",
    "case-passages",
    "case-people",
    "case-print",
    "case-propositions",
    "case-recantations",
    "case-split",
    "case-statements",
    "case-tasks",
    "case-techniques",
    "case-timeline",
    "count-add",
    "event-record",
    "item-add",
    "inquiry-add",
    "line-close",
    "party-add",
    "proposition-add",
    "recantation-add",
    "statement-add",
    "task-set",
    "technique-ask",
]
TELEPHONE = "PHONE"
PAGES_OF_EVERY_ROLE = [
    ("prosecutor", [*PAGES_OF_EVERYBODY, *PAGES_OF_THE_DESK]),
    ("investigator", [*PAGES_OF_EVERYBODY, *PAGES_OF_THE_DESK]),
    ("liaison", [*PAGES_OF_EVERYBODY, "own-tasks", "case-list", "report-list"]),
    ("head", [*PAGES_OF_EVERYBODY, *PAGES_OF_THE_DESK]),
    ("registrar", [*PAGES_OF_EVERYBODY, "own-tasks", "case-list", "date-list"]),
    ("ombudsman", [*PAGES_OF_EVERYBODY, "case-list", "log", "report-figures"]),
    ("rapporteur", [*PAGES_OF_EVERYBODY, "report-figures"]),
    ("administrator", [*PAGES_OF_EVERYBODY, "account-list", "account-create"]),
]
# Pages whose form is sent empty, so that they answer with everything that is missing.
FORMS_OF_A_CASE = [
    "case-edit",
    "case-hand-over",
    "case-links",
    "case-merge",
    "case-notes",
    "case-split",
    "count-add",
    "item-add",
    "inquiry-add",
    "line-close",
    "party-add",
    "proposition-add",
    "recantation-add",
    "statement-add",
    "task-set",
    "technique-ask",
]


PAGES_OF_A_REPORT = [
    "report",
    "report-contact",
    "report-decide",
    "report-edit",
    "report-history",
    "report-open",
    "report-screen",
    "report-triage",
]
FORMS_OF_A_REPORT = [
    "report-contact",
    "report-edit",
    "report-open",
    "report-person-add",
    "report-screen",
    "report-triage",
]


class Reader(HTMLParser):
    """Reads a page as a person hears it, less what stands in it as data or in another language."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.heard: list[str] = []
        self.direction = ""
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the words of the attributes, and note whether the element's text is ours."""
        said = dict(attrs)
        if tag == "html":
            self.direction = said.get("dir") or ""
        ours = self._ours and not is_data(tag, said)
        if ours:
            self.heard += [said[name] or "" for name in SPOKEN_ATTRIBUTES & said.keys()]
        if tag not in VOID:
            self._open.append((tag, ours))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and whatever within it was never closed."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take text that is ours."""
        if self._ours:
            self.heard.append(data)

    @property
    def _ours(self) -> bool:
        return self._open[-1][1] if self._open else True


def is_data(tag: str, said: dict[str, str | None]) -> bool:
    """Return whether an element holds what users or other authors wrote, or says its language."""
    other_language = tag != "html" and said.get("lang") not in {None, "ar"}
    return tag in NOT_OURS or other_language or said.get("dir") == "auto"


def read(client: Client, address: str, *, status: int = 200) -> Reader:
    """Return a page of the office as an Arabic reader gets it."""
    return reader_of(client.get(address), status=status)


def reader_of(answer: object, *, status: int = 200) -> Reader:
    """Read an answer, which has the status expected."""
    assert answer.status_code == status  # type: ignore[attr-defined]  # an answer of the test client
    reader = Reader()
    reader.feed(answer.content.decode())  # type: ignore[attr-defined]  # as above
    return reader


def english_on(reader: Reader) -> list[str]:
    """Return the English that a page says of its own."""
    text = " ".join(" ".join(reader.heard).split())
    for citation in sorted(citations(), key=len, reverse=True):
        text = text.replace(citation, "")
    return [piece for piece in english_messages() if piece in text] + LATIN_SENTENCE.findall(text)


@cache
def citations() -> frozenset[str]:
    """Return the sources of law, which are cited as they are called where they come from."""
    rules = [rule for place in PLACES for rule in clock_rules(place)]
    sources = [kind.source for kind in event_types().values()] + [rule.source for rule in rules]
    return frozenset(source.citation for source in sources if source.citation)


@cache
def english_messages() -> frozenset[str]:
    """Return every piece of an English message, between placeholders, that is a sentence."""
    texts = [text for entry in entries() for text in (entry.msgid, entry.msgid_plural) if text]
    pieces = {piece.strip() for text in texts for piece in PLACEHOLDER.split(text)}
    return frozenset(piece for piece in pieces if len(piece.split()) > WORDS_OF_A_SENTENCE)


@pytest.fixture
def reader(client: Client) -> Client:
    """Return a browser that asks for Arabic."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    return client


@pytest.fixture
def arabic_case(office: Office) -> Case:
    """Return a case written in Arabic with something of everything in it."""
    lead = office.prosecutor
    case = cases.open_case(
        actor=lead,
        title="منزل في شارع الميناء",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=date(2026, 1, 12),
        specialisms=["child"],
    )
    for role in ("investigator", "liaison"):
        cases.assign(actor=office.head, case=case, user=getattr(office, role))
    charge(office, case)
    give_work(office, case)
    ask(office, case)
    say(office, case)
    cases.write_note(actor=lead, case=case, text="اتصل المأوى هاتفيًا.")
    evidence.attach_file(
        actor=lead, case=case, title="محضر", filename="report.pdf", chunks=[b"%PDF-"]
    )
    enter_evidence(office, case)
    return case


def enter_evidence(office: Office, case: Case) -> None:
    """Enter a telephone with a step of custody that leaves gaps, and an objection to its use."""
    lead = office.prosecutor
    item = exhibits.enter_item(
        actor=lead,
        case=case,
        key=TELEPHONE,
        kind="extraction",
        description="هاتف صاحب المنزل",
        goes_to=["mental"],
    )
    exhibits.state_particulars(
        actor=lead,
        item=item,
        version=item.version,
        particulars={"device.maker": "هاتف", "online.account": "cover"},
    )
    custody_services.record_step(
        actor=lead,
        item=item,
        kind="acquired",
        at=timezone.now() - timedelta(days=2),
        by="الشرطة",
        details={"method": "physical"},
    )
    objection_services.record_objection(
        actor=lead, item=item, ground="legality", raised_on=timezone.localdate()
    )


def say(office: Office, case: Case) -> None:
    """Let the victim have said two things on one point, take the last back, and weigh why."""
    lead = office.prosecutor
    victim = Party._base_manager.get(case=case, capacity="victim")
    said = proposition_services.add_proposition(
        actor=lead, case=case, text="احتفظ صاحب المنزل بالجوازات.", element="means", word="threat"
    )
    for on, stance in (("2026-01-20", "denies"), ("2026-02-03", "asserts")):
        statements.enter_statement(
            actor=lead,
            case=case,
            person=victim,
            on=on,
            control="employer",
            paid_by="accused",
            recorded="video",
            interviewers=["الضابط"],
            interpreter="المترجمة",
            says=[statements.Said(said, stance, "نعم.", "3")],
            as_item=True,
        )
    retreat = recantation_services.record_recantation(
        actor=lead, case=case, person=victim, kind="taken_back", on="2026-02-04"
    )
    recantation_services.weigh_explanation(
        actor=lead, recantation=retreat, version=1, code="threat", speaks_for="مكالمات."
    )
    with override("ar"):  # a task is written in the language of whoever sets it
        issue_services.accept_issue(actor=lead, case=case, issue="E04")
    issue_services.set_issue_aside(actor=lead, case=case, issue="E12", reason="لا صلة.")
    issue_services.mark_issue(actor=lead, case=case, issue="E05", reason="عادت.")


def charge(office: Office, case: Case) -> None:
    """Add a victim and a defendant, with a role, a count and events."""
    lead = office.prosecutor
    victim = parties.add_party(actor=lead, case=case, capacity="victim")
    owner = parties.add_party(
        actor=lead,
        case=case,
        capacity="suspect",
        designation="صاحب المنزل",
        born="~1970",
        nationality="PH",
        facts="كان يحتفظ بالأجور.",
        screen_finding="no_sign",
        screen_reasons="يملك المنزل.",
    )
    parties.add_role(actor=lead, party=owner, role="RO6", victim=victim, since="2025-03")
    counts.add_count(
        actor=lead,
        case=case,
        citation="4(a)",
        offence="الاتجار",
        defendants=[owner],
        victims=[victim],
    )
    for code, on in [
        ("REPORT", "2026-01-12"),
        ("VICTIM_FOUND", "2026-01-15"),
        ("ARREST", "2026-02"),
    ]:
        about = {"VICTIM_FOUND": [victim], "ARREST": [owner]}.get(code, [])
        record(office, case, code, on, about)
    struck = record(office, case, "SEARCH", "2026-01-20")
    timeline.strike_event(actor=lead, event=struck, reason="كُتب مرتين.")
    record(office, case, "INDICTED", "2026-02-10", [owner])


def ask(office: Office, case: Case) -> None:
    """Ask police for something, close a line of inquiry, and get leave that ends soon."""
    lead, today = office.prosecutor, timezone.localdate()
    asked = inquiries.make_inquiry(
        actor=lead,
        case=case,
        owner=lead,
        body="شرطة الميناء",
        asks="أين وُجدت الجوازات؟",
        why="لم يثبت بعد.",
        proposition="احتفظ المالك بالجوازات",
        due=today,
    )
    inquiries.send_inquiry(actor=lead, inquiry=asked, on=today)
    inquiries.remind(actor=lead, inquiry=asked, on=today, due=today + timedelta(days=2))
    reply_services.record_reply(
        actor=lead, inquiry=asked, on=today, kind="partial", content="في الدرج."
    )
    line_services.close_line(
        actor=lead,
        case=case,
        what="من يصدر الأوامر",
        techniques=["interception"],
        why="لا يجيزه القانون.",
        alternatives={code: {"taken": True, "reason": "نعم"} for code in alternatives()},
    )
    for _ in range(2):
        leave = techniques.ask_technique(
            actor=lead,
            case=case,
            technique="search",
            on_what="المنزل",
            grounds="الدفتر فيه.",
            priority="danger",
            priority_reason="ضحية محبوسة.",
            decider="court",
            standard="reasonable_grounds",
            asked_on=today,
        )
    techniques.decide(
        actor=lead, authorisation=leave, granted=True, on=today, since=today, until=today
    )


def record(
    office: Office, case: Case, code: str, on: str, about: list[Party] | None = None
) -> TimelineEvent:
    """Record an event in Arabic; its next step would be a task in the language of today's tests."""
    return timeline.record_event(
        actor=office.prosecutor,
        case=case,
        code=code,
        on=on,
        parties=about or [],
        details={"reported_by": "police"} if code == "REPORT" else None,
        text="كما ورد في المحضر.",
        set_next_step=False,
    )


def give_work(office: Office, case: Case) -> None:
    """Set tasks and a direction that are due on different days."""
    today = timezone.localdate()
    for days in (0, 1, 2, 5, 40):
        tasks.set_task(
            actor=office.prosecutor,
            case=case,
            title="سماع أقوال الجار",
            owner=office.prosecutor,
            due=today + timedelta(days=days),
        )
    tasks.set_direction(
        actor=office.registrar, case=case, title="إيداع القائمة", owner=office.prosecutor, due=today
    )


def address(name: str, case: Case) -> str:
    """Return where a page is; those of a case take its reference."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[case.reference])


def test_pages_before_logging_in(reader: Client, db: None) -> None:
    page = read(reader, reverse("account_login"))
    assert page.direction == "rtl"
    assert english_on(page) == []


def test_a_refused_log_in_is_arabic(reader: Client, db: None) -> None:
    page = reader_of(
        reader.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})
    )
    assert page.direction == "rtl"
    assert english_on(page) == []


def test_refused_addresses_are_arabic(reader: Client, office: Office, arabic_case: Case) -> None:
    reader.force_login(office.liaison)
    for page in (
        read(reader, reverse("case", args=["CAP-2026-9999"]), status=404),
        read(reader, reverse("account-list"), status=403),
    ):
        assert page.direction == "rtl"
        assert english_on(page) == []


def test_english_would_be_noticed(client: Client, db: None) -> None:
    page = read(client, reverse("account_login"))
    assert page.direction == "ltr"
    assert english_on(page) != []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_help_is_arabic(reader: Client, db: None, topic: object) -> None:
    slug = getattr(topic, "slug")  # noqa: B009  # a Topic; parametrize loses the type
    page = read(reader, reverse("help-topic", args=[slug]))
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize(("who", "names"), PAGES_OF_EVERY_ROLE, ids=lambda x: x if x else "")
def test_pages_of_every_role_are_arabic(
    reader: Client, office: Office, arabic_case: Case, who: str, names: list[str]
) -> None:
    reader.force_login(getattr(office, who))
    for name in names:
        page = read(reader, address(name, arabic_case))
        assert page.direction == "rtl"
        assert english_on(page) == [], name


@pytest.mark.parametrize("name", PAGES_OF_A_CASE)
def test_pages_of_a_case_are_arabic(
    reader: Client, office: Office, arabic_case: Case, name: str
) -> None:
    reader.force_login(office.prosecutor)
    page = read(reader, address(name, arabic_case))
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize("there", ["TH", "us-18usc77", "IN", "XX"])
def test_dual_criminality_is_arabic(
    reader: Client, office: Office, arabic_case: Case, there: str
) -> None:
    reader.force_login(office.prosecutor)
    page = read(reader, f"{address('case-dual', arabic_case)}?there={there}")
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("item", ""),
        ("item-edit", ""),
        ("item-particulars", ""),
        ("step-record", "?kind=acquired"),
        ("step-record", "?kind=handed_over"),
    ],
)
def test_pages_of_an_item_are_arabic(
    reader: Client, office: Office, arabic_case: Case, name: str, query: str
) -> None:
    reader.force_login(office.prosecutor)
    page = read(reader, reverse(name, args=[arabic_case.reference, TELEPHONE]) + query)
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize(
    ("name", "number"),
    [("inquiry", 1), ("inquiry-letter", 1), ("authorisation", 1), ("authorisation", 2)],
)
def test_what_is_numbered_in_a_case_is_arabic(
    reader: Client, office: Office, arabic_case: Case, name: str, number: int
) -> None:
    reader.force_login(office.prosecutor)
    page = read(reader, reverse(name, args=[arabic_case.reference, number]))
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize("name", FORMS_OF_A_CASE)
def test_refused_forms_are_arabic(
    reader: Client, office: Office, arabic_case: Case, name: str
) -> None:
    reader.force_login(office.prosecutor)
    page = reader_of(reader.post(address(name, arabic_case), {}))
    assert page.direction == "rtl"
    assert english_on(page) == []


def test_every_event_is_recorded_in_arabic(
    reader: Client, office: Office, arabic_case: Case
) -> None:
    reader.force_login(office.prosecutor)
    for code in event_types():
        page = read(reader, f"{address('event-record', arabic_case)}?code={code}")
        assert english_on(page) == [], code


def test_charging_is_arabic_with_both_texts_and_the_standard_of_proof(
    reader: Client, office: Office, arabic_case: Case
) -> None:
    lead, people = office.prosecutor, Party._base_manager.filter(case=arabic_case)
    owner, victim = people.get(capacity="defendant"), people.get(capacity="victim")
    stated: dict[str, Any] = {"acts": ["recruitment"], "means": ["threat"], "places": ["PH"]}
    stated |= {"ends": ["forced_labour"], "begun": "2025-11-01", "mental": "purpose"}
    conduct = state_conduct(actor=lead, case=arabic_case, by=owner, victims=[victim], **stated)
    found = charging_of(actor=lead, case=arabic_case, today=timezone.localdate())
    name, count = next((n, c) for n, c in found.named.items() if c.is_available)
    label_proof(actor=lead, case=arabic_case, count=count, version=0, label="met", reason="شاهدان.")
    reader.force_login(lead)
    for address in (
        reverse("case-charging", args=[arabic_case.reference]),
        reverse("facts-at-large", args=[arabic_case.reference]),
        reverse("charging-count", args=[arabic_case.reference, name]),
    ):
        assert english_beside_codes(read(reader, address)) == []
    edit = reverse("conduct-edit", args=[arabic_case.reference, conduct.pk])
    given = {**stated, "victims": [victim.pk], "mode": "principal", "moved": "not"}
    given |= {"status": "reported", "source": "دفتر", "version": 7}
    page = reader_of(reader.post(edit, given))
    assert english_beside_codes(page) == []
    assert "نصي، كما يرد أدناه" in page.heard


def english_beside_codes(page: Reader) -> list[str]:
    """Return the English on a page, leaving aside the codes of countries."""
    return [piece for piece in english_on(page) if CODES.fullmatch(piece) is None]


@pytest.fixture
def arabic_report(office: Office) -> Report:
    """Return a report written in Arabic with something of everything on it."""
    actor = office.prosecutor
    recruiter = register.enter_recruiter(actor=actor, unit=office.unit, name="نجمة البحر")
    register.check_licence(actor=actor, recruiter=recruiter, found="valid", source="سجل الوزارة")
    register.record_closure(actor=actor, recruiter=recruiter, authority="الوزارة", reason="بلا")
    report = reports.record_report(
        actor=actor,
        unit=office.unit,
        received_on=timezone.localdate(),
        kind="labour",
        way="letter",
        narrative="تنام في المصنع.",
        contact={"name": "الجارة"},
        recruiter=recruiter,
        people=3,
    )
    person = reports.add_person(actor=actor, report=report, age=17)
    identify_person(
        actor=actor, person=person, status="grounds", authority="اللجنة", on=timezone.localdate()
    )
    answers = {"documents_retained": "yes", "isolation": "no"}
    for given in ({}, answers):
        screening_services.screen_report(
            actor=actor, report=report, sort="child_labour", answers=given, reported_as="wages"
        )
    screening_services.decide_triage(
        actor=actor,
        report=report,
        form="trafficking",
        reason="جوازات محتجزة",
        screen_again_on=timezone.localdate(),
    )
    row = refer_report(actor=actor, report=report, body="child_protection", reason="طفل")
    answer_referral(actor=actor, decision=row, answer="جرى", answered_on=timezone.localdate())
    return report


@pytest.mark.parametrize("name", PAGES_OF_A_REPORT)
def test_pages_of_a_report_are_arabic(
    reader: Client, office: Office, arabic_report: Report, name: str
) -> None:
    reader.force_login(office.prosecutor)
    page = read(reader, reverse(name, args=[arabic_report.reference]))
    assert page.direction == "rtl"
    assert english_on(page) == []


@pytest.mark.parametrize("name", FORMS_OF_A_REPORT)
def test_refused_forms_of_a_report_are_arabic(
    reader: Client, office: Office, arabic_report: Report, name: str
) -> None:
    reader.force_login(office.prosecutor)
    page = reader_of(
        reader.post(reverse(name, args=[arabic_report.reference]), {"designation": "Maria"})
    )
    assert page.direction == "rtl"
    assert english_on(page) == []


def test_pages_beside_a_report_are_arabic(
    reader: Client, office: Office, arabic_report: Report
) -> None:
    reader.force_login(office.head)
    person = arabic_report.persons.model._base_manager.get()
    for address in (
        reverse("report-list"),
        reverse("report-figures") + "?stage=received",
        reverse("report-person", args=[arabic_report.reference, person.pk]),
        reverse("recruiter-list"),
        reverse("recruiter", args=[arabic_report.recruiter_id]),
        reverse("recruiter-edit", args=[arabic_report.recruiter_id]),
    ):
        page = read(reader, address)
        assert page.direction == "rtl"
        assert english_on(page) == [], address
