//! Configuration as a user meets it: files in folders, the settings that come out, and the messages.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use shenjiao::{
    config::{
        Selector,
        choices::CommandLine,
        resolve::{ConfigSource, Context, Resolution, Resolved, Resolver},
        show::show,
    },
    diagnostic::{RuleId, Severity},
};
use tempfile::TempDir;

/// A folder with files in it, and the settings that hold there.
struct Folder {
    root: TempDir,
    command_line: CommandLine,
    source: ConfigSource,
    today: &'static str,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self {
            root: tempfile::tempdir().unwrap(),
            command_line: CommandLine::default(),
            source: ConfigSource::Nearest,
            today: "2026-11-24",
        };
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn shipped() -> Vec<RuleId> {
        let rules = [
            ("typo", "做为"),
            ("typo", "布署"),
            ("variant", "唯一"),
            ("grammar", "pair"),
        ];
        rules.map(|(dictionary, entry)| RuleId::new(dictionary, entry)).to_vec()
    }

    fn resolver(&self) -> Resolver {
        let context = Context {
            folder: self.root.path().to_owned(),
            as_of: None,
            today: self.today.parse().unwrap(),
            shipped: Self::shipped(),
            command_line: self.command_line.clone(),
        };
        Resolver::new(self.source.clone(), context)
    }

    fn settings(&self, path: &str) -> Arc<Resolved> {
        self.resolver().settings_for(Path::new(path)).unwrap()
    }

    fn messages(&self, path: &str) -> Vec<String> {
        messages(&self.resolver().settings_for(Path::new(path)))
    }
}

fn messages(resolution: &Resolution) -> Vec<String> {
    let problems = resolution.as_ref().unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

fn texts(selectors: &[Selector]) -> Vec<&str> {
    selectors.iter().map(Selector::as_str).collect()
}

fn dictionary(id: &str, term: &str) -> String {
    format!(
        "[dictionary]\nid = \"{id}\"\ntitle = \"本单位用语\"\ngate = \"language\"\nseverity = \"error\"\n\
         basis = \"本单位规定\"\n\n[term]\n{term}\n"
    )
}

#[test]
fn a_broken_file_says_where_and_what_to_do() {
    let cases = [
        (
            "selct = []",
            "shenjiao.toml:1:1：没有「selct」这一项，是不是「select」？",
        ),
        (
            "[severity]\ntypo/布署 = \"error\"",
            "shenjiao.toml:2:5：等号左边的「typo/布署」要放在英文双引号里，如 \"typo/布署\" = …",
        ),
        (
            "ignore = [“typo”]",
            "shenjiao.toml:1:11：这里用了中文标点「“」，请换成英文半角的 \"",
        ),
        (
            "fail-level = \"致命\"",
            "shenjiao.toml:1:14：没有「致命」这个级别，请写 error（错误）、warning（警告）、info（提示） 之一",
        ),
        (
            "\n[severity]\n\"typo\" = \"Error\"",
            "shenjiao.toml:3:10：没有「Error」这个级别，请写 error（错误）、warning（警告）、info（提示） 之一",
        ),
        (
            "select = []",
            "shenjiao.toml:1:10：select 里一条也没有；要用默认的规则请删去这一行，只用某些规则请写出来，如 [\"typo\"]",
        ),
        (
            "select = [\"tpyo\"]",
            "shenjiao.toml:1:11：没有「tpyo」这部词典或这条规则，是不是「typo」？",
        ),
        (
            "extend-select = [\"布署\"]",
            "shenjiao.toml:1:18：没有「布署」这部词典或这条规则，是不是「typo/布署」？",
        ),
        (
            "ignore = [\n  \"typo\",\n  \"typo/做位\",\n]",
            "shenjiao.toml:3:3：没有「typo/做位」这部词典或这条规则，是不是「typo/做为」？",
        ),
        (
            "ignore = [\"tipo/布署\"]",
            "shenjiao.toml:1:11：没有「tipo/布署」这部词典或这条规则，是不是「typo/布署」？",
        ),
        (
            "[severity]\n\"法律\" = \"info\"",
            "shenjiao.toml:2:1：没有「法律」这部词典或这条规则，请改正或删去；现有词典：grammar、typo、variant",
        ),
        (
            "[per-file-ignores]\n\"a/**\" = [\"typos\"]",
            "shenjiao.toml:2:11：没有「typos」这部词典或这条规则，是不是「typo」？",
        ),
        (
            "[per-file-ignores]\n\"!a/**\" = [\"typo\"]",
            "shenjiao.toml:2:1：per-file-ignores 里每条各自成立，不能用 ! 排除；请改写成正面的写法",
        ),
        (
            "exclude = [\"# 草稿\"]",
            "shenjiao.toml:1:12：「# 草稿」是空的或注释，什么文件也不指，请删去",
        ),
        (
            "include = [\"a[\"]",
            "shenjiao.toml:1:12：「a[」不是文件名的写法，请按 .gitignore 的规则改正\
             （原文：error parsing glob 'a[': unclosed character class; missing ']'）",
        ),
        (
            "encoding = \"国标\"",
            "shenjiao.toml:1:12：没有名为「国标」的编码；中文文件常用 utf-8、gb18030、big5",
        ),
        (
            "dictionaries = [\"没有.toml\"]",
            "shenjiao.toml:1:17：词典「没有.toml」不存在，请检查路径",
        ),
        (
            "extend = \"没有.toml\"",
            "shenjiao.toml:1:10：extend 指向的文件「没有.toml」不存在，请检查路径",
        ),
        (
            "[allow]\ntext = \"甲\"",
            "shenjiao.toml:1:1：这里应当是列表；成组的条目要用两层方括号，写成 [[allow]]",
        ),
        ("[[allow]]\ntext = \"甲\"", "shenjiao.toml:1:1：缺少 reason，请补上"),
        (
            "[[allow]]\ntext = \"甲\"\nreason = \" \"",
            "shenjiao.toml:3:10：reason 是空的，请写明放行的理由，如“公司注册名”",
        ),
        (
            "[[allow]]\ntext = \"\"\nreason = \"乙\"",
            "shenjiao.toml:2:8：text 是空的，请写出要放行的原文",
        ),
        (
            "[[allow]]\ntext = \"甲\"\nreason = \"乙\"\nrule = \"typo/布暑\"",
            "shenjiao.toml:4:8：没有「typo/布暑」这部词典或这条规则，是不是「typo/布署」？",
        ),
        (
            "[[allow]]\ntext = \"甲\"\nreason = \"乙\"\nexpires = \"2027-6-30\"",
            "shenjiao.toml:4:11：到期日 \"2027-6-30\" 不是一个日期，请写成 2027-06-30 这样的日期",
        ),
        (
            "[[allow]]\ntext = \"甲\"\nreason = \"乙\"\nexpires = 2027-06-30T08:00:00",
            "shenjiao.toml:4:11：到期日 2027-06-30T08:00:00 不是一个日期，请写成 2027-06-30 这样的日期",
        ),
        (
            "[[allow]]\ntext = \"甲\"\nreason = \"乙\"\nexpires = 2027-06-31",
            "shenjiao.toml:4:11：「2027-06-31」不是一个日期，请写成 2027-06-30 这样的日期",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(
            Folder::new(&[("shenjiao.toml", text)]).messages("甲.md"),
            [message],
            "{text}"
        );
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let folder = Folder::new(&[(
        "shenjiao.toml",
        "fail-level = \"高\"\nencoding = \"国标\"\nignore = [\"tpyo\"]\ndictionaries = [\"a.toml\", \"b.toml\"]",
    )]);
    let places: Vec<String> = folder
        .messages("甲.md")
        .iter()
        .filter_map(|message| message.split_once('：').map(|(place, _)| place.to_owned()))
        .collect();
    // The selector is not judged while dictionaries are missing that it may come from.
    assert_eq!(
        places,
        [
            "shenjiao.toml:1:14",
            "shenjiao.toml:2:12",
            "shenjiao.toml:4:17",
            "shenjiao.toml:4:27"
        ]
    );
}

#[test]
fn the_command_line_is_checked_in_its_own_name() {
    let mut folder = Folder::new(&[]);
    folder.command_line = CommandLine {
        select: vec!["tpyo".into()],
        ignore: vec!["variant/唯".into(), "无".into()],
        encoding: Some("gbk2".into()),
        ..CommandLine::default()
    };
    assert_eq!(
        folder.messages("甲.md"),
        [
            "--encoding：没有名为「gbk2」的编码；中文文件常用 utf-8、gb18030、big5",
            "--select：没有「tpyo」这部词典或这条规则，是不是「typo」？",
            "--ignore：没有「无」这部词典或这条规则，请改正或删去；现有词典：grammar、typo、variant",
        ]
    );
}

/// Three files that extend each other, with a dictionary at the lowest and the highest.
fn layered() -> Folder {
    Folder::new(&[
        (
            "总.toml",
            "dictionaries = [\"词/总.toml\"]\nselect = [\"typo\"]\nextend-select = [\"head\"]\n\
            ignore = [\"typo/做为\"]\nfail-level = \"info\"\nexclude = [\"旧/\"]\ninclude = [\"*.txt\"]\n\
            front-matter = [\"title\"]\nencoding = \"gb18030\"\n\
            [severity]\n\"typo/布署\" = \"info\"\n\"variant\" = \"info\"\n\
            [[allow]]\ntext = \"甲\"\nreason = \"总则\"",
        ),
        ("词/总.toml", &dictionary("head", "\"总错\" = \"总对\"")),
        (
            "部/shenjiao.toml",
            "extend = \"../总.toml\"\nextend-select = [\"variant\"]\nignore = [\"typo/布署\"]\n\
            exclude = [\"草稿/\", \"!草稿/定.md\"]\ndictionaries = [\"ours.toml\", \"../词/总.toml\"]\n\
            fail-level = \"warning\"\nfront-matter = [\"摘要\"]\n\
            [severity]\n\"typo\" = \"warning\"\n\"ours\" = \"info\"\n\"ours/我错\" = \"error\"\n\
            [per-file-ignores]\n\"档案/**\" = [\"typo\"]\n\
            [[allow]]\ntext = \"布署科技有限公司\"\nrule = \"typo\"\nreason = \" 公司注册名 \"\nexpires = 2027-06-30",
        ),
        ("部/ours.toml", &dictionary("ours", "\"我错\" = \"我对\"")),
    ])
}

#[test]
fn a_later_layer_adds_to_lists_and_replaces_values() {
    let folder = layered();
    let resolved = folder.settings("部/深/甲.md");
    let settings = &resolved.settings;
    assert_eq!(texts(&settings.select), ["typo"]);
    assert_eq!(texts(&settings.extend_select), ["head", "variant"]);
    assert_eq!(texts(&settings.ignore), ["typo/做为", "typo/布署"]);
    assert_eq!(settings.fail_level, Severity::Warning);
    assert_eq!(settings.parse.front_matter_keys, ["摘要"]);
    let ids: Vec<&str> = settings
        .dictionaries
        .iter()
        .map(|dictionary| dictionary.id.as_str())
        .collect();
    assert_eq!(ids, ["head", "ours"]);
    // The file's word on the whole dictionary overrules the base's on one rule; within a file the narrower one holds.
    let severities: Vec<_> = settings
        .severities
        .iter()
        .map(|(s, severity)| (s.as_str(), *severity))
        .collect();
    assert_eq!(
        severities,
        [
            ("variant", Severity::Info),
            ("ours", Severity::Info),
            ("ours/我错", Severity::Error),
            ("typo", Severity::Warning),
        ]
    );
    let allowed: Vec<&str> = settings.allow.iter().map(|allow| allow.text.as_str()).collect();
    assert_eq!(allowed, ["甲", "布署科技有限公司"]);
    assert_eq!(settings.allow[1].reason, "公司注册名");
    assert_eq!(resolved.encoding(), Some("gb18030"));
    assert_eq!(resolved.include().unwrap().root, folder.root.path());
    let exclude: Vec<_> = resolved
        .exclude()
        .map(|e| (e.root.clone(), e.patterns.clone()))
        .collect();
    let root = folder.root.path();
    assert_eq!(
        exclude,
        [
            (root.to_owned(), vec!["旧/".to_owned()]),
            (root.join("部"), vec!["草稿/".to_owned(), "!草稿/定.md".to_owned()]),
        ]
    );
}

#[test]
fn the_command_line_prevails() {
    let mut folder = layered();
    folder.write("cli.toml", &dictionary("mine", "\"令错\" = \"令对\""));
    folder.command_line = CommandLine {
        select: vec!["mine".into()],
        extend_select: vec!["grammar".into()],
        ignore: vec!["typo".into()],
        fail_level: Some(Severity::Error),
        dictionaries: vec![PathBuf::from("./cli.toml")],
        encoding: Some("utf-8".into()),
        ..CommandLine::default()
    };
    let resolved = folder.settings("部/甲.md");
    let settings = &resolved.settings;
    // What is selected on the command line is all that is selected; what is ignored anywhere stays ignored.
    assert_eq!(texts(&settings.select), ["mine"]);
    assert_eq!(texts(&settings.extend_select), ["grammar"]);
    assert_eq!(texts(&settings.ignore), ["typo/做为", "typo/布署", "typo"]);
    assert_eq!(settings.fail_level, Severity::Error);
    assert_eq!(settings.dictionaries.len(), 3);
    assert_eq!(resolved.encoding(), Some("utf-8"));
}

#[test]
fn a_file_is_governed_by_one_configuration() {
    let files = [
        ("shenjiao.toml", "ignore = [\"typo\"]"),
        ("a/shenjiao.toml", "ignore = [\"variant\"]"),
        ("其他.toml", "ignore = [\"grammar\"]"),
    ];
    let mut folder = Folder::new(&files);
    let ignored = |folder: &Folder, path: &str| {
        let resolved = folder.settings(path);
        texts(&resolved.settings.ignore).join(" ")
    };
    for (path, selector) in [
        ("甲.md", "typo"),
        ("a/b/甲.md", "variant"),
        ("a", "typo"),
        ("-", "typo"),
        ("a/../甲.md", "typo"),
    ] {
        assert_eq!(ignored(&folder, path), selector, "{path}");
    }
    folder.source = ConfigSource::File("其他.toml".into());
    assert_eq!(ignored(&folder, "a/b/甲.md"), "grammar");
    folder.source = ConfigSource::File("没有.toml".into());
    assert_eq!(folder.messages("甲.md"), ["没有.toml：配置文件不存在，请检查路径"]);
    folder.source = ConfigSource::Isolated;
    assert_eq!(ignored(&folder, "a/b/甲.md"), "");
}

#[test]
fn a_broken_configuration_spoils_only_what_it_governs() {
    let folder = Folder::new(&[
        ("shenjiao.toml", ""),
        ("坏/shenjiao.toml", "selct = []"),
        ("总.toml", "select = [\"tpyo\"]"),
        ("甲/shenjiao.toml", "extend = \"../总.toml\""),
        ("乙/shenjiao.toml", "extend = \"../总.toml\""),
    ]);
    let mut resolver = folder.resolver();
    let first = resolver.settings_for(Path::new("坏/1.md")).unwrap_err();
    let second = resolver.settings_for(Path::new("坏/深/2.md")).unwrap_err();
    assert!(Arc::ptr_eq(&first, &second));
    assert!(resolver.settings_for(Path::new("好/1.md")).is_ok());
    assert!(resolver.settings_for(Path::new("甲/1.md")).is_err());
    assert!(resolver.settings_for(Path::new("乙/1.md")).is_err());
    let told: Vec<String> = resolver.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "总.toml:1:11：没有「tpyo」这部词典或这条规则，是不是「typo」？",
            "坏/shenjiao.toml:1:1：没有「selct」这一项，是不是「select」？",
        ]
    );
}

#[test]
fn dictionaries_have_ids_of_their_own() {
    let folder = Folder::new(&[
        (
            "shenjiao.toml",
            "dictionaries = [\"词/一.toml\", \"词/二.toml\", \"词/三.toml\", \"./词/一.toml\"]",
        ),
        ("词/一.toml", &dictionary("ours", "\"一错\" = \"一对\"")),
        ("词/二.toml", &dictionary("typo", "\"二错\" = \"二对\"")),
        ("词/三.toml", &dictionary("ours", "\"三错\" = \"三对\"")),
    ]);
    assert_eq!(
        folder.messages("甲.md"),
        [
            "词/二.toml：id「typo」已经用于内置词典，请在本文件的 [dictionary] 里换一个 id",
            "词/三.toml：id「ours」已经用于词典「词/一.toml」，请在本文件的 [dictionary] 里换一个 id",
        ]
    );
}

#[test]
fn per_file_ignores_hold_below_the_folder_of_their_file() {
    let config = "[per-file-ignores]\n\"archive/**\" = [\"typo\"]\n\"*.txt\" = [\"variant\"]\n\"旧/\" = [\"grammar\"]";
    let folder = Folder::new(&[("部/shenjiao.toml", config)]);
    let resolved = folder.settings("部/甲.md");
    let absolute = folder.root.path().join("部/archive/甲.md");
    for (path, ignored) in [
        ("部/archive/2024/甲.md", "typo"),
        (absolute.to_str().unwrap(), "typo"),
        ("部/../部/archive/甲.md", "typo"),
        ("部/archive/甲.txt", "variant typo"),
        ("部/深/archive/甲.md", ""),
        ("部/深/旧/2020/甲.md", "grammar"),
        ("部/甲.md", ""),
        ("archive/甲.md", ""),
        ("甲.txt", ""),
    ] {
        let selectors: Vec<&str> = resolved
            .ignored_for(Path::new(path))
            .into_iter()
            .map(Selector::as_str)
            .collect();
        assert_eq!(selectors.join(" "), ignored, "{path}");
    }
}

#[test]
fn an_allowance_holds_through_its_last_day() {
    let config =
        "[[allow]]\ntext = \"甲\"\nreason = \"长期\"\n\n[[allow]]\ntext = \"乙\"\nreason = \"至月底\"\nexpires = ";
    let notice = "shenjiao.toml:6：对「乙」的许可已于 2026-06-30 到期，请更新或删除";
    for date in ["2026-06-30", "\"2026-06-30\""] {
        let mut folder = Folder::new(&[("shenjiao.toml", &format!("{config}{date}"))]);
        for (today, allowed, notices) in [
            ("2026-06-29", 2, &[][..]),
            ("2026-06-30", 2, &[][..]),
            ("2026-07-01", 1, &[notice][..]),
        ] {
            folder.today = today;
            let mut resolver = folder.resolver();
            let resolved = resolver.settings_for(Path::new("甲.md")).unwrap();
            assert_eq!(resolved.settings.allow.len(), allowed, "{date} {today}");
            assert_eq!(resolver.notices(), notices, "{date} {today}");
        }
    }
}

#[test]
fn what_is_shown_says_where_it_comes_from() {
    let folder = Folder::new(&[]);
    assert_eq!(
        show(&folder.settings("甲.md"), "甲.md", &Folder::shipped()),
        "\
# 甲.md 适用的设置
# 配置文件：无
# 词典：
#   grammar（内置）：1 条
#   typo（内置）：2 条
#   variant（内置）：1 条
# 文字规则（内置）：0 条

# select 未写：默认启用的词典全部有效
fail-level = \"error\" # 默认
front-matter = [\"title\", \"subtitle\", \"description\", \"summary\", \"excerpt\", \"digest\", \"标题\", \"副标题\", \"摘要\"] # 默认
"
    );
    let mut folder = layered();
    folder.command_line.ignore = vec!["grammar".into()];
    folder.today = "2027-07-01";
    assert_eq!(
        show(&folder.settings("部/甲.md"), "部/甲.md", &Folder::shipped()),
        "\
# 部/甲.md 适用的设置
# 配置文件（写在后面的优先）：
#   总.toml
#   部/shenjiao.toml
# 词典：
#   grammar（内置）：1 条
#   typo（内置）：2 条
#   variant（内置）：1 条
#   head（词/总.toml）：1 条
#   ours（部/ours.toml）：1 条
# 文字规则（内置）：0 条

select = [
    \"typo\", # 总.toml:2
]
extend-select = [
    \"head\", # 总.toml:3
    \"variant\", # 部/shenjiao.toml:2
]
ignore = [
    \"typo/做为\", # 总.toml:4
    \"typo/布署\", # 部/shenjiao.toml:3
    \"grammar\", # --ignore
]
fail-level = \"warning\" # 部/shenjiao.toml:6
dictionaries = [
    \"../词/总.toml\", # 总.toml:1
    \"ours.toml\", # 部/shenjiao.toml:5
]
# 相对于 ..，不能照抄到这里：
# include = [\"*.txt\"] # 总.toml:7
# 相对于 ..，不能照抄到这里：
# exclude = [\"旧/\"] # 总.toml:6
exclude = [
    \"草稿/\", # 部/shenjiao.toml:4
    \"!草稿/定.md\", # 部/shenjiao.toml:4
]
front-matter = [\"摘要\"] # 部/shenjiao.toml:7
encoding = \"gb18030\" # 总.toml:9

[severity]
\"variant\" = \"info\" # 总.toml:12
\"ours\" = \"info\" # 部/shenjiao.toml:10
\"ours/我错\" = \"error\" # 部/shenjiao.toml:11
\"typo\" = \"warning\" # 部/shenjiao.toml:9

[per-file-ignores]
\"档案/**\" = [\"typo\"] # 部/shenjiao.toml:13

[[allow]] # 总.toml:14
text = \"甲\"
reason = \"总则\"

[[allow]] # 部/shenjiao.toml:15，已到期，不起作用
text = \"布署科技有限公司\"
rule = \"typo\"
reason = \"公司注册名\"
expires = 2027-06-30
"
    );
}

#[test]
fn what_is_shown_can_stand_as_the_file_itself() {
    let folder = layered();
    folder.write(
        "部/怪\u{1}名/shenjiao.toml",
        "extend = '../shenjiao.toml'\n[[allow]]\ntext = \"a\\\"\\\\\\n\\u0001\"\nreason = '引号'",
    );
    for path in ["部/甲.md", "部/怪\u{1}名/甲.md"] {
        let before = folder.settings(path);
        let file = before
            .folder
            .strip_prefix(folder.root.path())
            .unwrap()
            .join("shenjiao.toml");
        folder.write(file.to_str().unwrap(), &show(&before, path, &Folder::shipped()));
        let after = folder.settings(path);
        let said = |resolved: &Resolved| {
            let s = &resolved.settings;
            let mut severities = s.severities.clone();
            severities.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
            let ids: Vec<_> = s.dictionaries.iter().map(|dictionary| dictionary.id.clone()).collect();
            let lists = [&s.select, &s.extend_select, &s.ignore].map(Vec::clone);
            format!(
                "{lists:?} {severities:?} {ids:?} {:?} {:?} {:?}",
                s.allow, s.parse, s.fail_level
            )
        };
        assert_eq!(said(&after), said(&before), "{path}");
    }
}
