"""Why a whole file or a row was refused, said in Japanese for whoever sent it."""

import re

# (pattern of the reason, Japanese) of what stops a file before its rows are read.
_FILES = (
    (r"the file is empty", "ファイルが空です"),
    (r"the file is (HTML|a web page).*", "中身がWebページ（HTML）で、Excelブックではありません"),
    (r"the file is (XML|an XML).*", "中身がXML形式で、Excelブックではありません"),
    (r"the file is (text|neither text).*", "中身がExcelブックではありません"),
    (r"the file is (a gzip archive|an archive|a zip package).*", "圧縮されたファイルです"),
    (r"the workbook is protected by a password", "パスワードで保護されていて開けません"),
    (r"the workbook is of the binary kind \.xlsb", "Excelバイナリブック（.xlsb）です"),
    (r"the workbook is of the kind \.ods", "OpenDocument形式（.ods）です"),
    (r"the file is (a Word|a PowerPoint|an old Office|a PDF|a picture|an RTF).*",
     "中身が文書や画像で、Excelブックではありません"),
    (r"the workbook (holds macros|is of the kind that holds macros).*", "マクロを含むブックです"),
    (r"the workbook takes values from another file.*", "ほかのファイルの値を参照しているブックです"),
    (r"the workbook has no worksheet.*|the text is no table.*", "中身に表がありません"),
    (r"the text can be read as .*|the text is not the .*", "文字コードが決まらず、文字を読み取れません"),
    (r".*(is damaged|cut short|cannot be opened|not where the package says|two sheets share).*"
     r"|row [\d,]+ holds a .*|.* (stands twice|overlap|is packed as Excel never does)",
     "ファイルが壊れているか、途中で切れています"),
    (r".* declares XML entities|.* is not UTF-8|.*neither UTF-8 nor cp932.*",
     "読み取れない形式のデータが含まれています"),
    (r"the (sheet|package|file|text) has [\d,]+ (rows|columns|cells|parts|bytes|lines|sheets).*"
     r"|.* expands to .*|.* holds [\d,]+ characters", "大きすぎるファイルか、長すぎる文字があります"),
    (r"there is no sheet 回答, and none of its sheets has the headers.*",
     "シート「回答」がなく、調査票の見出しがあるシートも見当たりません"),
    (r"sheet 回答 has no row with the headers of the form",
     "シート「回答」に調査票の見出しの行がありません"),
    (r"two columns ask for (.+): (\w+) and (\w+)", r"「\1」の列が二つあります（\2と\3）"),
    (r"the workbook's property renkei_round is '(.*)'", r"第\1回照会の調査票です"),
    (r"the workbook's property renkei_campaign is '.*'", "別の施策の調査票です"),
    (r"the workbook's property renkei_form is '.*'", "別の様式の調査票です"),
    (r"the workbook's property renkei_prefecture is '(.*)'",
     "ファイル名の都道府県と、調査票を送った都道府県が違います"),
    (r'the folder "(.*)" names no day received', "受領日が分かりません"),
)  # fmt: skip
_FALLBACK = {
    "unopened": "ファイルを開けません",
    "no header": "調査票の見出しが見当たりません",
    "another workbook": "今回の調査票ではありません",
    "does not add up": "行やセルの数が合わず、全てを読み取れません",
    "leads out": "ファイルではなく、別の場所へのリンクです",
    "no day received": "受領日が分かりません",
}
_HOW = {
    "マクロ": "マクロのない「Excelブック（*.xlsx）」として保存し直してください。",
    "ほかのファイル": "Excelの「データ」の「リンクの編集」でリンクを解除し、保存し直してください。",
    "パスワード": "パスワードを外して保存し直してください。",
    "圧縮": "圧縮を解いて、Excelブック（*.xlsx）を送ってください。",
    "大きすぎる": "お送りした調査票に、行や列を増やさずに記入してください。",
}
_SAVE_AGAIN = "Excelで開き、「Excelブック（*.xlsx）」として保存し直してください。"
_LIST = r"(.+? \(\d{6}\)(?: or .+? \(\d{6}\))*)"
# The same of a row whose area cannot be decided.
_ROWS = (
    (r"code (\S+) fails its check digit: .*",
     r"団体コード「\1」は、末尾の検査数字が合いません"),
    (r"code (\S+) is one of the six villages of the Northern Territories",
     r"団体コード「\1」は、照会先の市区町村のものではありません"),
    (r"no area has the code (\S+)", r"団体コード「\1」の市区町村はありません"),
    (r'"?(.*?)"? is not a code', r"「\1」は団体コードではありません"),
    (r'"(.*)" is not a prefecture', r"「\1」という都道府県はありません"),
    (r'there is no area "(.*)" in (.+)', r"\2に「\1」という市区町村はありません"),
    (r'there is no area "(.*)"', r"「\1」という市区町村はありません"),
    (r"neither a code nor a name", "団体コードも市区町村名もありません"),
    (rf"code (\S+) is {_LIST} but the prefecture is (.+)",
     r"団体コード「\1」は\2ですが、都道府県は\3です"),
    (rf'code (\S+) is {_LIST} but the name "(.*)" is no area there',
     r"団体コード「\1」は\2ですが、市区町村名は「\3」です"),
    (rf'code (\S+) is {_LIST} but the name "(.*)" is {_LIST}',
     r"団体コード「\1」は\2ですが、市区町村名「\3」は\4です"),
    (rf"code (\S+) is {_LIST}", r"団体コード「\1」だけでは、\2のどれか決まりません"),
    (rf'"(.*)" is {_LIST}', r"「\1」だけでは、\2のどれか決まりません"),
    (r"(.+) \((\d{6})\) stands in the return of (.+)", r"\1（\2）は、\3の市区町村ではありません"),
    (r"(this key|.+) stands more than once with different answers \((?:rows )?(.+)\)",
     r"\1の行が二つ以上あり、記入の内容が異なります（受け取ったファイルの\2行目）"),
)  # fmt: skip
_COMPILED = {
    table: tuple((re.compile(pattern, re.DOTALL), said) for pattern, said in rows)
    for table, rows in (("file", _FILES), ("row", _ROWS))
}
_AREA = re.compile(r" \((\d{6})\)")


def file_problem_in_japanese(rule: str, reason: str) -> str:
    """Why a whole file was refused, in Japanese without a full stop."""
    return _said("file", reason) or _FALLBACK.get(rule, "ファイルを読み取れません")


def how_to_send(problem: str) -> str:
    """What to do about a file that could not be opened, by `file_problem_in_japanese` of it."""
    return next((how for word, how in _HOW.items() if word in problem), _SAVE_AGAIN)


def row_problem_in_japanese(reason: str) -> str:
    """Why a row was refused, in Japanese without a full stop."""
    said = _said("row", reason) or "どの市区町村の行か決まりません"
    said = _AREA.sub(r"（\1）", said).replace(" or ", "又は").replace("this key", "同じ団体・項目")
    return said.replace(", ", "・")


def _said(table: str, reason: str) -> str:
    for pattern, said in _COMPILED[table]:
        match = pattern.fullmatch(reason)
        if match:
            return match.expand(said)
    return ""
