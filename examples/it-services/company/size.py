"""How large the company is, and how it calls its tables' columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EPOCH = date(2014, 4, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked for; tickets are a sum over all clients."""

    clients: int = 36
    tickets: int = 900
    staff: int = 24
    log_mb: float = 1.0
    log_days: int = 30
    backups: int = 45


ERP = {
    "products": "id code name unit net_cents",
    "contacts": "id number company name function email phone street postcode city country technical_name technical_email"
    " created_on ended_on",
    "order_forms": "id company street postcode city contact_name contact_email technical_name technical_email product_id"
    " received_at settled_at",
    "offers": "id contact_id number text net_cents issued_on valid_until state",
    "orders": "id contact_id product_id number offer_number offered_on text quantity net_cents ordered_on completed_on",
    "invoices": "id contact_id number order_number issued_on text net_cents vat_cents method due_on payment_state paid_on",
    "letters": "id contact_id direction sent_on subject body",
    "notices_sent": "id contact_id document version channel sent_at",
    "suppliers": "id number company name function email phone created_on ended_on",
    "subscribers": "id email name state signed_up_at",
    "consents": "id subscriber_id kind given_at confirmed_at withdrawn_at text_version",
    "suppressed": "id email_hash added_at",
}
DESK = {
    "clients": "id number company level response_hours care_from care_until handed_over_on",
    "technicians": "id number name email shift left_on",
    "technical_contacts": "id client_id name email phone",
    "instructions": "id client_id kind text given_by given_on confirmed_on",
    "requesters": "id client_id name email phone created_at",
    "tickets": "id number requester_id technician_id priority state subject opened_at respond_by replied_at closed_at",
    "messages": "id ticket_id technician_id kind body sent_at",
    "handling": "id agent_id shift step minutes at",
    "sessions": "id requester_id technician_id ticket_number reason allowed_at started_at ended_at protocol",
    "devices": "id client_id serial hostname kind system user_name agent_key seen_at returned_on",
    "alerts": "id device_id severity text raised_at cleared_at",
    "checklists": "id device_id technician_id title result done_on",
    "pages": "id client_id author_id title body technical_contact updated_at",
    "credentials": "id client_id label username secret changed_at",
}
PEOPLE = {
    "employees": "id number name email street postcode city function iban joined_on left_on",
    "payroll": "id employee_id month gross_cents net_cents tax_class church_tax",
    "hours": "id employee_id day begun_at ended_at break_minutes",
    "absences": "id employee_id kind since until",
    "applications": "id name email phone position letter path channel received_at decided_on outcome",
}
CASES = {
    "requests": "id number kind channel name email wish against received_at due_on extended_until extension_reason"
    " answered_at outcome answer grounds closed_at",
    "identity_proofs": "id request_id kind file received_at checked_at result",
}
