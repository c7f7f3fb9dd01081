"""The words of errors about approvals, roles, ceilings, windows and throttles.

Law: each code has six texts: title (de, en), sentence (de, en), next step (de, en).
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str, str, str, str]] = {
    "ZE90": (
        "Diese Rolle gibt nicht frei",
        "this role does not approve",
        "Die Rolle „{role}“ darf nichts freigeben[[; freigeben dürfen: {known}]].",
        'The role "{role}" may not approve anything[[; these may: {known}]].',
        "Wer die Erklärung schreibt oder den Lauf ausführt, gibt nicht selbst frei (run: approvers).",
        "Who writes the declaration or runs it does not approve (run: approvers).",
    ),
    "ZE91": (
        "Diese Rolle führt nicht aus",
        "this role does not run",
        "Die Rolle „{role}“ darf keinen Lauf ausführen[[; das dürfen: {known}]].",
        'The role "{role}" may not run anything[[; these may: {known}]].',
        "Nennen Sie mit --role eine Rolle aus run: operators, die nicht unter approvers steht.",
        "Give a role of run: operators that is not among the approvers with --role.",
    ),
    "ZE92": (
        "Ende der Freigabe passt nicht",
        "end of the approval does not fit",
        "Eine Freigabe endet nach heute und spätestens am {last}.",
        "An approval ends after today and on {last} at the latest.",
        "Nennen Sie mit --until einen früheren Tag; danach wird neu entschieden.",
        "Give an earlier day with --until; after that somebody decides again.",
    ),
    "ZE93": (
        "Freigabe unbekannt",
        "unknown approval",
        "Eine Freigabe „{approval}“ gilt hier nicht[[; in Kraft: {known}]].",
        'There is no approval "{approval}" in force[[; in force: {known}]].',
        "zusage approvals zeigt alle.",
        "zusage approvals lists all.",
    ),
    "ZE94": (
        "Was wird freigegeben?",
        "what is approved?",
        "Nennen Sie entweder eine Plandatei oder --standing mit --until.",
        "Give either the file of a plan, or --standing with --until.",
        "zusage plan -o plan.json; zusage approve plan.json --role ROLLE",
        "zusage plan -o plan.json; zusage approve plan.json --role ROLE",
    ),
    "ZE95": (
        "Obergrenze nicht freigegeben",
        "ceiling not approved",
        "Mehr als 10 000 Einheiten oder 5 % in einem Lauf hat für „{promise}“ niemand freigegeben.",
        'Nobody has approved more than 10 000 units or 5 % in one run for "{promise}".',
        "zusage approve PLAN --max-rows N nennt die neue Zahl. Es wurde nichts geändert.",
        "zusage approve PLAN --max-rows N names the new number. Nothing was changed.",
    ),
    "ZE96": (
        "Außerhalb des Zeitfensters",
        "outside of the window",
        "Jetzt darf kein Lauf arbeiten[[ ({because})]].[[ Das nächste Zeitfenster öffnet am {opens}.]]",
        "No run may work now[[ ({because})]].[[ The next window opens at {opens}.]]",
        "Es wurde nichts geändert. Zeiten und Sperrtage stehen unter run: window und freeze.",
        "Nothing was changed. Times and frozen days are declared under run: window and freeze.",
    ),
    "ZE97": (
        "Kein erfundener Speicher",
        "no made-up store",
        "Die Umgebung „{environment}“ löscht ohne Stufen, aber „{other}“ arbeitet auf demselben Speicher in Stufen.",
        'Environment "{environment}" deletes without stages, but "{other}" works on the same store in stages.',
        "Geben Sie der Umgebung einen eigenen Speicher mit erfundenen Daten. Es wurde nichts geändert.",
        "Give the environment a store of its own with made-up data. Nothing was changed.",
    ),
    "ZE98": (
        "Zeitangabe nicht lesbar",
        "time not readable",
        "„{value}“ bei {option} ist keine brauchbare Zeitangabe.",
        '"{value}" given with {option} is no usable time.',
        "So geht es: {example}. Ein Schreibvorgang dauert zwischen 5ms und 60s.",
        "For example: {example}. One transaction lasts between 5ms and 60s.",
    ),
}
