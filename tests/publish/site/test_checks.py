"""What a manifest proves, in sentences."""

from renkei.publish.site.checks import checks


def found(manifest):
    return {check.name: (check.passed, check.found) for check in checks(manifest)}


def test_every_row_received_is_accounted_for(manifest):
    told = "受領1,741行＝採用1,700＋差し替え前0＋読み取れず41"
    assert found(manifest)["回答の行数の照合"] == (True, told)
    manifest["counts"]["returns"]["accepted"] = 1699
    assert found(manifest)["回答の行数の照合"][0] is False


def test_decks_of_other_inputs_are_counted(manifest):
    said = found(manifest)["資料のもとになった入力"]
    assert said == (False, "6件のうち1件は入力の異なる前回の資料")
    del manifest["decks"][4]
    assert found(manifest)["資料のもとになった入力"] == (True, "5件すべてが同じ入力から作られた")


def test_validators_and_warnings_are_told_where_they_were_recorded(manifest):
    assert not {"検証器", "資料の作成時の注意"} & set(found(manifest))
    more = {"checks": [{"name": "検証器", "passed": False, "found": "2件"}], "warnings": []}
    told = found(manifest | more)
    assert told["検証器"] == (False, "2件")
    assert told["資料の作成時の注意"] == (True, "注意なし")


def test_a_meeting_without_records_has_nothing_to_reconcile(manifest):
    assert list(found(manifest | {"counts": {}})) == ["資料のもとになった入力"]
