//! The odd corners of Word files, each with exactly what must be read. Longer
//! than 600 lines, being a table of cases.

use huibian::import::document::Document;
use huibian::import::docx::read;

use crate::raw::{Raw, field, fld, lvl, num, p, picture, pn, png, pp, ps, r, rp};
use crate::show::{remarks, shown};

fn document(raw: &Raw) -> Document {
    read("例.docx", &raw.zip()).unwrap()
}

#[track_caller]
fn check(raw: &Raw, expected: &str) -> Document {
    let document = document(raw);
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let found = shown(&document);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found, expected.strip_prefix(&[""]).unwrap_or(&expected));
    document
}

#[track_caller]
fn check_remarks(raw: &Raw, expected: &str, said: &[&str]) {
    let document = check(raw, expected);
    assert_eq!(remarks(&document), said);
}

fn style(id: &str, name: &str, more: &str) -> String {
    format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>"#)
}

#[test]
fn styles_by_name_through_inheritance() {
    let styles = style("a1", "heading 1", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#)
        + &style("a2", "标题 2", "")
        + &style("mine", "我的小标题", r#"<w:basedOn w:val="a2"/>"#)
        + &style("t", "标题", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#)
        + &style("s", "Subtitle", "")
        + &style("c", "caption", "")
        + &style("q", "Quote", "")
        + &style("o", "章", r#"<w:pPr><w:outlineLvl w:val="3"/></w:pPr>"#)
        + &style("loop1", "甲", r#"<w:basedOn w:val="loop2"/>"#)
        + &style("loop2", "乙", r#"<w:basedOn w:val="loop1"/>"#);
    let body = [
        ps("t", "年度总结"),
        ps("s", "第一党支部"),
        ps("a1", "主要工作"),
        ps("mine", "义诊"),
        ps("o", "经费"),
        ps("q", "为人民服务"),
        ps("c", "图 1 现场"),
        ps("loop1", "正文"),
        ps("none", "没有这个样式"),
        pp(r#"<w:outlineLvl w:val="1"/>"#, "按大纲级别"),
        pp(r#"<w:pStyle w:val="a1"/><w:outlineLvl w:val="2"/>"#, "直接设定"),
    ];
    check(
        &Raw::body(&body.concat()).styles(&styles),
        "
        T: 年度总结
        S: 第一党支部
        # 主要工作
        ## 义诊
        #### 经费
        > 为人民服务
        C: 图 1 现场
        正文
        没有这个样式
        ## 按大纲级别
        ### 直接设定",
    );
}

#[test]
fn toggles_of_two_styles_cancel_out() {
    let styles = style("b", "粗段", "<w:rPr><w:b/></w:rPr>")
        + r#"<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;
    let strong = r#"<w:rStyle w:val="strong"/>"#;
    let body = [
        format!(r#"<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr>{}{}</w:p>"#, r("一是"), rp(strong, "二是")),
        format!(
            "<w:p>{}{}{}</w:p>",
            rp(strong, "重点"),
            rp("<w:b w:val=\"0\"/>", "一般"),
            rp("<w:b w:val='1'/>", "又重")
        ),
        ps("b", "全段都粗"),
        format!(
            "<w:p>{}{}</w:p>",
            rp(r#"<w:em w:val="dot"/>"#, "着重"),
            rp(r#"<w:vertAlign w:val="superscript"/>"#, "2")
        ),
        format!("<w:p>{}{}</w:p>", rp("<w:dstrike/>", "删"), rp(r#"<w:vertAlign w:val="subscript"/><w:i/>"#, "n")),
    ];
    let document = check(
        &Raw::body(&body.concat()).styles(&styles),
        "
        **一是**二是
        **重点**一般**又重**
        全段都粗
        *着重*^2^
        ~~删~~*_n_*",
    );
    let huibian::import::document::Block::Paragraph(third) = &document.blocks[2] else { panic!() };
    assert!(third.look.bold);
}

#[test]
fn looks() {
    let sized = rp(r#"<w:sz w:val="32"/>"#, "二号字标题");
    let body = format!(r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{sized}</w:p>"#)
        + &pp(r#"<w:jc w:val="end"/>"#, "二〇二一年十二月")
        + &pp(r#"<w:ind w:firstLineChars="200" w:firstLine="420"/>"#, "正文")
        + &p("　　正文");
    let document = document(&Raw::body(&body));
    let looks: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block {
            huibian::import::document::Block::Paragraph(it) => {
                (it.look.centered, it.look.right, it.look.indented, it.look.size)
            }
            _ => panic!(),
        })
        .collect();
    assert_eq!(
        looks,
        [
            (true, false, false, Some(32)),
            (false, true, false, None),
            (false, false, true, None),
            (false, false, true, None)
        ]
    );
}

#[test]
fn chinese_numbers_of_several_levels() {
    let levels = lvl(0, "chineseCountingThousand", "%1、", "")
        + &lvl(1, "chineseCounting", "（%2）", "")
        + &lvl(2, "decimal", "%3．", "")
        + &lvl(3, "decimalEnclosedCircleChinese", "%4", "")
        + &lvl(4, "decimal", "%1.%3.%5", "<w:isLgl/>");
    let body = [
        pn(1, 0, "党建"),
        pn(1, 1, "学习"),
        pn(1, 2, "集中"),
        pn(1, 3, "甲"),
        pn(1, 3, "乙"),
        pn(1, 2, "自学"),
        pn(1, 3, "丙"),
        pn(1, 1, "调研"),
        pn(1, 4, "法"),
        pn(1, 0, "义诊"),
        pn(1, 1, "下乡"),
    ];
    check(
        &Raw::body(&body.concat()).numbering(&num(1, &levels)),
        "
        - [一、] 党建
          - [（一）] 学习
            - [1．] 集中
              - [①] 甲
              - [②] 乙
            - [2．] 自学
              - [①] 丙
          - [（二）] 调研
                - [1.1.1] 法
        - [二、] 义诊
          - [（一）] 下乡",
    );
}

#[test]
fn restarts_and_overrides() {
    let levels = lvl(0, "decimal", "%1.", "")
        + &lvl(1, "lowerLetter", "%2)", r#"<w:lvlRestart w:val="0"/>"#)
        + &lvl(2, "lowerRoman", "%3", r#"<w:lvlRestart w:val="1"/>"#);
    let more = r#"<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>"#;
    let body = [
        pn(1, 0, "a"),
        pn(1, 1, "b"),
        pn(1, 2, "c"),
        pn(1, 1, "d"),
        pn(1, 2, "e"),
        pn(1, 0, "f"),
        pn(1, 1, "g"),
        pn(1, 2, "h"),
        pn(2, 0, "五"),
        pn(2, 0, "六"),
        pn(3, 0, "同一定义接着数"),
        pn(4, 0, "只换格式"),
        pn(2, 0, "不再重来"),
        pn(9, 0, "没有这个编号"),
        pn(0, 0, "取消编号"),
    ];
    check(
        &Raw::body(&body.concat()).numbering(&(num(1, &levels) + more)),
        "
        - [1.] a
          - [a)] b
            - [i] c
          - [b)] d
            - [ii] e
        - [2.] f
          - [c)] g
            - [i] h
        - [5.] 五
        - [6.] 六
        - [7.] 同一定义接着数
        - [VIII)] 只换格式
        - [9.] 不再重来
        没有这个编号
        取消编号",
    );
}

#[test]
fn numbers_of_styles() {
    let levels = lvl(0, "chineseCounting", "第%1章", r#"<w:pStyle w:val="h1"/>"#)
        + &lvl(1, "decimal", "%1.%2", r#"<w:isLgl/><w:pStyle w:val="h2"/>"#);
    let numbered = r#"<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>"#;
    let styles = style("h1", "heading 1", numbered)
        + &style("h2", "heading 2", numbered)
        + &style("mine", "章", r#"<w:basedOn w:val="h1"/>"#)
        + &style("lb", "List Bullet", r#"<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr>"#)
        + r#"<w:style w:type="numbering" w:styleId="outline"><w:name w:val="我的列表"/><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>"#;
    let linked = r#"<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="outline"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>"#;
    let body = [
        ps("h1", "总则"),
        ps("h2", "范围"),
        ps("h2", "对象"),
        ps("mine", "附则"),
        ps("h2", "解释"),
        ps("lb", "点"),
        pn(9, 0, "链接"),
    ];
    check(
        &Raw::body(&body.concat())
            .styles(&styles)
            .numbering(&(num(7, &levels) + &num(8, &lvl(0, "bullet", "\u{F0B7}", "")) + linked)),
        "
        # [第一章] 总则
        ## [1.1] 范围
        ## [1.2] 对象
        # [第二章] 附则
        ## [2.1] 解释
        - [•] 点
        - [•] 链接",
    );
}

#[test]
fn absurd_numbers_stay_short() {
    let absurd = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999999999999"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1%1%1%9%0%"/></w:lvl><w:lvl w:ilvl="77"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
    let body = pn(1, 0, "甲") + &pn(1, 0, "乙") + &pn(1, 4_000_000, "丙");
    let document = document(&Raw::body(&body).numbering(absurd));
    assert!(shown(&document).len() < 400);
}

#[test]
fn fields_show_results_and_links_lead() {
    let nested = field(" IF ", &(r("甲") + &field(" REF a ", &r("乙")) + &r("丙")));
    let inner_instruction = fld("begin")
        + "<w:r><w:instrText> IF </w:instrText></w:r>"
        + &field("MERGEFIELD x", &r("不显示"))
        + &fld("separate")
        + &r("显示")
        + &fld("end");
    let body = [
        format!("<w:p>{}{}</w:p>", r("见"), field(r#" HYPERLINK "https://example.cn/a" \l "b" "#, &r("通知"))),
        format!("<w:p>{nested}{inner_instruction}</w:p>"),
        format!("<w:p>{}{}{}</w:p>", r("第"), field(" PAGE ", &r("3")), r("页")),
        format!(r#"<w:p>{}<w:fldSimple w:instr=" SEQ 图 ">{}</w:fldSimple></w:p>"#, r("图"), r("2")),
        format!(r#"<w:p><w:hyperlink r:id="l1">{}{}</w:hyperlink>{}</w:p>"#, r("链"), rp("<w:b/>", "接"), r("。")),
        format!(r#"<w:p><w:hyperlink w:anchor="_Toc1">{}</w:hyperlink></w:p>"#, r("无处")),
        format!("<w:p>{}{}</w:p>", field(r"EQ \o\ac(○,16)", ""), r("号")),
        format!(
            r#"<w:p>{}<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>{}</w:p>"#,
            r("同意"),
            fld("end")
        ),
    ];
    check(
        &Raw::body(&body.concat()).external("l1", "hyperlink", "https://example.cn/?a=1&amp;b=2"),
        "
        见[通知](https://example.cn/a#b)
        甲乙丙显示
        第页
        图2
        [链**接**](https://example.cn/?a=1&b=2)。
        无处
        ⑯号
        同意☑",
    );
}

#[test]
fn a_table_of_contents_goes_and_a_field_without_end_takes_nothing() {
    let contents = format!(
        "<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}{}</w:p>{}<w:p>{}</w:p>",
        fld("begin"),
        fld("separate"),
        field("HYPERLINK \\l _Toc1", &(r("一、党建") + &field("PAGEREF _Toc1", &r("1")))),
        p("二、义诊 2"),
        fld("end")
    );
    let sdt = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        p("目录")
    );
    check_remarks(
        &Raw::body(&(p("前") + &contents + &sdt + &p("后"))),
        "前\n后",
        &["Dropped: 目录未导入，网站会自动生成“一、党建1 二、义诊 2”", "Dropped: 目录未导入，网站会自动生成“目录”"],
    );
    let open = format!(
        "<w:p>{}<w:r><w:instrText>TOC</w:instrText></w:r>{}{}</w:p>",
        fld("begin"),
        fld("separate"),
        r("一、党建")
    );
    check(&Raw::body(&(open + &p("正文"))), "一、党建\n正文");
}

#[test]
fn changes_are_accepted() {
    let body = [
        format!(
            "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{}</w:p>",
            r("全年"),
            r("新"),
            r("完成")
        ),
        format!("<w:p><w:moveFrom>{}</w:moveFrom></w:p><w:p><w:moveTo>{}</w:moveTo></w:p>", r("移动"), r("移动")),
        format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("合并的前半，"), p("后半。")),
        format!(
            r#"<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr>{}</w:p>"#,
            rp("<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "格式")
        ),
    ];
    check_remarks(
        &Raw::body(&body.concat()),
        "
        全年新完成
        移动
        合并的前半，后半。
        格式",
        &["Dropped: 修订中删除的文字未导入“旧”", "Simplified: 修订中插入的文字已按接受处理“新”"],
    );
}

#[test]
fn what_is_left_out_is_said() {
    let hidden = rp("<w:vanish/>", "内部");
    let ruby = format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("huì"), r("汇"));
    let prompt =
        format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", r("单击此处"));
    let body = format!(
        r#"<w:p>{}{hidden}{ruby}{prompt}<w:r><w:commentReference w:id="3"/></w:r></w:p><w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/></w:sectPr>"#,
        r("公开")
    );
    let raw = Raw::body(&body)
        .side("comments", &format!(r#"<w:comment w:id="3" w:author="审稿人">{}</w:comment>"#, p("数字请核实")))
        .part("word/h.xml", &format!("<w:hdr {}>{}</w:hdr>", crate::raw::NAMESPACES, p("某医院文件")))
        .relation("h1", "header", "h.xml")
        .part("word/f.xml", &format!("<w:ftr {}>{}</w:ftr>", crate::raw::NAMESPACES, p("第 1 页 共 9 页")))
        .relation("f1", "footer", "f.xml");
    check_remarks(
        &raw,
        "公开汇",
        &[
            "Dropped: 未填写的占位提示已删去“单击此处”",
            "Dropped: 批注未导入“审稿人：数字请核实”",
            "Dropped: 隐藏文字未导入“内部”",
            "Dropped: 文字上方的注音未导入“huì”",
            "Dropped: 页脚未导入“第 1 页 共 9 页”",
            "Dropped: 页眉未导入“某医院文件”",
        ],
    );
}

#[test]
fn words_breaks_and_signs() {
    let body = [
        "<w:p><w:r><w:t> 裁 </w:t><w:br/><w:t xml:space=\"preserve\"> 留 </w:t><w:tab/><w:t>&lt;甲&#20057;&gt;</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>".to_owned(),
        r#"<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:t>新页</w:t><w:lastRenderedPageBreak/><w:cr/></w:r></w:p>"#.to_owned(),
        format!(
            r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>{}{}</w:p>"#,
            rp(r#"<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>"#, "\u{F061}"),
            rp(r#"<w:rFonts w:ascii="Wingdings"/>"#, "\u{F0FF}")
        ),
        "<w:p/>".to_owned(),
        r#"<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>"#.to_owned(),
        format!("<w:p><w:smartTag>{}</w:smartTag><x:y>{}</x:y><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>", r("一"), r("二"), r("三")),
    ];
    check_remarks(
        &Raw::body(&body.concat()),
        "
        裁⏎ 留 ⇥<甲乙>-
        新页
        ☑□α〓

        ---
        一二三",
        &["Doubt: 不认识的符号，请核对“wingdings F0FF”→“〓”"],
    );
}

#[test]
fn one_of_two_alternatives() {
    let branch = |requires: &str, text: &str| format!(r#"<mc:Choice Requires="{requires}">{}</mc:Choice>"#, r(text));
    let fallback = |text: &str| format!("<mc:Fallback>{}</mc:Fallback>", r(text));
    let alternatives = |parts: &[String]| format!("<mc:AlternateContent>{}</mc:AlternateContent>", parts.concat());
    let body = [
        alternatives(&[branch("wps", "懂"), fallback("旧")]),
        alternatives(&[branch("x", "不懂"), fallback("旧")]),
        alternatives(&[branch("x", "不懂"), branch("w14 wps", "次选"), fallback("旧")]),
        alternatives(&[branch(
            "wps",
            &format!("外</w:t></w:r>{}<w:r><w:t>", alternatives(&[branch("x", "不"), fallback("内")])),
        )]),
    ];
    check(&Raw::body(&format!("<w:p>{}</w:p>", body.join(&r("，")))), "懂，旧，次选，外内");
}

#[test]
fn text_boxes_follow_their_paragraph_once() {
    let shape = |text: &str| {
        format!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#,
            p(text)
        )
    };
    let old = format!(
        "<w:r><w:pict><v:rect><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>",
        p("旧框")
    );
    check(
        &Raw::body(&format!("<w:p>{}{}{}{old}</w:p>{}", r("段"), shape("框一"), r("落"), p("后"))),
        "段落\n框一\n旧框\n后",
    );
}

#[test]
fn merged_cells() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let start = r#"<w:vMerge w:val="restart"/>"#;
    let table = [
        format!(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>",
            cell(r#"<w:gridSpan w:val="2"/>"#, "单位"),
            cell("", "人数")
        ),
        format!("<w:tr>{}{}{}</w:tr>", cell(start, "一支部"), cell("", "党员"), cell(start, "21")),
        format!("<w:tr>{}{}{}</w:tr>", cell("<w:vMerge/>", ""), cell("", "群众"), cell("<w:vMerge/>", "遮住")),
        format!("<w:tr>{}{}</w:tr>", cell("<w:vMerge/>", ""), cell(r#"<w:gridSpan w:val="999999999"/>"#, "备注")),
        format!(
            r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}{}</w:tr>"#,
            cell(r#"<w:hMerge w:val="restart"/>"#, "旧"),
            cell("<w:hMerge/>", "")
        ),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", "删行")),
        format!("<w:tr>{}</w:tr>", cell("<w:vMerge/>", "孤儿")),
    ];
    let document = document(&Raw::body(&format!("<w:tbl>{}</w:tbl>", table.concat())));
    let huibian::import::document::Block::Table(table) = &document.blocks[0] else { panic!() };
    assert_eq!(table.head, 1);
    let widths: Vec<usize> = table.rows.iter().map(Vec::len).collect();
    assert_eq!(widths, [128; 6]);
    let shown = shown(&document);
    let rows: Vec<String> = shown.lines().map(|row| row.split(" | ").take(3).collect::<Vec<_>>().join(" | ")).collect();
    assert_eq!(
        rows,
        [
            "!| {2x1}单位 |  | 人数",
            "| {1x3}一支部 | 党员 | {1x2}21",
            "|  | 群众 | ",
            "|  | {127x1}备注 | ",
            "|  | {2x1}旧 | ",
            "| 孤儿 |  | ",
        ]
    );
    assert_eq!(
        remarks(&document),
        [
            "Dropped: 被合并单元格遮住的文字未导入“遮住”",
            "Dropped: 修订中删除的表格行未导入“删行”",
            "Simplified: 表格里有合并的单元格，请核对",
        ]
    );
}

#[test]
fn a_table_within_a_table_becomes_paragraphs() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("内一"), p("内二"));
    let outer = format!("<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("外"), p("右"));
    check_remarks(&Raw::body(&outer), "| 外 / 内一 / 内二 | 右 |", &["Simplified: 表格中的表格已改成段落"]);
}

#[test]
fn notes_in_the_order_of_reference() {
    let reference = |kind: &str, id: u32| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        r("甲"),
        reference("endnote", 2),
        reference("footnote", 5),
        r("乙"),
        reference("footnote", 2),
        reference("footnote", 9)
    );
    let raw = Raw::body(&body)
        .side(
            "footnotes",
            &format!(
                r#"<w:footnote w:id="-1" w:type="separator">{}</w:footnote><w:footnote w:id="2">{}{}</w:footnote><w:footnote w:id="5">{}</w:footnote>"#,
                p("不是注"),
                p(" 数据截至年底。"),
                p("第二段"),
                p("见附件。")
            ),
        )
        .side("endnotes", &format!(r#"<w:endnote w:id="2">{}</w:endnote>"#, p("尾注")));
    check_remarks(
        &raw,
        "
        甲[^1][^2]乙[^3][^4]
        [^1]: 尾注
        [^2]: 见附件。
        [^3]: 数据截至年底。 / 第二段
        [^4]:",
        &["Doubt: 文件里缺少这条注释"],
    );
}

#[test]
fn pictures_are_shared_and_lost_ones_said() {
    let old = r#"<w:r><w:pict><v:shape alt="旧图"><v:imagedata r:id="i2"/></v:shape></w:pict></w:r>"#;
    let linked = r#"<w:r><w:drawing><wp:inline><a:blip r:link="i4"/></wp:inline></w:drawing></w:r>"#;
    let body = format!(
        "<w:p>{}{}{old}{linked}{}{}</w:p>",
        picture("i1", "义诊现场"),
        picture("i3", "同一张"),
        picture("i5", ""),
        picture("i9", "没有")
    );
    let mut emf = vec![0_u8; 64];
    emf[0] = 1;
    emf[40..44].copy_from_slice(b" EMF");
    let raw = Raw::body(&body)
        .bytes("word/media/a.png", &png(1))
        .bytes("word/media/b.jpeg", &png(2))
        .bytes("word/media/c.png", &png(1))
        .bytes("word/media/图5.bin", &emf)
        .relation("i1", "image", "media/a.png")
        .relation("i2", "image", "/word/media/b.jpeg")
        .relation("i3", "image", "../word/media/c.png")
        .external("i4", "image", "https://example.cn/x.png")
        .relation("i5", "image", "media/%E5%9B%BE5.bin");
    check_remarks(
        &raw,
        "![义诊现场](0)![同一张](0)![旧图](1)![](2)",
        &[
            "Dropped: 图片不在文件里，只有链接，未导入“https://example.cn/x.png”",
            "Doubt: 浏览器不能显示这种格式的图片，请另存为 PNG 后替换“word/media/图5.bin”→“emf”",
            "Dropped: 文件里缺少这张图片“没有”",
        ],
    );
}

#[test]
fn charts_diagrams_and_objects_leave_words() {
    let point = |tag: &str, text: &str| format!("<c:{tag}><c:pt><c:v>{text}</c:v></c:pt></c:{tag}>");
    let chart = format!(
        "<c:chartSpace {}><c:chart><c:title><a:t>捐款</a:t></c:title><c:plotArea><c:ser>{}{}{}</c:ser></c:plotArea></c:chart></c:chartSpace>",
        crate::raw::NAMESPACES,
        point("tx", "万元"),
        point("cat", "2020 年"),
        point("val", "3.5")
    );
    let diagram = format!(
        "<dgm:dataModel {}><dgm:ptLst><dgm:pt><a:p><a:r><a:t>支委会</a:t></a:r></a:p></dgm:pt></dgm:ptLst></dgm:dataModel>",
        crate::raw::NAMESPACES
    );
    let body = format!(
        r#"<w:p>{}<w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r><w:r><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="e"/></w:object></w:r></w:p>"#,
        r("如图")
    );
    let raw = Raw::body(&body)
        .part("word/charts/c.xml", &chart)
        .relation("c", "chart", "charts/c.xml")
        .part("word/d.xml", &diagram)
        .relation("d", "diagramData", "d.xml");
    check_remarks(
        &raw,
        "如图\n捐款\n万元：2020 年 3.5\n支委会",
        &[
            "Simplified: 图表只保留了标题和数值“捐款 万元：2020 年 3.5”",
            "Simplified: SmartArt 图形只保留了文字“支委会”",
            "Simplified: 嵌入的对象只保留了预览图“Excel.Sheet.12”",
        ],
    );
}

#[test]
fn equations_in_one_line() {
    let t = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", t("a+b"), t("2"));
    let power = format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", t("x"), t("2"));
    let sum = format!(
        r#"<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>"#,
        t("i=1"),
        t("n"),
        t("i")
    );
    let body = format!("<w:p>{}<m:oMath>{fraction}{}{power}{sum}</m:oMath></w:p>", r("率="), t("="));
    check_remarks(
        &Raw::body(&body),
        "率=(a+b)/2=x^2∑_(i=1)^ni",
        &["Simplified: 公式已改写成一行文字，请核对→“(a+b)/2=x^2∑_(i=1)^ni”"],
    );
}

#[test]
fn any_prefix_any_place_any_encoding() {
    let strict = r#"<?xml version="1.0" encoding="UTF-16"?><q:document xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"><q:body><q:p><q:pPr><q:outlineLvl q:val="0"/></q:pPr><q:r><q:t>严格格式</q:t></q:r></q:p></q:body></q:document>"#;
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(strict.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let relations = r#"<x:Relationships xmlns:x="http://schemas.openxmlformats.org/package/2006/relationships"><x:Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/文/主.xml"/></x:Relationships>"#;
    check(&Raw::default().part("_rels/.rels", relations).bytes("文/主.xml", &utf16), "# 严格格式");

    let plain = r#"<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><pPr><jc w:val="center"/></pPr><r><t>无前缀</t></r></p></body></document>"#;
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/a/b.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let empty = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    check(
        &Raw::default().part("_rels/.rels", empty).part("[Content_Types].xml", types).part("A/B.xml", plain),
        "无前缀",
    );
}

#[test]
fn properties_of_the_file() {
    let core = r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>总结</dc:title><dc:creator>王某</dc:creator><dcterms:created>2021-12-05T08:00:00Z</dcterms:created></cp:coreProperties>"#;
    let document = document(&Raw::body(&p("甲")).part("docProps/core.xml", core));
    let properties = document.properties;
    assert_eq!(
        (properties.title.as_str(), properties.author.as_str(), properties.created.as_str()),
        ("总结", "王某", "2021-12-05T08:00:00Z")
    );
}

#[test]
fn places_count_paragraphs_with_words() {
    use huibian::import::document::{Block, Place};
    let document = document(&Raw::body(&(p("一") + "<w:p/>" + &p("二") + "<w:p/>")));
    let places: Vec<Place> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.place,
            _ => panic!(),
        })
        .collect();
    assert_eq!(places, [Place::Paragraph(1), Place::Paragraph(2), Place::Paragraph(2)]);
}
