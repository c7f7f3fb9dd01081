"""Which rule asks for which element of information (Art. 13, 14 GDPR and what stands beside them).

Law: one element of the table `elements`, one rule; a test holds this against the table and the rules. The rule's module
names the element in words of its own, this table is the only place that ties the two ids.
"""

from __future__ import annotations

from collections.abc import Mapping

RULE_OF: Mapping[str, str] = {
    "controller_identity": "ZU101",
    "eu_representative": "ZU102",
    "dpo_contact": "ZU103",
    "purposes": "ZU104",
    "legal_basis": "ZU105",
    "legitimate_interest": "ZU106",
    "data_categories": "ZU107",
    "recipients": "ZU108",
    "transfer_intent": "ZU109",
    "transfer_adequacy": "ZU110",
    "transfer_safeguard": "ZU111",
    "retention": "ZU112",
    "rights_access": "ZU113",
    "rights_rectification": "ZU114",
    "rights_erasure": "ZU115",
    "rights_restriction": "ZU116",
    "rights_objection": "ZU117",
    "objection_highlight": "ZU118",
    "rights_portability": "ZU119",
    "withdrawal": "ZU120",
    "complaint": "ZU121",
    "provision_duty": "ZU122",
    "source": "ZU123",
    "automated_decision": "ZU124",
    "change_of_purpose": "ZU125",
    "joint_controllers_essence": "ZU126",
    "compelling_interest_transfer": "ZU127",
    "device_access_info": "ZU128",
}
"""Element id -> rule id."""


def element_of(rule_id: str) -> str:
    """The element that a rule asks for, or ""."""
    return next((element for element, rule in RULE_OF.items() if rule == rule_id), "")
