"""Which key of the taxonomy of fideslang 3 stands for which of our words.

Law: a kind of purpose, person or column that has no nearer key gets the next one above it, never a wrong one beside it.
"""

from __future__ import annotations

USES: dict[str, str] = {
    "contract": "essential.service",
    "answer": "essential.service.operations.support",
    "account": "essential.service.authentication",
    "support": "essential.service.operations.support",
    "security": "essential.service.security",
    "accounting": "essential.legal_obligation",
    "payment": "essential.service.payment_processing",
    "applications": "employment.recruitment",
    "staff": "employment",
    "newsletter": "marketing.communications.email",
    "advertising": "marketing.advertising",
    "analytics": "analytics.reporting",
    "session_recording": "analytics",
    "heatmap": "analytics",
    "ab_test": "analytics",
    "personalisation": "personalize",
    "social_media": "third_party_sharing",
    "embedded_content": "functional.service",
    "captcha": "essential.fraud_detection",
    "fraud_scoring": "essential.fraud_detection",
    "product_improvement": "functional.service.improve",
    "telemetry": "analytics.reporting.system.performance",
    "error_tracking": "essential.service.operations.improve",
    "survey": "analytics",
    "backup": "essential.service.operations",
    "claims": "essential.legal_obligation",
    "consent_state": "functional.storage.privacy_preferences",
}
"""Kinds of purpose to data uses; what has no kind is `essential`, `functional` or `collect` by its basis."""

SUBJECTS: dict[str, str] = {
    "customer": "customer",
    "prospect": "prospect",
    "contact": "prospect",
    "user": "customer",
    "visitor": "visitor",
    "participant": "customer",
    "member": "customer",
    "supplier": "supplier_vendor",
    "employee": "employee",
    "applicant": "job_applicant",
    "patient": "patient",
    "child": "customer",
}

BASES: dict[str, str] = {
    "consent": "Consent",
    "contract": "Contract",
    "legal_obligation": "Legal obligations",
    "vital": "Vital interests",
    "public_task": "Public interest",
    "legitimate_interests": "Legitimate interests",
}

CONDITIONS: dict[str, str] = {
    "a": "Explicit consent",
    "b": "Employment, social security and social protection",
    "c": "Vital interests",
    "d": "Not-for-profit bodies",
    "e": "Made public by the data subject",
    "f": "Legal claims or judicial acts",
    "g": "Reasons of substantial public interest (with a basis in law)",
    "h": "Health or social care (with a basis in law)",
    "i": "Public health (with a basis in law)",
    "j": "Archiving, research and statistics (with a basis in law)",
}
"""Letters of Art. 9(2) GDPR."""

SPECIAL: dict[str, str] = {
    "health": "user.health_and_medical",
    "genetic": "user.health_and_medical.genetic",
    "biometric": "user.biometric",
    "origin": "user.demographic.race_ethnicity",
    "religion": "user.demographic.religious_belief",
    "politics": "user.demographic.political_opinion",
    "sexuality": "user.demographic.sexual_orientation",
}

_COLUMNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("email", "e_mail", "mail_address"), "user.contact.email"),
    (("phone", "mobile", "telephone"), "user.contact.phone_number"),
    (("fax",), "user.contact.fax_number"),
    (("postcode", "postal_code", "zip"), "user.contact.address.postal_code"),
    (("city", "town"), "user.contact.address.city"),
    (("street",), "user.contact.address.street"),
    (("country",), "user.contact.address.country"),
    (("address",), "user.contact.address"),
    (("company", "organisation", "organization"), "user.contact.organization"),
    (("first_name", "given_name"), "user.name.first"),
    (("last_name", "surname", "family_name"), "user.name.last"),
    (("username", "login"), "user.account.username"),
    (("password", "secret", "token"), "user.authorization.password"),
    (("iban", "account_holder", "mandate"), "user.financial.bank_account"),
    (("card",), "user.financial.credit_card"),
    (("birth",), "user.demographic.date_of_birth"),
    (("gender", "sex", "salutation"), "user.demographic.gender"),
    (("language", "locale"), "user.demographic.language"),
    (("ip",), "user.device.ip_address"),
    (("browser", "user_agent", "device", "platform"), "user.device"),
    (("cookie", "visitor_no", "visitor_id", "idvisitor"), "user.device.cookie_id"),
    (("referrer", "referer", "page", "url", "path"), "user.behavior.browsing_history"),
    (("function", "role", "job_title", "position"), "user.job_title"),
    (("pseudonym", "hash"), "user.unique_id.pseudonymous"),
    (("message", "body", "text", "subject", "note", "content", "comment", "title"), "user.content"),
    (("name", "author"), "user.name"),
)


KEYS: tuple[str, ...] = tuple(dict.fromkeys((*(key for _, key in _COLUMNS), *SPECIAL.values())))
"""Every category that we name."""


def category(column: str) -> str:
    """The data category of a column by its name; `user` where the name says no more."""
    plain = column.lower().replace("-", "_")
    words = set(plain.split("_"))
    for names, key in _COLUMNS:
        if any(name in words if "_" not in name else name in plain for name in names):
            return key
    return next((key for key in KEYS if key.rpartition(".")[2] == plain), "user")
