# Makes boxes.otf: a font with PostScript outlines whose letters are boxes twice
# as wide as any other font has them, so that a test sees what a heading is set
# in. Run: pip install fonttools && python3 tests/face/boxes.py
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

LETTERS = [chr(code) for code in range(0x20, 0x7F)] + sorted(set(
    "一二三四五六七八九十〇年月日卷上下总结汇编报告测试学会协会医院党委工作组织主题荣誉数字索引查找目录第"
    "期人才培养服务科技安全志愿新近全部关于宋体标题网站首页的是在和与"))


def box(width, height):
    pen = T2CharStringPen(width, None)
    pen.moveTo((100, 0))
    for point in [(width - 100, 0), (width - 100, height), (100, height)]:
        pen.lineTo(point)
    pen.closePath()
    return pen.getCharString()


names = {letter: f"u{ord(letter):04X}" for letter in LETTERS}
font = FontBuilder(1000, isTTF=False)
font.setupGlyphOrder([".notdef", *names.values()])
font.setupCharacterMap({ord(letter): name for letter, name in names.items()})
outlines = {".notdef": box(2000, 700)}
outlines |= {name: box(2000, 300 + ord(letter) % 500) for letter, name in names.items()}
font.setupCFF("Boxes-Bold", {"FullName": "Boxes Bold"}, outlines, {})
font.setupHorizontalMetrics({name: (2000, 100) for name in outlines})
font.setupHorizontalHeader(ascent=880, descent=-120)
font.setupNameTable({"familyName": "Boxes", "styleName": "Bold", "copyright": "huibian"})
font.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120, usWeightClass=700, fsType=0)
font.setupPost()
font.font["head"].created = font.font["head"].modified = 0
font.font.recalcTimestamp = False
font.save(Path(__file__).with_name("boxes.otf"))
