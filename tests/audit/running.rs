//! A whole run of the program.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

fn shenjiao(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    command
        .current_dir(folder)
        .args(["audit", "--isolated", "--today", "2026-01-05"]);
    command
}

fn table(posts: usize) -> String {
    let mut table = "标题,正文,发布时间,栏目\n".to_owned();
    for number in 0..posts {
        let wrong = if number % 7 == 0 {
            "认真布署"
        } else {
            "认真部署"
        };
        let month = number % 12 + 1;
        table.push_str(&format!(
            "第{number}篇,<p>第{number}次会议要求各单位{wrong}下一阶段工作。</p>,2024-{month:02}-01,栏目{}\n",
            number % 3
        ));
    }
    table
}

#[test]
fn any_number_of_threads_gives_the_same_reports() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("posts.csv"), table(700)).unwrap();
    let reports = |jobs: &str| {
        let names = ["page.html", "audit.json", "ledger.csv"];
        let output = shenjiao(folder.path())
            .args([
                "posts.csv",
                "-j",
                jobs,
                "--out",
                names[0],
                "--json",
                names[1],
                "--csv",
                names[2],
            ])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        names.map(|name| fs::read(folder.path().join(name)).unwrap())
    };
    assert!(reports("1") == reports("4"));
}

#[test]
fn a_run_that_is_killed_leaves_the_former_report() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("posts.csv"), table(20_000)).unwrap();
    let report = folder.path().join("page.html");
    fs::write(&report, "上次的报告").unwrap();
    let mut child = shenjiao(folder.path())
        .args(["posts.csv", "--out", "page.html"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    child.kill().unwrap();
    child.wait().unwrap();
    let left = fs::read_to_string(&report).unwrap();
    assert!(left == "上次的报告" || left.trim_end().ends_with("</html>"));
}

#[test]
fn a_report_in_the_audited_folder_is_not_audited_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "认真布署工作。").unwrap();
    for _ in 0..2 {
        let output = shenjiao(folder.path())
            .args([".", "--out", "report.html"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("共审核稿件 1 篇"), "{text}");
    }
}

#[test]
fn rules_over_several_posts_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let text = "近日，清河县组织召开防汛工作部署会议，传达学习上级有关文件精神和工作要求，安排下一阶段重点任务。各单位要抓好落实，确保群众安全。";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    fs::write(folder.path().join("b.txt"), text).unwrap();
    let warnings = |more: &[&str]| {
        let output = shenjiao(folder.path())
            .args([".", "--csv", "out.csv"])
            .args(more)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        fs::read_to_string(folder.path().join("out.csv"))
            .unwrap()
            .matches("across/duplicate-post")
            .count()
    };
    assert_eq!(warnings(&[]), 1);
    assert_eq!(warnings(&["--ignore", "across"]), 0);
    assert_eq!(warnings(&["--select", "typo"]), 0);
}

#[test]
fn a_redacted_audit_tells_nothing_private_in_any_report() {
    let folder = tempfile::tempdir().unwrap();
    let table =
        "标题,正文,链接\n联系13912345678,<p>请认真布署，联系人手机13912345678。</p>,https://example.org/13912345678\n";
    fs::write(folder.path().join("posts.csv"), table).unwrap();
    let names = ["page.html", "audit.json", "ledger.csv"];
    let output = shenjiao(folder.path())
        .args([
            "posts.csv",
            "--redact",
            "--out",
            names[0],
            "--json",
            names[1],
            "--csv",
            names[2],
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    for name in names {
        let report = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(report.contains("布署"), "{name}");
        assert!(!report.contains("3912345678"), "{name}");
    }
}
