"""Two systems that are not linked: whom each is about, and what it is called."""

PROGRAMME = "programme"
MEDICAL = "medical"
SYSTEMS = {
    PROGRAMME: "ワクチン接種記録システム（VRS）",
    MEDICAL: "ワクチン接種円滑化システム（V-SYS）",
}
TITLES = {"高齢者等": PROGRAMME, "医療従事者等": MEDICAL}
NAMED = {"V-SYS": MEDICAL, "VRS": PROGRAMME}
FOLDERS = {"senior_citizen": PROGRAMME, "medical_workers": MEDICAL}
