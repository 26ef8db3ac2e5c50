"""Names and codes of areas as municipal offices write them."""

import pytest

from renkei.areas import AmbiguousArea, AreaError, CodeNameConflict, NotAnArea, UnknownArea, find

NAMES = [
    # ヶ, ケ, が
    ("袖ヶ浦市", "千葉県", "122297"),
    ("袖が浦市", "千葉", "122297"),
    ("駒ｹ根市", "長野県", "202100"),
    ("駒が根市", "20", "202100"),
    ("七ケ浜町", "宮城県", "044041"),
    ("金ヶ崎町", "岩手県", "033812"),
    ("六ケ所村", "青森県", "024112"),
    ("関ヶ原町", "岐阜県", "213624"),
    ("不破郡関が原町", "岐阜県", "213624"),
    ("鯵ケ沢町", "青森県", "023213"),
    ("外ケ浜町", "青森県", "023078"),
    ("龍ヶ﨑市", "茨城県", "082082"),
    # の, ノ, 之
    ("上の国町", "北海道", "013625"),
    ("日ノ出町", "東京都", "133051"),
    ("隠岐ノ島町", "島根県", "325287"),
    ("隱岐の島町", "島根県", "325287"),
    # old forms of characters
    ("惠庭市", "北海道", "012319"),
    ("惠那市", "岐阜県", "212105"),
    ("髙崎市", "群馬県", "102024"),
    ("廣島市", "広島県", "341002"),
    ("廣島縣広島市", "", "341002"),
    ("櫻井市", "奈良県", "292061"),
    ("國分寺市", "東京都", "132144"),
    ("澁川市", "群馬県", "102083"),
    ("德島市", "徳島県", "362018"),
    ("會津若松市", "福島県", "072028"),
    ("靜岡市", "静岡県", "221007"),
    ("黑部市", "富山県", "162078"),
    ("與那原町", "沖縄県", "473481"),
    ("藤澤市", "神奈川県", "142051"),
    ("金澤市", "石川県", "172014"),
    ("鹽竈市", "宮城県", "042030"),
    ("飛驒市", "岐阜県", "212172"),
    ("彌彦村", "新潟県", "153427"),
    ("壹岐市", "長崎県", "422100"),
    ("對馬市", "長崎県", "422096"),
    ("龜岡市", "京都府", "262064"),
    ("礪波市", "富山県", "162086"),
    ("燒津市", "静岡県", "222127"),
    ("臺東區", "東京都", "131067"),
    ("橫手市", "秋田県", "052035"),
    ("淺口市", "岡山県", "332160"),
    ("薩摩川內市", "鹿児島県", "462152"),
    ("新溫泉町", "兵庫県", "285862"),
    ("彥根市", "滋賀県", "252026"),
    ("神戶市", "兵庫県", "281000"),
    ("吳市", "広島県", "342025"),
    ("鹿兒島市", "鹿児島県", "462012"),
    ("伊豫市", "愛媛県", "382108"),
    ("設樂町", "愛知県", "235610"),
    ("攝津市", "大阪府", "272248"),
    ("寢屋川市", "大阪府", "272159"),
    ("稻城市", "東京都", "132250"),
    ("狹山市", "埼玉県", "112151"),
    ("佐久穗町", "長野県", "203092"),
    ("舩橋市", "千葉県", "122041"),
    # look-alikes that NFKC brings to another old form, and compatibility ideographs
    ("\u2f54\u2f3e市", "茨城県", "082015"),  # ⽔⼾市
    ("\u2f8b戸市", "青森県", ""),  # ⾋戸市 is no 八戸市
    ("\u2f0b\u2f3e市", "青森県", "022039"),  # ⼋⼾市
    ("\u2ec4宮市", "兵庫県", "282049"),  # ⻄宮市
    ("\u2eef王町", "滋賀県", "253847"),  # ⻯王町
    ("\u2fd3\u30b1崎市", "茨城県", "082082"),  # ⿓ケ崎市
    ("宝\ufa10市", "兵庫県", "282146"),  # 宝塚市
    ("函\ufa2c市", "北海道", "012025"),  # 函館市
    ("\u2f24阪市", "大阪府", "271004"),  # ⼤阪市
    # widths, spaces, brackets, marks
    ("ﾆｾｺ町", "北海道", "013951"),
    ("南ｱﾙﾌﾟｽ市", "山梨県", "192082"),
    ("富 山 市", "富山県", "162019"),
    ("　富山市　", "富山 県", "162019"),
    ("富山\n市", "富山県", "162019"),
    ("「富山市」", "富山県", "162019"),
    ("富山市（※）", "富山県", ""),
    # counties, wards, former names
    ("愛知郡東郷町", "愛知県", "233021"),
    ("愛知県愛知郡東郷町", "愛知県", "233021"),
    ("島尻郡 与那原町", "沖縄県", "473481"),
    ("札幌市豊平区", "北海道", "011002"),
    ("さいたま市　大宮区", "埼玉県", "111007"),
    ("中央区", "神奈川県", "141500"),
    ("千種区", "愛知県", "231002"),
    ("堺市西区", "大阪府", "271403"),
    ("新宿区", "", "131041"),
    ("多紀郡篠山町", "兵庫県", ""),
    ("丹波篠山市", "兵庫", "282219"),
    # names that recur
    ("府中市", "広島県", "342084"),
    ("東京都府中市", "", "132063"),
    ("伊達市", "福島", "072133"),
    ("周智郡森町", "", "224618"),
    ("池田町", "21", "214043"),
    ("川崎町", "福岡県", "406058"),
    ("朝日町", 16.0, "163431"),
]


@pytest.mark.parametrize(("written", "prefecture", "code"), NAMES)
def test_a_name_in_an_offices_spelling(written, prefecture, code):
    if code:
        assert find(written, prefecture=prefecture).code == code
    else:
        with pytest.raises(UnknownArea, match="there is no area"):
            find(written, prefecture=prefecture)


# One character off, or not in the tables: refused, with the nearest as a suggestion only.
NEAR = [
    ("富山巿", "富山県", "富山県富山市"),
    ("高岡布", "富山県", "富山県高岡市"),
    ("氷見し", "富山県", "富山県氷見市"),
    ("滑川", "富山県", "富山県滑川市"),
    ("砺並市", "富山県", "富山県砺波市"),
    ("小谷部市", "富山県", "富山県小矢部市"),
    ("射水町", "富山県", "富山県射水市"),
    ("立山村", "富山県", "富山県立山町"),
    ("魚津市役所", "富山県", "富山県魚津市"),
    ("塩釜市", "宮城県", "宮城県塩竈市"),
    ("六カ所村", "青森県", "青森県六ヶ所村"),
    ("二セコ町", "北海道", "北海道ニセコ町"),
    ("あきるの市", "東京都", "東京都あきる野市"),
    ("南砺市", "石川県", "富山県南砺市"),
    ("下新川郡上市町", "富山県", "富山県上市町"),
    ("札幌市中央町", "北海道", "北海道札幌市"),
    ("府中市（東京都）", "", "東京都府中市"),
]


@pytest.mark.parametrize(("written", "prefecture", "nearest"), NEAR)
def test_a_near_name_is_refused_with_the_nearest_beside_it(written, prefecture, nearest):
    with pytest.raises(UnknownArea) as error:
        find(written, prefecture=prefecture)
    assert nearest in error.value.nearest


CODES = [
    ("１６２０２７", None, "162027"),
    ("16202７", None, "162027"),
    (162027.0, None, "162027"),
    ("162027.0", None, "162027"),
    (" 16202 ", None, "162027"),
    ("16202.0", None, "162027"),
    ("1100", None, "011002"),
    (11002, None, "011002"),
    ("11002.00", None, "011002"),
    ("01100", None, "011002"),
    (12025.0, "北海道", "012025"),
    ("14101", None, "141003"),
    ("141011", None, "141003"),
    ("014346", None, "014346"),
    (16322, "富山県", "163228"),
    (16322, "01", "016322"),
    ("１６３２２", "富山", "163228"),
    (12106, "千葉県", "121002"),
    (12106, "北海道", "012106"),
    ("130001", None, "130001"),
]


@pytest.mark.parametrize(("code", "prefecture", "expected"), CODES)
def test_a_code_as_a_sheet_holds_it(code, prefecture, expected):
    assert find(code=code, prefecture=prefecture).code == expected


@pytest.mark.parametrize(
    ("name", "code", "prefecture", "kind", "says"),
    [
        ("府中市", None, None, AmbiguousArea, "東京都府中市 (132063) or 広島県府中市 (342084)"),
        (None, 16322, None, AmbiguousArea, "北海道士幌町 (016322) or 富山県上市町 (163228)"),
        (None, "11100", None, AmbiguousArea, "埼玉県さいたま市"),
        ("北区", None, "大阪府", AmbiguousArea, "堺市"),
        ("高岡市", "162019", None, CodeNameConflict, "富山県高岡市 (162027)"),
        ("上市町", "016322", None, CodeNameConflict, "北海道士幌町 (016322)"),
        (None, "162027", "石川県", CodeNameConflict, "the prefecture is 石川県"),
        ("富山市", None, "石川県", UnknownArea, 'no area "富山市" in 石川県'),
        (None, "162026", None, UnknownArea, "expected 162027 (富山県高岡市)"),
        (None, "0162027", None, UnknownArea, "is not a code"),
        (None, "162-027", None, UnknownArea, "is not a code"),
        (None, "162027（高岡市）", None, UnknownArea, "is not a code"),
        (None, "16202a", None, UnknownArea, "is not a code"),
        (None, "16202.7", None, UnknownArea, "is not a code"),
        (None, "1.6e5", None, UnknownArea, "is not a code"),
        (None, "①6202", None, UnknownArea, "is not a code"),
        (None, "١٦٢٠٢", None, UnknownArea, "is not a code"),
        (None, "000000", None, NotAnArea, "the nation"),
        (None, "99", None, UnknownArea, "no area has the code 99"),
        (None, "480002", None, UnknownArea, "480002"),
        ("富山県計", None, "富山県", NotAnArea, "a total or a group"),
        ("中新川郡", None, "富山県", NotAnArea, "a total or a group"),
        ("小　計", "163228", None, NotAnArea, "a total or a group"),
        ("富山市", None, "富山市", UnknownArea, "is not a prefecture"),
        ("富山市", None, "とやま", UnknownArea, "is not a prefecture"),
    ],
)
def test_a_key_that_does_not_lead_to_one_area_says_why(name, code, prefecture, kind, says):
    with pytest.raises(AreaError) as error:
        find(name, code, prefecture)
    assert isinstance(error.value, kind)
    assert says in str(error.value)
