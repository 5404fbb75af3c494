"""When something was handed in is understood, or nobody says that it was in time."""

from datetime import datetime

import pytest

from autograder.intake import timestamps

NOON = datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    "data",
    [
        b"2026-03-01 12:00:00 UTC",
        b"2026-03-01 12:00 UTC\n",
        b"2026-03-01T12:00:00Z",
        b"2026-03-01 12:00:00",
        b"2026-03-01 13:00:00 +0100",
        b"2026-03-01T13:00:00+01:00",
        b"2026-03-01 17:30:00 UTC+5:30",
        b"2026-03-01 13:00:00 Europe/Berlin",
        b"2026-03-01 07:00:00 EST",
        b"1772366400",
        b"1772366400.0\r\n",
        b"1772366400000",
        b"Sun, 01 Mar 2026 13:00:00 +0100",
        "2026-03-01 12:00:00 UTC".encode("utf-8-sig"),
        "2026-03-01 12:00:00 UTC".encode("utf-16"),
        b"\xfe\xff" + "2026-03-01 12:00:00 UTC".encode("utf-16-be"),
    ],
)
def test_a_time_is_understood(data):
    assert timestamps.read(data) == NOON
    assert timestamps.read(timestamps.written(NOON).encode()) == NOON


def test_a_part_of_a_second_is_kept():
    when = datetime(2015, 2, 2, 23, 58, 23, 948203)
    assert timestamps.read(b"2015-02-02 15:58:23.948203 America/Los_Angeles") == when


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"soon",
        b"2026-13-01 12:00:00",
        b"2026-02-30 12:00:00 UTC",
        b"2026-03-01 12:00:00 XYZ",
        b"2026-03-01 12:00:00 ../../etc/passwd",
        b"2026-03-01 12:00:00 /etc/localtime",
        b"2026-03-01 12:00:00 +99:99",
        b"2026-03-01 12:00:00 +" + b"1" * 150,
        b"03/01/2026 12:00",
        b"0001-01-01 00:00:00 +0100",
        b"9999-12-31 23:59:59 -0100",
        b"1" * 30 + b"a",
        b"1" * 9_000_000,
        b"2026-03-01 12:00:00 UTC" + b" " * 1000,
        "2026-03-01 12:00:00 UTC".encode("utf-16")[:-1],
        "\u0662026-03-01 12:00:00".encode(),
        b"\xff" * 10,
        b"Mon, 99 Feb 2015 15:58:23 +0100",
    ],
)
def test_what_is_no_time_is_none(data):
    assert timestamps.read(data) is None
    said = timestamps.said(data)
    assert len(said) <= 41 and said.isprintable()
