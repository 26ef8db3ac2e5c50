"""The invented good practices: a dozen, each plainly a sample."""

import datetime as dt

from renkei import areas
from renkei.intake.forms.page import Value

# Code, title, category, summary, day.
_PRACTICES = (
    ("011002", "駅直結の臨時会場", "接種会場", "見本：鉄道会社と連携し、勤務帰りに寄れる会場を駅の空き店舗に設けた。", "R3.5.10"),
    ("04", "県の大規模会場と市町村の枠の共有", "広域連携", "見本：県の会場の予約枠の半分を市町村に配り、近隣の住民も受け付けた。", "2021-05-24"),
    ("092011", "予約日時の割り当て", "予約・受付", "見本：日時を割り当てた案内を送り、変更する方だけが電話する。\n電話の件数が8割減った。", "R3.5.6"),
    ("131211", "ウェブ予約の代行窓口", "予約・受付", "見本：地区センターで職員と学生が予約の入力を代行した。", "2021-05-12"),
    ("162019", "潜在看護師の登録と研修", "医療従事者の確保", "見本：登録した潜在看護師に半日の研修を行い、休日の会場に配置した。", "R3.4.26"),
    ("20", "副反応の説明動画", "周知・広報", "見本：県の専門家の監修で短い動画を作り、手話と字幕を付けた。", "2021-05-17"),
    ("221007", "区ごとの接種状況の公開", "デジタル化", "見本：区ごとの予約の空きと接種の数を毎日公開した。", "R3.5.20"),
    ("281000", "夜間の接種枠", "接種会場", "見本：平日19時から21時の枠を設け、働く家族が付き添えるようにした。", "2021-05-19"),
    ("31", "県の相談窓口の多言語化", "相談窓口", "見本：相談窓口に8言語の通訳を置いた。", "R3.5.11"),
    ("363413", "送迎タクシーの助成", "移動支援", "見本：75歳以上の一人暮らしの方に、会場までの往復の助成券を送った。", "2021-04-30"),
    ("422029", "離島への巡回接種", "巡回・個別接種", "見本：船に冷凍庫を積み、二つの島を一日で回った。", "R3.5.15"),
    ("47", "余った分の登録制度", "その他", "見本：当日の余剰に備え、近くに住む方を登録して順に連絡した。", "2021-05-08"),
)  # fmt: skip


def practice_rows(*, slips: bool) -> list[dict[str, Value]]:
    """Every practice; in the first version one has a category that is not on the list."""
    rows = [_row(*one, number) for number, one in enumerate(_PRACTICES, start=1)]
    if slips:
        rows[3]["category"] = "予約受付"
    return rows


def _row(
    key: str, title: str, category: str, summary: str, day: str, number: int
) -> dict[str, Value]:
    known = {one.short: one for one in (*areas.prefectures(), *areas.municipalities())}
    area = known[key]
    return {
        "code": area.code,
        "prefecture": area.prefecture,
        "name": None if area.level == "prefecture" else area.name,
        "title": f"見本{number:02d}\u3000{title}",
        "category": category,
        "summary": summary,
        "source": f"https://example.jp/practices/{number:02d}",
        "date": dt.date.fromisoformat(day) if day.startswith("2021") else day,
    }
