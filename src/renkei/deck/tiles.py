"""Where each prefecture stands on a tile map: one square each, neighbours near their neighbours."""

# West to east and north to south as on a map; · is sea. Each mark is the code of a prefecture.
_MAP = """
··  ··  ··  ··  ··  ··  ··  ··  ··  ··  ··  01
··  ··  ··  ··  ··  ··  ··  ··  ··  ··  ··  02
··  ··  ··  ··  ··  ··  ··  ··  ··  ··  05  03
··  ··  ··  ··  ··  ··  ··  ··  ··  ··  06  04
··  ··  ··  ··  ··  ··  ··  17  16  15  07  ··
··  ··  ··  ··  ··  ··  18  21  20  10  09  08
··  ··  32  31  28  26  25  23  22  19  11  12
··  35  34  33  ··  27  29  24  ··  14  13  ··
41  40  ··  ··  ··  ··  30  ··  ··  ··  ··  ··
42  43  44  ··  38  37  ··  ··  ··  ··  ··  ··
··  46  45  ··  39  36  ··  ··  ··  ··  ··  ··
47  ··  ··  ··  ··  ··  ··  ··  ··  ··  ··  ··
"""

TILES: dict[str, tuple[int, int]] = {  # column and row from the upper left, by two-digit code
    code: (column, row)
    for row, line in enumerate(_MAP.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code.isdigit()
}
COLUMNS, ROWS = 12, 12
EMPTY = (6, 4)  # columns and rows of open sea at the upper left, where a legend fits
