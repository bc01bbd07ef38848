//! What is read from each format, and where a word that markup breaks stands in the source.

use shenjiao::document::{Document, Format, PieceText, Segment, SegmentKind};

/// The segment texts of a source; what is no text shows as ￼.
fn texts(source: &str, format: Format) -> Vec<String> {
    let document = Document::new(source, format);
    for segment in document.segments() {
        for piece in segment.pieces {
            if piece.text == PieceText::Identical {
                assert_eq!(segment.piece_text(piece), piece.source.slice(source));
                assert!(!piece.source.is_empty());
            }
        }
    }
    document.segments().map(|segment| segment.text()).collect()
}

/// The source of every occurrence of `word`, from its first to its last piece; zero-width characters are skipped.
fn occurrences<'s>(source: &'s str, format: Format, word: &str) -> Vec<&'s str> {
    let document = Document::new(source, format);
    let mut found = Vec::new();
    for segment in document.segments() {
        let characters = characters(&segment);
        let word: Vec<char> = word.chars().collect();
        for window in characters.windows(word.len()) {
            if window.iter().map(|&(c, ..)| c).eq(word.iter().copied()) {
                let (first, last) = (window[0], window[window.len() - 1]);
                found.push(&source[first.1..last.2]);
            }
        }
    }
    found
}

fn characters(segment: &Segment<'_>) -> Vec<(char, usize, usize)> {
    let mut characters = Vec::new();
    for piece in segment.pieces {
        for (at, c) in segment.piece_text(piece).char_indices() {
            let (start, end) = match piece.text {
                PieceText::Identical => (piece.source.start + at, piece.source.start + at + c.len_utf8()),
                PieceText::Replaced(_) => (piece.source.start, piece.source.end),
            };
            if !matches!(
                c,
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0F}'
            ) {
                characters.push((c, start, end));
            }
        }
    }
    characters
}

#[track_caller]
fn check_texts(format: Format, cases: &[(&str, &[&str])]) {
    for (source, expected) in cases {
        assert_eq!(texts(source, format), *expected, "in {source:?}");
    }
}

/// Each source holds the word once, as the second string.
#[track_caller]
fn check_word(format: Format, word: &str, cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(occurrences(source, format, word), [*expected], "in {source:?}");
    }
}

#[track_caller]
fn check_no_word(format: Format, word: &str, cases: &[&str]) {
    for source in cases {
        assert_eq!(occurrences(source, format, word), [""; 0], "in {source:?}");
    }
}

#[test]
fn plain_text_is_cut_into_paragraphs() {
    check_texts(
        Format::Plain,
        &[
            ("", &[]),
            (" \n\u{3000}\n\t\u{200B}\n", &[]),
            ("第一段\n\n第二段", &["第一段", "第二段"]),
            ("第一段\r\n\u{3000}\r\n第二段\r\n", &["第一段", "第二段"]),
            ("各单位要认真\n落实", &["各单位要认真落实"]),
            ("各单位要认真  \r\n落实", &["各单位要认真落实"]),
            ("各单位要认真\r落实", &["各单位要认真落实"]),
            ("use Rust\nand 中文\nEnglish", &["use Rust and 中文 English"]),
            ("会议召开。\n要求如下", &["会议召开。", "要求如下"]),
            ("他说：“好。”）\n会后", &["他说：“好。”）", "会后"]),
            ("标题\n\u{3000}\u{3000}正文", &["标题", "\u{3000}\u{3000}正文"]),
            ("标题\n 正文\n\t正文", &["标题", " 正文", "\t正文"]),
            (
                "一、总则\n二、分则\n（三）附则\n(4)其他",
                &["一、总则", "二、分则", "（三）附则", "(4)其他"],
            ),
            (
                "事项\n1.甲\n２、乙\n- 丙\n●丁\n①戊",
                &["事项", "1.甲", "２、乙", "- 丙", "●丁", "①戊"],
            ),
            ("经费为\n100万元\n一百人", &["经费为 100万元一百人"]),
        ],
    );
    check_word(
        Format::Plain,
        "布署",
        &[
            ("要布署工作", "布署"),
            ("要布\n署工作", "布\n署"),
            ("要布 \t\r\n署工作", "布 \t\r\n署"),
            ("要布\u{A0}署工作", "布\u{A0}署"),
            ("要布\u{200B}\u{A0}\u{FEFF}署", "布\u{200B}\u{A0}\u{FEFF}署"),
            ("要布\u{AD}署", "布\u{AD}署"),
            ("要布\u{200B}\n\u{200B}署", "布\u{200B}\n\u{200B}署"),
            ("😀𠮷布\n署", "布\n署"),
        ],
    );
    check_no_word(
        Format::Plain,
        "布署",
        &[
            "布\n\n署",
            "布\n\u{3000}署",
            "布 署",
            "布\u{A0}\u{A0}署",
            "布\u{A0} 署",
            "布\u{A0}\n署",
            "布\n\u{A0}署",
            "布。\n署",
        ],
    );
}

#[test]
fn markdown_blocks_are_segments() {
    check_texts(
        Format::Markdown,
        &[
            ("# 标题\n\n正文**加粗**字", &["标题", "正文加粗字"]),
            ("标题\n===\n正文", &["标题", "正文"]),
            ("- 甲\n- 乙\n  - 丙\n\n  丁\n1. 戊", &["甲", "乙", "丙", "丁", "戊"]),
            ("- 甲\n  ```\n  码\n  ```\n  乙", &["甲", "乙"]),
            ("- [x] 完成\n- [ ] 未完成", &["完成", "未完成"]),
            ("> 引用\n> 续行\n\n> [!NOTE]\n> 说明", &["引用续行", "说明"]),
            ("|甲|乙|\n|-|-|\n|丙|a\\|b|", &["甲", "乙", "丙", "a|b"]),
            ("正文[^1]结尾\n\n[^1]: 脚注", &["正文\u{FFFC}结尾", "脚注"]),
            ("用`码`和<https://例.cn>", &["用\u{FFFC}和\u{FFFC}"]),
            ("```\n码\n```\n\n    码\n\n文", &["文"]),
            ("硬  \n换\\\n行", &["硬\n换\n行"]),
            ("English\nwrap 中文\n中文", &["English wrap 中文中文"]),
            ("~~删除~~ \\*转义\\* &lt;", &["删除 *转义* <"]),
            ("![图](a.png \"题\")", &["图", "题"]),
            ("文![图](a.png)字", &["文\u{FFFC}字", "图"]),
            ("[文](a \"题\")字", &["文字", "题"]),
            ("[文][a]\n\n[a]: /u '题\\'&amp;目'", &["文", "题'&目"]),
            ("[文](a (题\\)))", &["文", "题)"]),
            ("> [文](a \"题\n> 目\")", &["文", "题目"]),
            ("---\n\n正文\n\n---\n\n正文", &["正文", "正文"]),
            ("---\n正文一\n---\n\n二", &["正文一", "二"]),
            ("<!-- 注释 -->\n\n文<!-- 注 -->字", &["文字"]),
            (
                "\u{3000}\u{3000}缩进\n\u{3000}\u{3000}两段",
                &["\u{3000}\u{3000}缩进 \u{3000}\u{3000}两段"],
            ),
        ],
    );
}

#[test]
fn markdown_takes_raw_html() {
    check_texts(
        Format::Markdown,
        &[
            ("<p>甲</p>\n<p>乙<br>丙</p>\n\n丁", &["甲", "乙\n丙", "丁"]),
            ("甲<br/>乙", &["甲\n乙"]),
            ("甲<p>乙", &["甲", "乙"]),
            ("甲<code>码**码**</code>乙", &["甲\u{FFFC}乙"]),
            ("甲<code>码\n\n乙", &["甲", "乙"]),
            ("甲<script>码</script>乙<style>码</style>", &["甲乙"]),
            ("甲<img alt=\"图\" title='题'>乙", &["甲\u{FFFC}乙", "图", "题"]),
            ("> <div\n> title=\"题\n> 目\">甲\n> 乙</div>", &["题目", "甲乙"]),
            ("> 甲<b\n> title=\"题\">乙</b>", &["甲乙", "题"]),
            ("- <p>\n  甲\n  乙</p>", &["甲乙"]),
            ("<script>\n码\n\n码\n</script>\n\n文", &["文"]),
            ("<h2>甲</h2>\n\n乙", &["甲", "乙"]),
            ("<div>\n\n甲\n\n</div>", &["甲"]),
        ],
    );
}

#[test]
fn a_word_broken_by_markdown_is_found_where_it_stands() {
    check_word(
        Format::Markdown,
        "险恶",
        &[
            ("扫黑险恶", "险恶"),
            ("扫黑险**恶**", "险**恶"),
            ("[险](http://a.cn \"题\")恶", "险](http://a.cn \"题\")恶"),
            ("险~~恶~~", "险~~恶"),
            ("险\n恶", "险\n恶"),
            ("> 险  恶\n> 险\n> 恶", "险\n> 恶"),
            ("- 险\r\n  恶", "险\r\n  恶"),
            ("险&#x6076;", "险&#x6076;"),
            ("险&nbsp;恶", "险&nbsp;恶"),
            ("险&#8203;恶", "险&#8203;恶"),
            ("险&ZeroWidthSpace;\n恶", "险&ZeroWidthSpace;\n恶"),
            ("险<b>恶</b>", "险<b>恶"),
            (
                "险<span style=\"color:red\">恶</span>",
                "险<span style=\"color:red\">恶",
            ),
            ("险<!-- 注 -->恶", "险<!-- 注 -->恶"),
            ("严禁**“险**恶”**字样", "险**恶"),
            ("险**“”恶**“险恶", "险恶"),
            ("<p>险<strong>恶</strong></p>", "险<strong>恶"),
            ("> <p>险\n> 恶</p>", "险\n> 恶"),
            ("<p>险&#24694;</p>", "险&#24694;"),
            ("---\ntitle: 甲\n---\n险*恶*", "险*恶"),
            ("| 险**恶** |\n|-|", "险**恶"),
            ("![险*恶*](a)", "险*恶"),
        ],
    );
    check_word(Format::Markdown, "禁“险", &[("严禁**“险恶”**字样", "禁**“险")]);
    check_no_word(
        Format::Markdown,
        "险恶",
        &[
            "险<br>恶",
            "险  \n恶",
            "险\n\n恶",
            "- 险\n- 恶",
            "险`x`恶",
            "险&nbsp;&nbsp;恶",
            "险 恶",
            "险![](a)恶",
            "险</p>恶",
        ],
    );
}

#[test]
fn front_matter_is_read_by_key() {
    check_texts(
        Format::Markdown,
        &[
            ("---\ntitle: 题目 # 注\ndate: 2024\n---\n文", &["题目", "文"]),
            ("---\nTitle: \"题\\\"目\\u5b57\"\n---\n文", &["题\"目字", "文"]),
            ("---\ntitle: '题''目'\n---\n", &["题'目"]),
            ("---\r\ntitle: 题目\r\n---\r\n文", &["题目", "文"]),
            (
                "---\nsummary: |\n  甲\n  乙\n\n  丙\nauthor: 丁\n---\n",
                &["甲\n乙\n丙"],
            ),
            ("---\nsummary: >-\n  甲\n  乙\n\n  丙\n---\n", &["甲乙\n丙"]),
            ("---\nsummary: 甲\n  乙\ntitle: 丙\n...\n文", &["甲乙", "丙", "文"]),
            ("---\nsummary:\n  甲\n  乙\n---\n", &["甲乙"]),
            (
                "---\nsummary:\n- 甲\n- '乙'\n  # 注\n- a: 丙\ntitle: 丁\n---\n",
                &["甲", "乙", "丁"],
            ),
            ("---\nsummary: [甲, \"乙,]\",\n  丙]\n---\n", &["甲", "乙,]", "丙"]),
            ("---\nsummary: \"甲\n  乙\"\n---\n", &["甲乙"]),
            ("---\nsummary: !!str 甲\ntitle: {a: 乙}\n---\n", &["甲"]),
            ("---\nparams:\n  title: 甲\n---\n", &[]),
            (
                "+++\ntitle = \"题\\t目\"\ndate = 2024\nsummary = '甲'\n+++\n文",
                &["题\t目", "甲", "文"],
            ),
            (
                "+++\nsummary = \"\"\"\n甲\n乙\"\"\"\n[a]\ntitle = '丙'\n+++\n",
                &["甲乙"],
            ),
            ("+++\nsummary = ['甲', 1, \"乙\"]\n+++\n", &["甲", "乙"]),
            ("---\ntitle: 甲\n文", &["title: 甲文"]),
            ("---\ntitle: \"甲", &["title: \"甲"]),
            ("---\n---\n文", &["文"]),
        ],
    );
    check_word(
        Format::Markdown,
        "布署",
        &[
            ("---\n标题: 布署\n---\n", "布署"),
            ("---\ntitle: \"布\\u7f72\"\n---\n", "布\\u7f72"),
            ("---\nsummary: >\n  布\n  署\n---\n", "布\n  署"),
            ("+++\nsummary = \"\"\"布\\\n  署\"\"\"\n+++\n", "布\\\n  署"),
        ],
    );
}

#[test]
fn html_blocks_are_segments() {
    check_texts(
        Format::Html,
        &[
            ("<p>甲<p>乙</p>丙", &["甲", "乙", "丙"]),
            ("<p>\n  甲\n  <b>\n乙</b>\n a\n b\n</p>", &["甲乙 a b"]),
            (
                "<ul><li>甲<li>乙</ul><table><tr><td>丙<td>丁</table>",
                &["甲", "乙", "丙", "丁"],
            ),
            ("甲<br>乙<BR/>\n丙</br>丁", &["甲\n乙\n丙\n丁"]),
            ("<title>题&amp;目</title><title>图</title>", &["题&目", "图"]),
            (
                "<script>'甲'</script><style>乙</style><!-- 丙 --><iframe>丁</iframe>戊",
                &["\u{FFFC}戊"],
            ),
            ("甲<script>乙", &["甲"]),
            (
                "甲<code>乙<b>丙</b></code>丁<kbd>戊</kbd><samp>己",
                &["甲\u{FFFC}丁\u{FFFC}"],
            ),
            ("<p>甲<code>乙</p><p>丙", &["甲\u{FFFC}", "丙"]),
            (
                "甲<noscript><p>乙</p></noscript><template>丙</template>",
                &["甲", "乙", "丙"],
            ),
            (
                "<textarea>甲\n<b></textarea><option>乙<option hidden>丙",
                &["甲\n<b>", "乙", "丙"],
            ),
            ("<pre>甲\n乙</pre>", &["甲\n乙"]),
            (
                "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</ruby>典",
                &["汉字典", "(", "hàn", ")", "zì"],
            ),
            (
                "甲<img alt='乙&#x4e19;' title=丁>戊<a title=\"己\n庚\">辛</a>",
                &["甲\u{FFFC}戊辛", "乙丙", "丁", "己庚"],
            ),
            (
                "<input type=submit value=甲><input value=乙><input placeholder=丙>",
                &["甲", "丙"],
            ),
            (
                "<INPUT VALUE=甲 TYPE=Button><button aria-label=乙>丙</button>",
                &["甲", "乙", "丙"],
            ),
            (
                "<meta content=甲 name=Description><meta name=author content=乙><meta property=og:title content='丙'>",
                &["甲", "丙"],
            ),
            (
                "a < b <布署 &notit; &unknown; &amp&copy;",
                &["a < b <布署 ¬it; &unknown; &©"],
            ),
            (
                "<svg><text>甲</text></svg><math><mi>乙</mi></math>",
                &["甲", "\u{FFFC}乙"],
            ),
            ("<title>甲</b>乙</tit", &["甲b>乙tit"]),
            ("<?xml version='1.0'?><script src='a'/><p>甲</p>", &["甲"]),
            ("甲\0乙", &["甲\0乙"]),
        ],
    );
}

#[test]
fn a_word_broken_by_html_is_found_where_it_stands() {
    check_word(
        Format::Html,
        "险恶",
        &[
            ("<p>扫黑<b>险恶</b></p>", "险恶"),
            ("险<b>恶</b>", "险<b>恶"),
            ("险<mp-x a='<p>'>恶</mp-x>", "险<mp-x a='<p>'>恶"),
            ("险<o:p></o:p>恶", "险<o:p></o:p>恶"),
            ("险<!-- 注 -->恶", "险<!-- 注 -->恶"),
            ("险<script>1</script>恶", "险<script>1</script>恶"),
            ("<ruby>险<rt>x</rt>恶<rt>e</rt></ruby>", "险<rt>x</rt>恶"),
            ("险<wbr>恶", "险<wbr>恶"),
            ("&#x9669;恶", "&#x9669;恶"),
            ("险&#24694恶", "险&#24694"),
            ("<i>&#x9669;</i>&#24694;", "&#x9669;</i>&#24694;"),
            ("险\r\n  恶", "险\r\n  恶"),
            ("险\r\r恶", "险\r\r恶"),
            ("险 <b>\n </b> 恶", "险 <b>\n </b> 恶"),
            ("险&nbsp;恶", "险&nbsp;恶"),
            ("险<b>&#160;</b>恶", "险<b>&#160;</b>恶"),
            ("险\u{A0}恶", "险\u{A0}恶"),
            ("险&#x200b;恶", "险&#x200b;恶"),
            ("险&shy;&nbsp;&zwj;恶", "险&shy;&nbsp;&zwj;恶"),
            ("&nbsp;险恶", "险恶"),
            ("<img alt='险&#x6076;'>", "险&#x6076;"),
            ("<img alt=\"险\r\n恶\">", "险\r\n恶"),
            ("<title>险&#x6076;</title>", "险&#x6076;"),
            ("\u{1F600}&amp;险<i>恶", "险<i>恶"),
        ],
    );
    check_no_word(
        Format::Html,
        "险恶",
        &[
            "险<br>恶",
            "险</p>恶",
            "险<td>恶",
            "险<img>恶",
            "险<code>x</code>恶",
            "险 恶",
            "险&nbsp;&nbsp;恶",
            "险&nbsp;\n恶",
            "险<hr>恶",
        ],
    );
}

#[test]
fn segments_tell_where_they_stand() {
    let kinds = |source, format| -> Vec<SegmentKind> {
        Document::new(source, format)
            .segments()
            .map(|segment| segment.kind)
            .collect()
    };
    use SegmentKind::{Attribute, Body, Heading, Title};
    assert_eq!(
        kinds(
            "---\ntitle: 题\nsummary: 摘\n---\n# 标\n文![图](a)\n\n<h2>标</h2>\n\n文",
            Format::Markdown
        ),
        [Title, Attribute, Heading, Body, Attribute, Heading, Body]
    );
    assert_eq!(
        kinds(
            "<title>题</title><meta name=keywords content=词><h1><div>标</div></h1>文",
            Format::Html
        ),
        [Title, Attribute, Heading, Body]
    );
}
