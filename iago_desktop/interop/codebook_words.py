"""The fixed words of the codebook, in both languages, and the notices of the classifications it prints."""

from collections.abc import Mapping

from iago_desktop.definitions.model import Text

TITLE = Text(en="Codebook", de="Codebuch")
ABOUT = Text(
    en="Every form, question, code and grading that is installed, generated from the definitions themselves.",
    de="Alle installierten Formulare, Fragen, Codes und Einstufungen, erzeugt aus den Definitionen selbst.",
)
FORMS = Text(en="forms", de="Formulare")
CONTENTS = Text(en="Contents", de="Inhalt")
OPEN = Text(en="What experts still have to confirm", de="Was Fachleute noch bestätigen müssen")
TABLES = Text(en="Grading tables", de="Einstufungstabellen")
LISTS = Text(en="Code lists", de="Codelisten")
NOTICES = Text(en="Notices", de="Hinweise")
DERIVED = Text(en="Worked out from the answers", de="Aus den Antworten berechnet")
GRADING = Text(en="Grading", de="Einstufung")

MARKS: Mapping[str, Text] = {
    "V": Text(en="read in the publication", de="in der Veröffentlichung gelesen"),
    "K+": Text(en="well known", de="gut bekannt"),
    "K?": Text(en="known, but not certain", de="bekannt, aber nicht sicher"),
    "V2": Text(en="read in a secondary source", de="in einer Sekundärquelle gelesen"),
    "P": Text(en="proposed for this program", de="für dieses Programm vorgeschlagen"),
}
GROUPS: Mapping[str, Text] = {
    "visit": Text(en="Visit", de="Besuch"),
    "infection": Text(en="Infection", de="Infektion"),
    "canonical": Text(en="CRS and ICANS", de="CRS und ICANS"),
    "blood": Text(en="Blood and immune system", de="Blut und Immunsystem"),
    "nervous": Text(en="Nervous system", de="Nervensystem"),
    "organs": Text(en="Organs", de="Organe"),
    "tumour": Text(en="Tumours", de="Tumoren"),
    "other": Text(en="Other", de="Andere"),
    "drugs": Text(en="Drugs and treatments", de="Medikamente und Behandlungen"),
    "milestones": Text(en="Milestones", de="Meilensteine"),
}
STEPS: Mapping[str, Text] = {
    "identify": Text(en="Identify", de="Erkennen"),
    "attribute": Text(en="Attribute", de="Zuordnen"),
    "grade": Text(en="Grade", de="Einstufen"),
    "optimize": Text(en="Optimize", de="Optimieren"),
    "record": Text(en="Record", de="Erfassen"),
}
TYPES: Mapping[str, Text] = {
    "date": Text(en="date", de="Datum"),
    "number": Text(en="number", de="Zahl"),
    "text": Text(en="text", de="Text"),
    "yes_no": Text(en="yes or no", de="ja oder nein"),
    "choice": Text(en="one of", de="eines von"),
    "code": Text(en="code of a list", de="Code einer Liste"),
    "several": Text(en="several of", de="mehrere von"),
    "rows": Text(en="repeating rows", de="wiederholte Zeilen"),
}
FACTS: Mapping[str, Text] = {
    "definition": Text(en="Definition", de="Definition"),
    "report": Text(en="When to report", de="Wann melden"),
    "not_report": Text(en="When not", de="Wann nicht"),
    "example": Text(en="Example", de="Beispiel"),
    "source": Text(en="Source", de="Quelle"),
    "type": Text(en="Type", de="Typ"),
    "required": Text(en="required", de="Pflicht"),
    "stays": Text(en="stays in the practice", de="bleibt in der Praxis"),
    "unit": Text(en="Units", de="Einheiten"),
    "choices": Text(en="Answers", de="Antworten"),
    "columns": Text(en="Columns", de="Spalten"),
    "shown": Text(en="Asked when", de="Gefragt, wenn"),
    "valid": Text(en="Valid when", de="Gültig, wenn"),
    "impossible": Text(en="Refused when", de="Abgelehnt, wenn"),
    "implausible": Text(en="Confirmed with a reason when", de="Mit Grund bestätigt, wenn"),
    "unusual": Text(en="Pointed out when", de="Hinweis, wenn"),
    "warn": Text(en="Confirmed outside of", de="Bestätigt außerhalb von"),
    "reject": Text(en="Refused outside of", de="Abgelehnt außerhalb von"),
    "role": Text(en="Role, laboratory value", de="Rolle, Laborwert"),
    "help": Text(en="Help", de="Hilfe"),
    "evidence": Text(en="Evidence", de="Evidenz"),
    "hint": Text(en="Hint", de="Kurzhinweis"),
    "counts": Text(en="Counts when", de="Gilt, wenn"),
    "beside": Text(en="stands beside the grade that counts", de="steht neben dem geltenden Grad"),
    "provisional": Text(en="Provisional when", de="Vorläufig, wenn"),
    "lower": Text(en="Lower bound when", de="Untergrenze, wenn"),
    "terms": Text(en="Terms", de="Begriffe"),
    "in_list": Text(en="list", de="Liste"),
}
KINDS: Mapping[str, Text] = {
    "treatment": Text(en="treatment", de="Behandlung"),
    "toxicity": Text(en="toxicity", de="Toxizität"),
    "visit": Text(en="visit", de="Besuch"),
    "labs": Text(en="laboratory values", de="Laborwerte"),
    "course": Text(en="course of a drug", de="Verlauf eines Medikaments"),
    "record": Text(en="record", de="Eintrag"),
}

CLASSIFICATIONS = (
    (
        "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief "
        "Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is"
        " available at no cost under the license at http://loinc.org/license. LOINC® is a registered "
        "United States trademark of Regenstrief Institute, Inc."
    ),
    (
        "ATC codes: WHO Collaborating Centre for Drug Statistics Methodology, Oslo, Norway. Reference use"
        " with attribution; the classification is not altered."
    ),
    (
        "SNOMED CT codes are those of the International Patient Summary Free Set only, SNOMED "
        "International, licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). SNOMED "
        "CT® is a registered trademark of the International Health Terminology Standards Development "
        "Organisation."
    ),
    (
        "Common Terminology Criteria for Adverse Events (CTCAE) v5.0 and v6.0: National Cancer Institute,"
        " work of the United States government, public domain; without the licensed MedDRA codes. The "
        "published words are printed in English as published."
    ),
    "Organism identifiers: NCBI Taxonomy, National Library of Medicine, public domain.",
)
