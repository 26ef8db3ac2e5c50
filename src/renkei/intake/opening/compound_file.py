"""The container of old Office files ([MS-CFB]): its streams out, and one stream packed anew."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from renkei.errors import DataError

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII36xIQ")
_ENTRY_SIZE = 128
_END, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_HIGHEST_SECTOR = 0xFFFFFFFA
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MINI_SECTOR, _MINI_UP_TO = 64, 4096
_SECTOR = 4096


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """An opened container. Every chain is followed at most once round: a loop is damage.

    Raises DataError where it is damaged or cut short.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        if len(content) < 512 or not content.startswith(SIGNATURE):
            raise _damaged("its header is cut short")
        fields = _HEADER.unpack_from(content)
        _, _, version, order, shift, mini_shift = fields[:6]
        if (version, shift) not in ((3, 9), (4, 12)) or order != 0xFFFE or mini_shift != 6:
            raise _damaged("its header is of an unknown kind")
        self._sector_size: int = 1 << shift
        # Where there are none of them, some programs leave any number for where they begin.
        directory, short, more = fields[8], fields[11:13], fields[13:15]
        self._fat = self._allocation(content, fat_from=more[0] if more[1] else _END)
        entries = self._directory(directory)
        self._mini_fat = self._numbers(self._chain(short[0] if short[1] else _END, self._fat))
        root = entries[0]
        self._mini = self._content_of(root.start if root.size else _END, self._fat)
        self._entries = entries
        self._top = list(self._children(entries[0].child))

    @property
    def names(self) -> list[str]:
        """The names of the streams and storages at the top."""
        return [entry.name for entry in self._top]

    def stream(self, name: str) -> bytes:
        """A stream at the top, whole, whatever the case of its name; DataError where none is."""
        for entry in self._top:
            if entry.name.casefold() == name.casefold() and entry.kind == _STREAM:
                return self._read(entry)
        raise _damaged(f"it has no stream {name}")

    def _allocation(self, content: bytes, fat_from: int) -> list[int]:
        """The table that says which sector follows which, from the sectors that hold it."""
        holders = list(struct.unpack_from("<109I", content, 76))
        seen = 0
        while fat_from <= _HIGHEST_SECTOR:
            more = self._numbers([fat_from])
            seen += 1
            if seen > self._sectors or not more:
                raise _damaged("its table of sectors runs in a circle")
            holders += more[:-1]
            fat_from = more[-1]
        used = [holder for holder in holders if holder <= _HIGHEST_SECTOR]
        if len(used) > self._sectors:
            raise _damaged("its table of sectors is larger than the file")
        return self._numbers(used)

    @property
    def _sectors(self) -> int:
        return len(self._content) // self._sector_size + 1

    def _numbers(self, sectors: Iterable[int]) -> list[int]:
        joined = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._sector_size
        sector = self._content[at : at + self._sector_size]
        if not sector:
            raise _damaged("a sector lies behind the file's end")
        return sector

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start != _END and start != _FREE:
            if start >= len(table) or len(chain) > len(table):
                raise _damaged("a chain of sectors leads nowhere")
            chain.append(start)
            start = table[start]
        return chain

    def _content_of(self, start: int, table: list[int]) -> bytes:
        return b"".join(map(self._sector, self._chain(start, table)))

    def _directory(self, start: int) -> list[_Entry]:
        content = self._content_of(start, self._fat)
        entries = []
        for at in range(0, len(content) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            name, length, kind, _, left, right, child, first, size = _ENTRY.unpack_from(content, at)
            told = name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            whole = size & 0xFFFFFFFF if self._sector_size == 512 else size
            entries.append(_Entry(told, kind, left, right, child, first, whole))
        if not entries or entries[0].kind != _ROOT:
            raise _damaged("its directory has no root")
        return entries

    def _children(self, first: int) -> Iterable[_Entry]:
        """The entries of a storage: a tree of siblings, each met once."""
        waiting, met = [first], set()
        while waiting:
            at = waiting.pop()
            if at == _FREE or at in met:
                continue
            if at >= len(self._entries):
                raise _damaged("its directory points behind its end")
            met.add(at)
            entry = self._entries[at]
            waiting += [entry.left, entry.right]
            if entry.kind in (_STORAGE, _STREAM):
                yield entry

    def _read(self, entry: _Entry) -> bytes:
        if entry.size >= _MINI_UP_TO:
            content = self._content_of(entry.start, self._fat)
        else:
            places = (one * _MINI_SECTOR for one in self._chain(entry.start, self._mini_fat))
            content = b"".join(self._mini[at : at + _MINI_SECTOR] for at in places)
        if len(content) < entry.size:
            raise _damaged(f"{entry.name} is cut short")
        return content[: entry.size]


def packed(name: str, stream: bytes) -> bytes:
    """A container of exactly this stream, so that no reader meets anything unchecked.

    Its sectors have 4,096 bytes, so that the header alone lists the table for 400 MB.
    """
    sectors = max(-(-len(stream) // _SECTOR), 1)
    tables = -(-(sectors + 2) // (_SECTOR // 4 - 1))
    first = tables + 2  # after the tables, the directory, and short streams, of which there is none
    following = [*range(first + 1, first + sectors), _END]
    fat = [*[_FAT_SECTOR] * tables, _END, _END, *following]
    fat += [_FREE] * (tables * (_SECTOR // 4) - len(fat))
    head = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<IIIIIIIII", 1, tables, tables, 0, _MINI_UP_TO, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    size = max(len(stream), _MINI_UP_TO)
    directory = _entry("Root Entry", _ROOT, child=1, start=tables + 1, size=_MINI_SECTOR)
    directory += _entry(name, _STREAM, child=_FREE, start=first, size=size)
    return b"".join(
        (
            head.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(fat)}I", *fat),
            directory.ljust(2 * _SECTOR, b"\0"),
            stream.ljust(sectors * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    told = name.encode("utf-16-le")
    length = len(told) + 2
    return _ENTRY.pack(told, length, kind, 1, _FREE, _FREE, child, start, size)


def _damaged(how: str) -> DataError:
    return DataError(
        f"the workbook is damaged or cut short ({how})",
        expected="an .xlsx or .xls workbook as Excel saved it: send the file again",
    )
