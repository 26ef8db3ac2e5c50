"""Why something was refused, in a few Japanese words by rule; each cell's own sentence is in the CSV."""

SOURCES = {
    "returns": "調査票",
    "records": "接種記録等",
    "liaison": "聞き取り",
    "supply": "供給",
    "work_plan": "連携項目",
    "readiness": "整備状況",
    "testing": "整備状況",
    "practices": "取組事例",
}
KINDS = {"file": "ファイル", "row": "行", "cell": "セル"}
_RULES = {
    "unreadable cell": "読み取れない記入",
    "nothing to carry": "前回の回答がない「変更なし」",
    "total": "県計が各行の合計と合わない",
    "unknown area": "該当する団体がない",
    "ambiguous area": "団体を一つに決められない",
    "code and name differ": "団体コードと名称が合わない",
    "no key": "必須の欄が読み取れない",
    "another prefecture": "ほかの都道府県の団体",
    "stands twice": "同じ団体・番号が内容の異なる2行",
    "no header": "見出しが見つからない",
    "unopened": "開けない",
    "another workbook": "別の照会の調査票",
    "does not add up": "行数が合わない",
    "leads out": "受領フォルダの外を指す",
    "no day received": "受領日のフォルダにない",
    "days out of order": "日付の順が逆",
    "doses per box differ": "1箱当たり回分が定めと異なる",
    "doses per box not known": "1箱当たり回分が定められていない",
    "boxes and doses differ": "回分が箱数×1箱当たり回分と合わない",
    "not the running sum": "累計が回分の合計と合わない",
}
_RECORDS = {
    "file": "使えない",
    "row": "日付・団体・数のどれかが読めない",
    "cell": "数値が読み取れない、又は合計と合わない",
}


def why(rule: str, kind: str) -> str:
    """Why something was refused, by its rule; of records, whose refusals have none, by its kind."""
    return _RULES.get(rule) or _RECORDS.get(kind, "読み取れない")


def source(name: str, records: str = "") -> str:
    """What was received: 調査票, 聞き取り記録; `records` is what the campaign calls its records."""
    return (records if name == "records" else "") or SOURCES.get(name, name)
