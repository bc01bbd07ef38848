//! What an office hands on: nothing from a post runs or breaks the report, and the numbers agree everywhere.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use jiff::civil::date;
use shenjiao::{
    Checker, Format, Settings,
    audit::{
        aggregate::Audit,
        brief, csv,
        diff::{self, Comparison},
        json::{self, Former},
        judge::{Bench, Judged},
        ledger, page,
        post::{Field, FieldName, Post},
    },
    problem::{Problem, ProblemKind},
};

fn judge(posts: Vec<Post>) -> Vec<Judged> {
    let settings = Settings::default();
    let checker = Checker::new(&settings).unwrap();
    let bench = Bench {
        checker: &checker,
        settings: &settings,
        ignored: &[],
        wants_identities: false,
        redactor: None,
        extractor: None,
    };
    posts.into_iter().map(|post| bench.judge(post)).collect()
}

fn audit(posts: Vec<Post>) -> Audit {
    let mut audit = Audit::new(date(2026, 1, 5), vec!["导出.json".to_owned()], false).unwrap();
    for judged in judge(posts) {
        audit.add(judged).unwrap();
    }
    audit
}

fn post(number: usize, body: &str) -> Post {
    let mut post = Post::at(format!("导出.json:{number}"), "导出.json");
    post.title = format!("第{number}篇");
    post.date = Some(date(2024, 5, 1));
    post.column = "要闻".to_owned();
    post.editor = "王芳".to_owned();
    post.url = format!("https://example.org/{number}");
    post.fields = vec![Field::new(FieldName::Body, Format::Html, body)];
    post
}

fn hostile() -> Post {
    let mut post = post(
        1,
        "<p>=HYPERLINK(\"http://evil\")，做为&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--代表。</p>",
    );
    post.title = "=1+1</script><script>alert(2)</script><img src=x onerror=alert(3)>".to_owned();
    post.url = "javascript:alert(4)".to_owned();
    post.column = "@SUM(A1)\u{202e}\u{1b}[31m".to_owned();
    post
}

fn page_of(audit: &mut Audit, comparison: Option<&Comparison>) -> String {
    let mut out = Vec::new();
    page::write(audit, comparison, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn nothing_in_a_post_becomes_markup_script_or_address_of_the_page() {
    let html = page_of(&mut audit(vec![hostile()]), None);
    assert_eq!(html.matches("<script").count(), 2);
    assert_eq!(html.matches("</script>").count(), 2);
    assert!(!html.contains("<img") && !html.contains("<!--"));
    assert!(!html.contains("href=\"javascript"));
    assert!(!html.contains('\u{202e}') && !html.contains('\u{1b}'));
    assert!(!html.contains("{{"));
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(!html.contains("src=\"http") && !html.contains("url(http"));
}

#[test]
fn the_summary_and_the_findings_are_read_without_script() {
    let posts = vec![
        post(1, "<p>各单位要认真<b>布署</b>工作。</p>"),
        post(2, "<p>常态化开展扫黑险恶斗争。</p>"),
        post(3, "<p>各项工作进展顺利。</p>"),
    ];
    let mut audit = audit(posts);
    audit
        .problems
        .push(Problem::new("坏.csv:7", ProblemKind::Unreadable, "这一行不成字"));
    let html = page_of(&mut audit, None);
    for text in [
        "各单位要认真<mark>布署</mark>工作。",
        "href=\"https://example.org/1\"",
        "坏.csv:7",
        "这一行不成字",
        "《图书质量管理规定》",
        "2024年5月",
        "核实有一处即属单项否决",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(!html.contains("已放行的"));
    let text = brief::paragraph(&audit, None);
    assert!(text.starts_with("2024年5月，共审核稿件 3 篇、"), "{text}");
    assert!(text.contains("发现错误 2 处") && text.contains("占 33.3%"), "{text}");
    assert!(text.contains("政治关 1 处") && text.contains("单项否决") && text.contains("另有 1 处读取有误"));
}

#[test]
fn what_an_author_answers_for_is_listed_with_the_reason_and_not_counted() {
    let body = "<!-- shenjiao: ignore typo/做为 -- 引用<原文> --><p>做为代表。</p><p>认真布署工作。</p>";
    let mut audit = audit(vec![post(1, body)]);
    assert_eq!(audit.summary.whole.counts, [1, 0, 0]);
    let page = page_of(&mut audit, None);
    assert!(page.contains("<td>引用&lt;原文&gt;</td>"));
    assert!(page.contains("已放行的（1 处）"));
    let mut json = Vec::new();
    json::write(&mut audit, None, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["accepted"][0]["by"], "suppression");
}

#[test]
fn a_single_post_is_a_page_of_its_own() {
    let mut audit = audit(vec![post(1, "<p>认真布署工作。</p>")]);
    let mut out = Vec::new();
    page::write_single(&mut audit, &mut out).unwrap();
    let html = String::from_utf8(out).unwrap();
    assert!(html.contains("\"single\":true") && html.contains("认真<mark>布署</mark>工作。"));
    assert!(!html.contains("按月份"));
}

#[test]
fn tables_hold_texts_and_never_formulas() {
    let mut audit = audit(vec![hostile(), post(2, "<p>认真布署工作。</p>")]);
    let mut out = Vec::new();
    csv::write(&mut audit, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("\u{feff}序号,级别,") && text.contains("\r\n"));
    let mut table = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for row in table.records() {
        for cell in &row.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    ledger::write(&mut audit, &mut bytes).unwrap();
    let mut book = Xlsx::new(bytes).unwrap();
    assert_eq!(book.sheet_names(), ["摘要", "整改台账", "稿件", "没有检查的"]);
    for sheet in book.sheet_names() {
        assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
    }
    let ledger = book.worksheet_range("整改台账").unwrap();
    let header: Vec<String> = ledger.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert!(header.ends_with(&["责任人", "整改期限", "是否整改"].map(String::from)));
    let title = ledger.get_value((1, 9)).unwrap();
    assert!(
        matches!(title, Data::String(text) if text.starts_with("=1+1")),
        "{title}"
    );
    assert_eq!(ledger.height(), audit.findings.len() + 1);
    assert_eq!(book.worksheet_range("稿件").unwrap().height(), 3);
}

fn former(audit: &mut Audit) -> Former {
    let mut out = Vec::new();
    json::write(audit, None, &mut out).unwrap();
    Former::read(&out).unwrap()
}

#[test]
fn findings_are_known_again_though_posts_move_and_come_in_another_order() {
    let old = vec![
        post(1, "<p>各单位要认真布署工作。</p>"),
        post(2, "<p>做为代表，他来了。</p>"),
    ];
    let mut moved = post(9, "<div><p>第一段。</p><p>各单位要认真布署工作。</p></div>");
    moved.place = "新站/9.md".to_owned();
    let mut old = audit(old);
    let mut new = audit(vec![post(3, "<p>常态化开展扫黑险恶斗争。</p>"), moved]);
    let before = former(&mut old);
    let changes = diff::between(&before, &former(&mut new));
    let rule = |number: usize| new.findings[number].rule.as_str();
    assert_eq!(
        changes.new.iter().map(|&at| rule(at)).collect::<Vec<_>>(),
        ["formulation/扫黑险恶"]
    );
    assert_eq!(
        changes.remaining.iter().map(|&at| rule(at)).collect::<Vec<_>>(),
        ["typo/布署"]
    );
    assert_eq!(changes.repaired.len(), 1);
    let comparison = Comparison::of(&before, &new);
    assert_eq!((comparison.new, comparison.repaired, comparison.remaining), (1, 1, 1));
    let html = page_of(&mut new, Some(&comparison));
    assert!(html.contains("新增 <b>1</b> 处，已整改 <b>1</b> 处，仍存在 <b>1</b> 处。"));
    for wrong in ["", "[]", "{\"schema_version\":9}"] {
        assert!(Former::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
}
