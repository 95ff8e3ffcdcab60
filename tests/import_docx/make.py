#!/usr/bin/env python3
"""Makes the Word files of tests/import_docx/files with python-docx and LibreOffice.

    python3 tests/import_docx/make.py [FOLDER]

Needs python-docx and soffice. CI does not run it: the files are in the
repository, each beside NAME.json, which says what was put in, in terms that no
writer can change: headings (level, label, words), items (depth, label, words),
cells (words, rows, columns), notes (words) and pictures (count, distinct).

Three kinds of files:
  p-*  python-docx, some with numberings and notes written by hand
  l-*  LibreOffice, from flat OpenDocument and HTML
  r-*  files of python-docx that LibreOffice opened and wrote again

All words are invented.
"""

import io
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "files")

SUBJECTS = ["党支部", "护理部", "门诊党小组", "放射科", "社区服务站", "青年突击队", "药学部", "检验科", "后勤处", "志愿服务队"]
DEEDS = ["组织了集中学习", "开展了义诊活动", "完成了设备巡检", "走访了困难家庭", "整理了病案资料", "举办了技能竞赛", "慰问了退休同志", "接待了来访群众"]
ENDS = ["反响良好", "共有三十余人参加", "覆盖四个街道", "比上年多五次", "得到了肯定", "形成了书面记录"]
TOPICS = ["思想建设", "组织建设", "义诊服务", "人才培养", "廉政教育", "群众工作", "学科建设", "安全生产", "文化活动", "对口帮扶"]


class Words:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def sentence(self):
        self.count += 1
        pick = self.random.choice
        return f"{pick(SUBJECTS)}{pick(DEEDS)}，{pick(ENDS)}（记录{self.count}）。"

    def topic(self):
        self.count += 1
        return f"{self.random.choice(TOPICS)}之{self.count}"


class Truth:
    def __init__(self):
        self.headings, self.items, self.cells, self.notes = [], [], [], []
        self.pictures = []

    def save(self, name):
        data = {
            "headings": self.headings,
            "items": self.items,
            "cells": self.cells,
            "notes": self.notes,
            "pictures": len(self.pictures),
            "distinct_pictures": len(set(self.pictures)),
        }
        with open(os.path.join(OUT, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.write("\n")


def png(red, green, blue):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes([red, green, blue]) * 8
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * 8))
        + chunk(b"IEND", b"")
    )


HAN = "零一二三四五六七八九十"


def han(number):
    if number <= 10:
        return HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


# What each format shows, for the truth.
SHOW = {
    "decimal": str,
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1),
    "upperRoman": lambda n: ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][n],
    "lowerLetter": lambda n: chr(96 + n),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[n - 1],
    "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
}

SCHEMES = {
    "official": [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimalEnclosedCircleChinese", "%4")],
    "thesis": [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")],
    "chapter": [("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2节"), ("chineseCounting", "%3、")],
    "mixed": [("upperRoman", "%1."), ("lowerLetter", "%2)"), ("decimal", "(%3)")],
    "stems": [("ideographTraditional", "%1、"), ("decimalFullWidth", "%2．")],
}


class Counter:
    def __init__(self, scheme):
        self.scheme, self.values = scheme, [0] * 9

    def label(self, level):
        self.values[level] += 1
        self.values[level + 1 :] = [0] * (8 - level)
        text = self.scheme[level][1]
        for other in range(level + 1):
            shown = SHOW[self.scheme[other][0]](max(self.values[other], 1))
            text = text.replace(f"%{other + 1}", shown)
        return text


def add_numbering(document, number, scheme, styles=()):
    part = document.part.numbering_part.element
    levels = ""
    for level, (form, text) in enumerate(scheme):
        style = f'<w:pStyle w:val="{styles[level]}"/>' if level < len(styles) else ""
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first_num = part.find(qn("w:num"))
    if first_num is None:
        part.append(abstract)
    else:
        first_num.addprevious(abstract)
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def number_paragraph(paragraph, number, level):
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def number_style(style, number, level):
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def heading(document, truth, words, level, label=""):
    text = words.topic()
    document.add_heading(text, level)
    truth.headings.append([level, label, text])


def bullet(document, truth, words, depth=0):
    text = words.sentence()
    document.add_paragraph(text, style="List Bullet" + ("" if depth == 0 else f" {depth + 1}"))
    truth.items.append([0, "•", text])


def table(document, truth, words, rows, columns, merges=(), style="Table Grid"):
    grid = document.add_table(rows, columns, style=style)
    covered = {}
    for top, left, bottom, right in merges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[(row, column)] = (top, left)
    sizes = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    for row in range(rows):
        for column in range(columns):
            if covered.get((row, column), (row, column)) != (row, column):
                continue
            words.count += 1
            text = f"格{words.count}"
            grid.cell(row, column).text = text
            height, width = sizes.get((row, column), (1, 1))
            truth.cells.append([text, height, width])
    for top, left, bottom, right in merges:
        grid.cell(top, left).merge(grid.cell(bottom, right))
    return grid


def add_picture(document, truth, colour, paragraph=None):
    data = png(*colour)
    run = (paragraph or document.add_paragraph()).add_run()
    run.add_picture(io.BytesIO(data), width=Cm(1))
    truth.pictures.append(colour)


def save(document, truth, name):
    document.core_properties.title = name
    document.save(os.path.join(OUT, name + ".docx"))
    truth.save(name)


# --- python-docx ------------------------------------------------------------


def plain(name, seed):
    words, truth, document = Words(seed), Truth(), docx.Document()
    document.add_paragraph("年度工作总结", style="Title")
    for _ in range(3):
        heading(document, truth, words, 1)
        document.add_paragraph(words.sentence())
        for _ in range(2):
            heading(document, truth, words, 2)
            document.add_paragraph(words.sentence() + words.sentence())
            heading(document, truth, words, 3)
            document.add_paragraph(words.sentence())
    save(document, truth, name)


def numbered_headings(name, seed, scheme_name, by_style):
    words, truth, document = Words(seed), Truth(), docx.Document()
    scheme = SCHEMES[scheme_name]
    levels = min(3, len(scheme))
    styles = [document.styles[f"Heading {level + 1}"] for level in range(levels)]
    add_numbering(document, 90, scheme, [style.style_id for style in styles] if by_style else ())
    if by_style:
        for level, style in enumerate(styles):
            number_style(style, 90, level)
    counter = Counter(scheme)
    pattern = [0, 1, 1, 2, 2, 1, 0, 1, 2, 1, 0]
    for level in pattern:
        level = min(level, levels - 1)
        text = words.topic()
        paragraph = document.add_heading(text, level + 1)
        if not by_style:
            number_paragraph(paragraph, 90, level)
        truth.headings.append([level + 1, counter.label(level), text])
        document.add_paragraph(words.sentence())
    save(document, truth, name)


def numbered_items(name, seed, scheme_name):
    words, truth, document = Words(seed), Truth(), docx.Document()
    scheme = SCHEMES[scheme_name]
    add_numbering(document, 91, scheme)
    counter = Counter(scheme)
    heading(document, truth, words, 1)
    for level in [0, 0, 1, 1, 2, 1, 0, 1, 1, 0]:
        level = min(level, len(scheme) - 1)
        text = words.sentence()
        number_paragraph(document.add_paragraph(text), 91, level)
        truth.items.append([level, counter.label(level), text])
    document.add_paragraph(words.sentence())
    save(document, truth, name)


def bullets(name, seed):
    words, truth, document = Words(seed), Truth(), docx.Document()
    heading(document, truth, words, 1)
    for depth in [0, 0, 1, 1, 2, 0, 1, 0]:
        bullet(document, truth, words, depth)
    heading(document, truth, words, 2)
    for number in range(1, 5):
        text = words.sentence()
        document.add_paragraph(text, style="List Number")
        truth.items.append([0, f"{number}.", text])
    save(document, truth, name)


def tables(name, seed):
    words, truth, document = Words(seed), Truth(), docx.Document()
    heading(document, truth, words, 1)
    table(document, truth, words, 3, 4)
    document.add_paragraph(words.sentence())
    table(document, truth, words, 4, 4, [(0, 0, 0, 1), (1, 0, 3, 0), (2, 2, 3, 3)])
    heading(document, truth, words, 1)
    table(document, truth, words, 5, 3, [(0, 0, 0, 2), (1, 2, 4, 2)])
    save(document, truth, name)


def pictures(name, seed):
    words, truth, document = Words(seed), Truth(), docx.Document()
    heading(document, truth, words, 1)
    for colour in [(200, 0, 0), (0, 200, 0), (200, 0, 0)]:
        add_picture(document, truth, colour)
        document.add_paragraph("图 现场照片", style="Caption")
    paragraph = document.add_paragraph(words.sentence())
    add_picture(document, truth, (0, 0, seed % 250), paragraph)
    save(document, truth, name)


def chinese_styles(name, seed):
    """Identifiers and names as Chinese Word and WPS write them."""
    words, truth, document = Words(seed), Truth(), docx.Document()
    for level in (1, 2, 3):
        style = document.styles.add_style(f"标题 {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), str(level + 1))
        style.base_style = document.styles["Normal"]
    derived = document.styles.add_style("本院小标题", WD_STYLE_TYPE.PARAGRAPH)
    derived.element.set(qn("w:styleId"), "af7")
    derived.base_style = document.styles["标题 2"]
    for level, style in [(1, "标题 1"), (2, "标题 2"), (3, "标题 3"), (2, "本院小标题"), (1, "标题 1"), (2, "本院小标题")]:
        text = words.topic()
        document.add_paragraph(text, style=style)
        truth.headings.append([level, "", text])
        document.add_paragraph(words.sentence())
    save(document, truth, name)


def outline(name, seed):
    """Headings by outline level only, as in documents without styles."""
    words, truth, document = Words(seed), Truth(), docx.Document()
    for level in [1, 2, 2, 3, 1, 2]:
        text = words.topic()
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>'))
        truth.headings.append([level, "", text])
        body = document.add_paragraph(words.sentence())
        body.paragraph_format.first_line_indent = Pt(24)
    save(document, truth, name)


def everything(name, seed):
    words, truth, document = Words(seed), Truth(), docx.Document()
    scheme = SCHEMES["official"]
    styles = [document.styles[f"Heading {level + 1}"] for level in range(2)]
    add_numbering(document, 92, scheme, [style.style_id for style in styles])
    for level, style in enumerate(styles):
        number_style(style, 92, level)
    counter = Counter(scheme)
    document.sections[0].header.paragraphs[0].text = "内部资料"
    for level in [0, 1, 1, 0, 1]:
        text = words.topic()
        document.add_heading(text, level + 1)
        truth.headings.append([level + 1, counter.label(level), text])
        paragraph = document.add_paragraph()
        for part in range(4):
            run = paragraph.add_run(words.sentence())
            run.bold, run.italic = part % 2 == 1, part == 2
        bullet(document, truth, words)
        bullet(document, truth, words, 1)
    table(document, truth, words, 3, 3, [(0, 0, 0, 2)])
    add_picture(document, truth, (seed % 250, 20, 30))
    save(document, truth, name)


# --- LibreOffice --------------------------------------------------------------

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
{headings}
{outline}
{lists}
</office:styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def fodt(body, outline_scheme=None, lists=""):
    headings = "".join(
        f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="{n}"/>'
        for n in range(1, 5)
    )
    outline = ""
    if outline_scheme:
        levels = "".join(
            f'<text:outline-level-style text:level="{n + 1}" style:num-format="{form}" style:num-prefix="{prefix}" style:num-suffix="{suffix}" text:display-levels="{shown}"/>'
            for n, (form, prefix, suffix, shown) in enumerate(outline_scheme)
        )
        outline = f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'
    return FODT.format(headings=headings, outline=outline, lists=lists, body=body)


def convert(path, folder=None):
    folder = folder or OUT
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder]
            + ([path] if isinstance(path, str) else path),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def flat_headings(seed, scheme=None, show=None):
    words, truth, body = Words(seed), Truth(), ""
    values = [0] * 9
    for level in [1, 2, 3, 3, 2, 1, 2, 2, 3]:
        text = words.topic()
        values[level - 1] += 1
        values[level:] = [0] * (9 - level)
        truth.headings.append([level, show(level, values) if show else "", text])
        body += f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h><text:p>{words.sentence()}</text:p>'
    return fodt(body, scheme), truth


def flat_lists(seed):
    words, truth = Words(seed), Truth()

    def item(depth, label, inner=""):
        text = words.sentence()
        truth.items.append([depth, label, text])
        return f"<text:list-item><text:p>{text}</text:p>" + (inner() if inner else "") + "</text:list-item>"

    lists = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    )
    body = '<text:list text:style-name="L1">'
    body += item(0, "一、", lambda: "<text:list>" + item(1, "（1）") + item(1, "（2）") + "</text:list>")
    body += item(0, "二、") + item(0, "三、", lambda: "<text:list>" + item(1, "（1）") + "</text:list>") + "</text:list>"
    body += f"<text:p>{words.sentence()}</text:p>"
    body += '<text:list text:style-name="L2">' + item(0, "•") + item(0, "•") + "</text:list>"
    return fodt(body, lists=lists), truth


def flat_notes(seed):
    words, truth, body = Words(seed), Truth(), ""
    for number in range(1, 6):
        kind = "endnote" if number == 4 else "footnote"
        note = words.sentence()
        truth.notes.append(note)
        body += f'<text:p>{words.sentence()}<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body></text:note>{words.sentence()}</text:p>'
    return fodt(body), truth


def flat_table(seed):
    words, truth = Words(seed), Truth()
    rows = [[(1, 2), None, (1, 1)], [(3, 1), (1, 1), (1, 1)], [None, (1, 2), None], [None, (1, 1), (1, 1)]]
    body = '<table:table><table:table-column table:number-columns-repeated="3"/>'
    for row in rows:
        body += "<table:table-row>"
        for cell in row:
            if cell is None:
                body += "<table:covered-table-cell/>"
                continue
            words.count += 1
            text = f"格{words.count}"
            truth.cells.append([text, cell[0], cell[1]])
            body += f'<table:table-cell table:number-rows-spanned="{cell[0]}" table:number-columns-spanned="{cell[1]}"><text:p>{text}</text:p></table:table-cell>'
        body += "</table:table-row>"
    return fodt(f"<text:p>{words.sentence()}</text:p>" + body + "</table:table>" + f"<text:p>{words.sentence()}</text:p>"), truth


def flat_pictures(seed):
    import base64

    words, truth, body = Words(seed), Truth(), ""
    for colour in [(9, 9, 200), (9, 200, 9), (9, 9, 200)]:
        truth.pictures.append(colour)
        data = base64.b64encode(png(*colour)).decode()
        body += f'<text:p>{words.sentence()}<draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm"><draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p>'
    return fodt(body), truth


def web_page(seed):
    words, truth = Words(seed), Truth()
    body = ""
    for level in [1, 2, 2, 3]:
        text = words.topic()
        truth.headings.append([level, "", text])
        body += f"<h{level}>{text}</h{level}><p>{words.sentence()}</p>"
    body += "<ul>"
    for _ in range(3):
        text = words.sentence()
        truth.items.append([0, "•", text])
        body += f"<li>{text}</li>"
    body += "</ul><ol>"
    for number in range(1, 4):
        text = words.sentence()
        truth.items.append([0, f"{number}.", text])
        body += f"<li>{text}</li>"
    body += "</ol><table border='1'>"
    for row in range(3):
        body += "<tr>"
        for column in range(3):
            if row == 0 and column == 1 or row == 2 and column == 0:
                continue
            words.count += 1
            text = f"格{words.count}"
            height, width = (2 if (row, column) == (1, 0) else 1), (2 if (row, column) == (0, 0) else 1)
            truth.cells.append([text, height, width])
            body += f"<td rowspan='{height}' colspan='{width}'>{text}</td>"
        body += "</tr>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</table></body></html>", truth


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    plain("p-plain", 1)
    for index, scheme in enumerate(SCHEMES):
        numbered_headings(f"p-headings-{scheme}", 10 + index, scheme, by_style=index % 2 == 0)
        numbered_items(f"p-items-{scheme}", 20 + index, scheme)
    bullets("p-bullets", 30)
    tables("p-tables", 31)
    pictures("p-pictures", 32)
    chinese_styles("p-chinese-styles", 33)
    outline("p-outline", 34)
    everything("p-everything", 35)

    with tempfile.TemporaryDirectory() as folder:
        sources = []

        def source(name, extension, made):
            text, truth = made
            path = os.path.join(folder, f"{name}.{extension}")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            truth.save(name)
            sources.append(path)

        source("l-headings", "fodt", flat_headings(40))
        source(
            "l-headings-chinese",
            "fodt",
            flat_headings(
                41,
                [("一, 二, 三, ...", "", "、", 1), ("一, 二, 三, ...", "（", "）", 1), ("1", "", ".", 1)],
                lambda level, v: [f"{han(v[0])}、", f"（{han(v[1])}）", f"{v[2]}."][level - 1],
            ),
        )
        source(
            "l-headings-decimal",
            "fodt",
            flat_headings(
                42, [("1", "", "", 1), ("1", "", "", 2), ("1", "", "", 3)], lambda level, v: ".".join(map(str, v[:level]))
            ),
        )
        source("l-lists", "fodt", flat_lists(43))
        source("l-notes", "fodt", flat_notes(44))
        source("l-table", "fodt", flat_table(45))
        source("l-pictures", "fodt", flat_pictures(46))
        source("l-web", "html", web_page(47))
        convert([path for path in sources if path.endswith("fodt")])
        for path in sources:
            if path.endswith("html"):
                odt = subprocess.run(
                    ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", OUT, path],
                    check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
        again = ["p-plain", "p-headings-official", "p-headings-thesis", "p-items-official", "p-items-stems", "p-bullets", "p-tables", "p-pictures", "p-everything"]
        trips = []
        for name in again:
            other = "r" + name[1:]
            path = os.path.join(folder, other + ".docx")
            shutil.copy(os.path.join(OUT, name + ".docx"), path)
            shutil.copy(os.path.join(OUT, name + ".json"), os.path.join(OUT, other + ".json"))
            trips.append(path)
        convert(trips)


main()
