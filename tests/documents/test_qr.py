"""QR codes as SVG."""

import re

import segno

from gongping.documents import qr


def test_a_code_speaks_its_label_and_carries_no_style() -> None:
    drawn = qr.svg("https://example.test/#t=ABC", "领票二维码 <1>")
    assert 'role="img" aria-label="领票二维码 &lt;1&gt;"' in drawn
    assert "style=" not in drawn
    assert "currentColor" in drawn


def test_the_dark_runs_are_exactly_the_modules_of_the_code() -> None:
    drawn = qr.svg("公评", "x")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)", drawn)
    dark = {
        (int(down) - 4, int(across) - 4 + step)
        for across, down, length in runs
        for step in range(int(length))
    }
    matrix = segno.make("公评", error="m", micro=False, boost_error=False).matrix
    assert dark == {
        (y, x)
        for y, line in enumerate(matrix)
        for x, module in enumerate(line)
        if module
    }
