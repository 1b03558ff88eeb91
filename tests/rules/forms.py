"""Forms of the tests' own, graded from laboratory values as the published rules say."""

_HEAD = """
id = "{id}"
version = 1
kind = "toxicity"
title = {{ en = "Blood", de = "Blut" }}
[[section]]
step = "identify"
title = {{ en = "Identify", de = "Erkennen" }}
[[section.field]]
id = "onset"
type = "date"
role = "onset"
label = {{ en = "Onset", de = "Beginn" }}
"""

_DAYS = """
[[derived]]
id = "{id}"
function = "{function}"
lab = "anc"
unit = "/uL"
limit = {limit}
first = 0
last = 30
until = ["last_contact", "died"]
"""

_ROW = """
[[grading.row]]
grade = {grade}
when = "{when}"
text = {{ en = "Grade {grade}", de = "Grad {grade}" }}
"""


def _rows(*rows: tuple[int, str]) -> str:
    return "".join(_ROW.format(grade=grade, when=when) for grade, when in rows)


EARLY = (
    _HEAD.format(id="own_early")
    + _DAYS.format(id="days_anc_le_500", function="lab_days", limit=500)
    + _DAYS.format(id="days_anc_le_100", function="lab_days", limit=100)
    + _DAYS.format(id="gap_500", function="lab_gap", limit=500)
    + _DAYS.format(id="never", function="lab_never_recovered", limit=500)
    + """
[[derived]]
id = "still_open"
function = "window_open"
last = 30
[[grading]]
system = "ICAHT"
version = "2023"
source = "Rejeski 2023"
provisional_when = "still_open == 'yes'"
lower_bound_when = "gap_500 == 'yes'"
lower_bound_by = ["anc"]
"""
    + _rows(
        (4, "never == 'yes' || days_anc_le_500 >= 31.0 || days_anc_le_100 >= 14.0"),
        (3, "days_anc_le_500 >= 14.0 || days_anc_le_100 >= 7.0"),
        (2, "days_anc_le_500 >= 7.0"),
        (1, "days_anc_le_500 >= 1.0"),
        (0, "days_anc_le_500 == 0.0"),
    )
)

_LOWEST = """
[[derived]]
id = "{id}"
function = "{function}"
lab = "anc"
first = 31
last = 100
until = ["progression", "next_therapy", "last_contact"]
"""

_TRANSIENT = "measured >= 2.0 && second > 1500.0"


def _low(limit: float) -> str:
    return f"lowest <= {limit} && (measured == 1.0 || second <= 1500.0)"


LATE = (
    _HEAD.format(id="own_late")
    + _LOWEST.format(id="lowest", function="lab_lowest")
    + 'unit = "/uL"\n'
    + _LOWEST.format(id="second", function="lab_lowest")
    + 'unit = "/uL"\nrank = 2\n'
    + _LOWEST.format(id="measured", function="lab_count")
    + """
[[grading]]
system = "ICAHT"
version = "2023"
source = "Rejeski 2023"
provisional_when = "measured == 1.0"
"""
    + _rows(
        (4, _low(100.0)),
        (3, _low(500.0)),
        (2, _low(1000.0)),
        (1, _low(1500.0)),
        (0, f"lowest > 1500.0 || ({_TRANSIENT})"),
    )
)
