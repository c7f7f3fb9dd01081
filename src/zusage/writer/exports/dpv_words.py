"""Which concepts of the Data Privacy Vocabulary (DPV 2) stand for which of our words.

Law: only concepts that version 2.2 defines; what has no nearer one gets the next one above it.
"""

from __future__ import annotations

CONTEXT: dict[str, str] = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zusage": "urn:zusage:",
}

PURPOSES: dict[str, str] = {
    "contract": "FulfilmentOfContractualObligation",
    "answer": "CommunicationForCustomerCare",
    "account": "AccountManagement",
    "support": "CustomerCare",
    "security": "EnforceSecurity",
    "accounting": "LegalCompliance",
    "payment": "PaymentManagement",
    "applications": "RecruitmentApplicationManagement",
    "staff": "HumanResourceManagement",
    "newsletter": "DirectMarketing",
    "advertising": "Advertising",
    "analytics": "ServiceUsageAnalytics",
    "session_recording": "ServiceUsageAnalytics",
    "heatmap": "ServiceUsageAnalytics",
    "ab_test": "OptimiseUserInterface",
    "personalisation": "Personalisation",
    "social_media": "SocialMediaMarketing",
    "embedded_content": "ServiceProvision",
    "captcha": "MisusePreventionAndDetection",
    "fraud_scoring": "FraudPreventionAndDetection",
    "product_improvement": "ImproveExistingProductsAndServices",
    "telemetry": "TechnicalServiceProvision",
    "error_tracking": "TechnicalServiceProvision",
    "survey": "ServiceUsageAnalytics",
    "backup": "IncreaseServiceRobustness",
    "claims": "RightsFulfilment",
    "consent_state": "LegalCompliance",
}

SUBJECTS: dict[str, str] = {
    "customer": "Customer",
    "prospect": "Consumer",
    "contact": "HumanSubject",
    "user": "User",
    "visitor": "Visitor",
    "participant": "Participant",
    "member": "Member",
    "supplier": "DataSubject",
    "employee": "Employee",
    "applicant": "JobApplicant",
    "patient": "Patient",
    "child": "Child",
}

ROLES: dict[str, tuple[str, str]] = {
    "processor": ("hasDataProcessor", "DataProcessor"),
    "controller": ("hasRecipientThirdParty", "ThirdParty"),
    "joint": ("hasJointDataControllers", "JointDataControllers"),
    "instructed_by_customer": ("hasRecipient", "Recipient"),
    "authority": ("hasRecipient", "Authority"),
    "self": ("hasRecipient", "Recipient"),
}
"""Property and class by role of a recipient."""

TRANSFERS: dict[str, str] = {
    "adequacy": "A45-3",
    "dpf": "A45-3",
    "scc": "A46-2-c",
    "bcr": "A46-2-b",
    "consent": "A49-1-a",
}
MEASURES: dict[str, str] = dict.fromkeys(
    ("pseudonymisation", "encryption", "confidentiality", "integrity", "availability", "resilience", "restoration"),
    "TechnicalMeasure",
) | {"testing": "OrganisationalMeasure"}
