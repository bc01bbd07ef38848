//! `check --output 页面.html`: the machine report that goes with a post to the next reviewer.

use std::{fs, path::Path, process::Command};

const POST: &str = "---\ntitle: 关于<防汛>的通知\ndate: 2024-05-01\n责任编辑: 王芳\n---\n\
    各单位要**认真**布署工作，联系人电话13912345678。\n\n\
    <!-- shenjiao: ignore typo/做为 -- 引文照录 -->\n做为代表，他来了。\n";

/// Checks what lies in `folder` and gives the page.
fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
        .current_dir(folder)
        .args(["check", "--today", "2026-01-05", "-q", "--output", "页面.html"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    fs::read_to_string(folder.join("页面.html")).unwrap()
}

#[test]
fn the_page_of_one_post_has_its_review_form_its_findings_and_what_was_accepted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), POST).unwrap();
    let shown = page(folder.path(), &["--isolated", "a.md"]);
    for part in [
        "<title>稿件审核报告</title>",
        "\"single\":true",
        "关于&lt;防汛&gt;的通知",
        "王芳",
        "各单位要认真<mark>布署</mark>工作",
        "13912345678",
        "<td>引文照录</td>",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(!shown.contains("<mark>做为</mark>"));
    let masked = page(folder.path(), &["--isolated", "--redact", "a.md"]);
    assert!(!masked.contains("13912345678") && masked.contains("<mark>布署</mark>"));
}

#[test]
fn of_several_posts_it_is_the_summary_and_the_baseline_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "认真布署。\n").unwrap();
    let settings = "baseline = \"旧稿.tsv\"\n";
    fs::write(folder.path().join("shenjiao.toml"), settings).unwrap();
    let created = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
        .current_dir(folder.path())
        .args(["baseline", "create", "a.md"])
        .output()
        .unwrap();
    assert_eq!(created.status.code(), Some(0), "{created:?}");
    fs::write(folder.path().join("b.md"), "做为代表。\n").unwrap();
    let shown = page(folder.path(), &["a.md", "b.md"]);
    assert!(shown.contains("<title>稿件审核报告（汇总）</title>"));
    assert!(shown.contains("已放行的（1 处）") && shown.contains("<td>基线</td>"));
    assert!(shown.contains("<mark>做为</mark>") && !shown.contains("<mark>布署</mark>"));
}
