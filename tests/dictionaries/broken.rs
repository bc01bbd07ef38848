//! What an editor is told about a broken file: where, what is wrong, what to do.

use std::fmt::Write;

use shenjiao::{dictionary::load, problem::ProblemKind};

use crate::{problems, with_terms};

/// Entries as an editor may write them, and all that is said about each.
const BROKEN_TERMS: &[(&str, &str)] = &[
    (
        r#"布署 = "部署""#,
        r#"我的词典.toml:6:1：左边的词要加引号："布署" = ……"#,
    ),
    (
        "“布署” = “部署”",
        r#"我的词典.toml:6:1：“ 不能当引号用；词的两边要用半角引号，写成 "错误写法" = "正确写法""#,
    ),
    (
        r#""布署“ = "部署""#,
        r#"我的词典.toml:6:11：引号没有配对：一头是半角、一头是全角；请都改成半角引号 ""#,
    ),
    (r#""布署"＝"部署""#, "我的词典.toml:6:5：“＝”是全角等号；请改成半角的 ="),
    (r#""布署": "部署""#, "我的词典.toml:6:5：这里要用等号 =，不用“:”"),
    (
        r#""布署 = "部署""#,
        r#"我的词典.toml:6:10：引号没有配对；每个词两边各要一个半角引号 ""#,
    ),
    (
        r#""布署" = 部署"#,
        r#"我的词典.toml:6:8：右边的“部署”要加引号："部署"（真假值写 true 或 false，不加引号）"#,
    ),
    (
        r#""布署" ="#,
        r#"我的词典.toml:6:7：等号右边缺内容；请补上，例如 "正确写法""#,
    ),
    (
        r#""布署" "部署""#,
        r#"我的词典.toml:6:6：缺少等号；一行写成 "错误写法" = "正确写法""#,
    ),
    ("布署, 部署", r#"我的词典.toml:6:1：左边的词要加引号："布署" = ……"#),
    (
        r#""布署" = "部署","#,
        "我的词典.toml:6:12：“,”是多余的；一行只写一条，行末不加标点，说明文字前加 #",
    ),
    (
        r#""布署" = "部署" // 说明"#,
        "我的词典.toml:6:13：“// 说明”是多余的；一行只写一条，行末不加标点，说明文字前加 #",
    ),
    (
        r#"　"布署" = "部署""#,
        "我的词典.toml:6:1：这里有一个全角空格；请删去或改成半角空格",
    ),
    (
        r#""布署" = { to = "部署"，note = "说明" }"#,
        "我的词典.toml:6:19：“，”要改成半角逗号 ,",
    ),
    (
        r#""布署" = { to = "部署" note = "说明" }"#,
        "我的词典.toml:6:20：两项之间要用半角逗号 , 隔开",
    ),
    (
        r#""布署" = ｛ to = "部署" ｝"#,
        "我的词典.toml:6:8：“｛”是全角括号；请改成半角的 { } 或 [ ]",
    ),
    (
        r#""布署" = "部署"
"布署" = "步署""#,
        "我的词典.toml:7:1：“布署”重复了，第 6 行已经有了；请合成一条或删去一条",
    ),
    (
        r#""布署" = { to = "部署", to = "部署" }"#,
        "我的词典.toml:6:21：“to”重复了；请合成一条或删去一条",
    ),
    (
        r#""布署" = { to = "部署"
"按装" = "安装"
"错词" = "对词""#,
        "我的词典.toml:6:8：这里开始的括号没有配对；{ 要配 }，[ 要配 ]，引号也要成对",
    ),
    (
        r#""布署" = { to = "部署", boundry = "word" }"#,
        "我的词典.toml:6:21：词条“布署”里没有“boundry”这一项，是不是“boundary”？可以写的有：to、boundary、except、near、not-near、after、before、not-after、not-before、quoted、titled、heading、since、until、basis、note、severity、gate、hit、miss",
    ),
    (
        r#""布署" = { to = "部署", 依据 = "词典" }"#,
        "我的词典.toml:6:21：词条“布署”里没有“依据”这一项；可以写的有：to、boundary、except、near、not-near、after、before、not-after、not-before、quoted、titled、heading、since、until、basis、note、severity、gate、hit、miss",
    ),
    (
        r#""布署" = { to = "部署", "依据" = "词典" }"#,
        "我的词典.toml:6:21：词条“布署”里没有“依据”这一项；可以写的有：to、boundary、except、near、not-near、after、before、not-after、not-before、quoted、titled、heading、since、until、basis、note、severity、gate、hit、miss",
    ),
    (
        r#""布署" = { to = "部署", boundary = "words" }"#,
        "我的词典.toml:6:32：词条“布署”的“boundary”不能写“words”，是不是“word”？可以写的有：word（两头都要是词界）、none（两头都不看词界）、start（只看开头）、end（只看结尾）",
    ),
    (
        r#""布署" = { to = "部署", severity = "警告" }"#,
        "我的词典.toml:6:32：词条“布署”的“severity”不能写“警告”，请写“warning”；可以写的有：error（错误）、warning（警告）、info（提示）",
    ),
    (
        r#""布署" = { to = "部署", gate = "文字" }"#,
        "我的词典.toml:6:28：词条“布署”的“gate”不能写“文字”，请写“language”；可以写的有：political（政治关）、policy（政策关）、secrecy（保密关）、language（文字关）",
    ),
    (
        r#""布署" = { to = "部署", severity = 1 }"#,
        r#"我的词典.toml:6:32：词条“布署”的“severity”要写成带引号的文字："1""#,
    ),
    (
        r#""布署" = { to = "部署", hit = ["部署", 3] }"#,
        r#"我的词典.toml:6:34：词条“布署”的“hit”要写成带引号的文字："3""#,
    ),
    (
        r#""布署" = { to = "部署", note = ["说明"] }"#,
        "我的词典.toml:6:28：词条“布署”的“note”要写成带引号的文字，这里写成了列表",
    ),
    (
        r#""布署" = 2024"#,
        r#"我的词典.toml:6:8：词条“布署”的“正确写法”要写成带引号的文字："2024""#,
    ),
    (
        r#""布署" = true"#,
        r#"我的词典.toml:6:8：词条“布署”的“正确写法”要写成带引号的文字："true""#,
    ),
    (
        r#""布署" = """#,
        "我的词典.toml:6:8：词条“布署”的“正确写法”是空的；请写上内容，不需要的就删去",
    ),
    (
        r#""布署" = []"#,
        "我的词典.toml:6:8：词条“布署”的“正确写法”是空的；请写上内容，不需要的就删去",
    ),
    (
        r#""布署" = ["部署", " "]"#,
        "我的词典.toml:6:15：词条“布署”的“正确写法”是空的；请写上内容，不需要的就删去",
    ),
    (
        r#""布署" = ["部署", "部署"]"#,
        "我的词典.toml:6:15：词条“布署”的正确写法“部署”写了两遍；请删去一个",
    ),
    (
        r#""布署" = {}"#,
        r#"我的词典.toml:6:1：词条“布署”缺少正确写法；请加 to = "……"，没有固定写法的请用 note 说明怎么改"#,
    ),
    (
        r#""布署" = { basis = "词典" }"#,
        r#"我的词典.toml:6:1：词条“布署”缺少正确写法；请加 to = "……"，没有固定写法的请用 note 说明怎么改"#,
    ),
    (
        r#""" = "部署""#,
        "我的词典.toml:6:1：错误写法是空的；请在等号左边的引号里写上要查的词",
    ),
    (
        r#""　" = "部署""#,
        "我的词典.toml:6:1：错误写法是空的；请在等号左边的引号里写上要查的词",
    ),
    (
        r#""\u200b" = "部署""#,
        "我的词典.toml:6:1：错误写法是空的；请在等号左边的引号里写上要查的词",
    ),
    (
        r#""布署 " = "部署""#,
        "我的词典.toml:6:1：词条“布署 ”两头有空格；请删去",
    ),
    (
        r#""部署" = "部署""#,
        "我的词典.toml:6:8：词条“部署”的错误写法和正确写法相同；请改正其中一个",
    ),
    (
        r#""部署" = ["布署", "部署"]"#,
        "我的词典.toml:6:15：词条“部署”的错误写法和正确写法相同；请改正其中一个",
    ),
    (
        r#""布\署" = "部署""#,
        r#"我的词典.toml:6:4：引号里的反斜杠 \ 有特殊含义；要写反斜杠本身请连写两个 \\"#,
    ),
    (
        r#""布\n署" = "部署""#,
        r#"我的词典.toml:6:1：“布\n署”里有换行、制表符或其他看不见的控制符；请删去（反斜杠 \ 要连写两个）"#,
    ),
    (
        r#""己有" = { to = "已有", except = "据为已有" }"#,
        "我的词典.toml:6:30：词条“己有”的例外“据为已有”里没有“己有”；例外要写包含它的较长说法",
    ),
    (
        r#""己有" = { to = "已有", except = ["归己有", "己有"] }"#,
        "我的词典.toml:6:38：词条“己有”的例外就是“己有”本身，这一条永远不会报；请写更长的例外",
    ),
    (
        r#"[canonical]
"部署" = []
"扫黑除恶" = { to = "扫黑除恶" }
"成语" = { list = "chengyu" }
"攻坚克难" = "攻坚克难""#,
        r#"我的词典.toml:7:1：固定表述“部署”太短，与它差一个字的多半是别的词；至少要 4 个字，短的请把错误写法写在 [term] 下面
我的词典.toml:8:17：固定表述“扫黑除恶”不写“to”：等号左边的就是正确写法；一种错误写法请写在 [term] 下面
我的词典.toml:9:17：固定表述“成语”的“list”只能写“idioms”（随程序的成语表）
我的词典.toml:10:10：固定表述“攻坚克难”的例外就是“攻坚克难”本身；请删去"#,
    ),
    (
        r#"[terms]
"布署" = "部署""#,
        "我的词典.toml:6:2：不认识 [terms] 这一部分，是不是“term”？可以写的有：[dictionary]、[term]、[pattern]、[cooccurrence]、[rename]、[title]、[enumeration]、[series]、[anniversary]、[person]、[canonical]",
    ),
    (
        r#"[term]
"布署" = "部署""#,
        "我的词典.toml:6:2：[term] 重复了；一个文件只要一个，请把内容都写在第一个下面",
    ),
    (
        r#"[rename]
"旧局" = "新局"
"旧所" = { to = "新所" }
"旧院" = { on = "2020年", to = "新院" }"#,
        r#"我的词典.toml:7:8：改名“旧局”要写成花括号，至少有 { on = "2023-05-18" }
我的词典.toml:8:1：改名“旧所”缺少“on”；请补上，例如 on = "2023-05-18"
我的词典.toml:9:15：改名“旧院”的“on”要写成日期："2023-05-18"，只知道月或年的写 "2018-10"、"2019""#,
    ),
    (
        r#"[enumeration]
"四个自信" = ["道路自信"]
"#,
        "我的词典.toml:7:1：列举“四个自信”只有一个成员；成员要有两个以上，写成 [\"……\", \"……\"]",
    ),
    (
        r#"[series]
"职代会" = { forms = "第{次}次", held = "5.1" }
"#,
        r#"我的词典.toml:7:19：届次“职代会”的“forms”里没有 {届}；请在写届数的地方写上 {届}，写次数的地方写 {次}
我的词典.toml:7:35：届次“职代会”的“held”不能写“5.1”；要写成“届.次 日期”，如 "5.1 2023-03-01" 或 "5.2 2024-03-04—2024-03-05""#,
    ),
    (
        r#"[person]
"张伟民" = { rank = "1" }
"#,
        r#"我的词典.toml:7:1：人员“张伟民”缺少“title”；请补上，例如 title = ["主任", "党委书记"]
我的词典.toml:7:18：人员“张伟民”的“rank”要写成从 1 起的整数，不加引号：rank = 1"#,
    ),
    (
        r#"[[words]]
"布署" = "部署""#,
        "我的词典.toml:6:3：不认识 [words] 这一部分；可以写的有：[dictionary]、[term]、[pattern]、[cooccurrence]、[rename]、[title]、[enumeration]、[series]、[anniversary]、[person]、[canonical]",
    ),
    (
        r#""布署" = { to = "布署", sevrity = "error" }
按装 = "安装"
"幅射" = { to = "", gate = "langage" }"#,
        r#"我的词典.toml:6:15：词条“布署”的错误写法和正确写法相同；请改正其中一个
我的词典.toml:6:21：词条“布署”里没有“sevrity”这一项，是不是“severity”？可以写的有：to、boundary、except、near、not-near、after、before、not-after、not-before、quoted、titled、heading、since、until、basis、note、severity、gate、hit、miss
我的词典.toml:7:1：左边的词要加引号："按装" = ……
我的词典.toml:8:15：词条“幅射”的“to”是空的；请写上内容，不需要的就删去
我的词典.toml:8:26：词条“幅射”的“gate”不能写“langage”，是不是“language”？可以写的有：political（政治关）、policy（政策关）、secrecy（保密关）、language（文字关）"#,
    ),
];

/// Whole files, and all that is said about each.
const BROKEN_FILES: &[(&str, &str)] = &[
    (
        "",
        r#"我的词典.toml:1:1：缺少 [dictionary] 这一部分；请补上单独一行 [dictionary]，下面写 id、title、gate
我的词典.toml:1:1：缺少 [term] 这一部分；请补上单独一行 [term]，词条写在它下面，每行一条"#,
    ),
    ("x", r#"我的词典.toml:1:2：缺少等号；一行写成 "错误写法" = "正确写法""#),
    (
        r#""布署" = "部署"
"#,
        r#"我的词典.toml:1:1：“布署”不在任何部分里；词条请写在 [term] 下面，词典说明请写在 [dictionary] 下面
我的词典.toml:1:1：缺少 [dictionary] 这一部分；请补上单独一行 [dictionary]，下面写 id、title、gate
我的词典.toml:1:1：缺少 [term] 这一部分；请补上单独一行 [term]，词条写在它下面，每行一条"#,
    ),
    (
        r#"［dictionary］
id = "own"
"#,
        "我的词典.toml:1:1：“［”是全角括号；请改成半角的 { } 或 [ ]",
    ),
    (
        r#"[dictionary]
[term]
"#,
        r#"我的词典.toml:1:2：[dictionary] 缺少“id”；请补上，例如 id = "my-words"
我的词典.toml:1:2：[dictionary] 缺少“title”；请补上，例如 title = "本单位用词"
我的词典.toml:1:2：[dictionary] 缺少“gate”；请补上，例如 gate = "language""#,
    ),
    (
        r#"[dictionary]
id = "own"
title = "用词"
gate = "language"
"#,
        "我的词典.toml:1:1：缺少 [term] 这一部分；请补上单独一行 [term]，词条写在它下面，每行一条",
    ),
    (
        r#"[dictionary
id = "own"
"#,
        "我的词典.toml:1:12：方括号没有配对；[term] 这样的行前后各一个方括号",
    ),
    (
        r#"dictionary = "own"
[term]
"布署" = "部署"
"#,
        "我的词典.toml:1:1：[dictionary] 要单独写成一行，前后各一个方括号，内容写在下面",
    ),
    (
        r#"[dictionary]
id = "本单位"
title = ""
gate = "文字关"
severity = "eror"
[term]
"#,
        r#"我的词典.toml:2:6：[dictionary] 的“id”不能写“本单位”；只能用小写英文字母、数字和连字符 -
我的词典.toml:3:9：[dictionary] 的“title”是空的；请写上内容，不需要的就删去
我的词典.toml:4:8：[dictionary] 的“gate”不能写“文字关”，请写“language”；可以写的有：political（政治关）、policy（政策关）、secrecy（保密关）、language（文字关）
我的词典.toml:5:12：[dictionary] 的“severity”不能写“eror”，是不是“error”？可以写的有：error（错误）、warning（警告）、info（提示）"#,
    ),
    (
        r#"[dictionary]
id = "My Words"
title = 用词
gate = language
enabled = 是
version = 2026.11
[term]
"#,
        r#"我的词典.toml:2:6：[dictionary] 的“id”不能写“My Words”；只能用小写英文字母、数字和连字符 -
我的词典.toml:3:9：右边的“用词”要加引号："用词"（真假值写 true 或 false，不加引号）
我的词典.toml:4:8：右边的“language”要加引号："language"（真假值写 true 或 false，不加引号）
我的词典.toml:5:11：右边的“是”要加引号："是"（真假值写 true 或 false，不加引号）
我的词典.toml:6:11：[dictionary] 的“version”要写成带引号的文字："2026.11""#,
    ),
    (
        r#"[dictionary]
id = "own"
title = "用词"
gate = "language"
标题 = "用词"
enabled = "true"
version = 2026.11
tilte = "用词"
[term]
"布署" = "部署"
"#,
        r#"我的词典.toml:5:1：[dictionary] 里没有“标题”这一项；可以写的有：id、title、gate、severity、basis、version、enabled、fix；词条要写在 [term] 下面
我的词典.toml:6:11：[dictionary] 的“enabled”只能写 true（是）或 false（否），不加引号
我的词典.toml:7:11：[dictionary] 的“version”要写成带引号的文字："2026.11"
我的词典.toml:8:1：[dictionary] 里没有“tilte”这一项，是不是“title”？可以写的有：id、title、gate、severity、basis、version、enabled、fix"#,
    ),
    (
        r#"[dictionary]
id = "own"
title = "用词"
gate = "language"
"布署" = "部署"
[term]
"#,
        "我的词典.toml:5:1：[dictionary] 里没有“布署”这一项；可以写的有：id、title、gate、severity、basis、version、enabled、fix；词条要写在 [term] 下面",
    ),
    (
        r#"[dictionray]
id = "own"
[term]
"布署" = "部署"
"#,
        r#"我的词典.toml:1:1：缺少 [dictionary] 这一部分；请补上单独一行 [dictionary]，下面写 id、title、gate
我的词典.toml:1:2：不认识 [dictionray] 这一部分，是不是“dictionary”？可以写的有：[dictionary]、[term]、[pattern]、[cooccurrence]、[rename]、[title]、[enumeration]、[series]、[anniversary]、[person]、[canonical]"#,
    ),
];

fn differences(cases: &[(&str, &str)], found: impl Fn(&str) -> String) -> String {
    let mut differences = String::new();
    for &(text, expected) in cases {
        let found = found(text);
        if found.trim_end() != expected {
            let _ = writeln!(differences, "=== {text}\n--- expected\n{expected}\n--- found\n{found}");
        }
    }
    differences
}

#[test]
fn a_broken_entry_is_named_with_its_remedy() {
    let differences = differences(BROKEN_TERMS, |terms| problems(&with_terms(terms)));
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_broken_file_is_named_with_its_remedy() {
    let differences = differences(BROKEN_FILES, problems);
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_form_has_at_most_two_hundred_characters() {
    let form = |length| format!("\"{}\" = \"对词\"\n", "长".repeat(length));
    assert_eq!(problems(&with_terms(&form(200))), "");
    assert_eq!(
        problems(&with_terms(&form(201))),
        "我的词典.toml:6:1：“长长长长长长长长长长……”太长；一个写法最多 200 个字\n"
    );
}

#[test]
fn very_many_faults_are_counted() {
    let terms: String = (0..250).map(|number| format!("错词{number} = \"对词\"\n")).collect();
    let problems = problems(&with_terms(&terms));
    assert_eq!(problems.lines().count(), 101);
    assert_eq!(
        problems.lines().last(),
        Some("我的词典.toml:106:1：从这里起还有 150 处错误没有列出；请先改好上面各处再检查一次")
    );
}

#[test]
fn every_problem_of_a_dictionary_is_of_its_kind() {
    let problems = load("我的词典.toml", "x").unwrap_err();
    assert!(problems.iter().all(|problem| problem.kind == ProblemKind::Dictionary));
}

#[test]
fn what_cannot_be_loaded_always_says_why() {
    let explained = |text: &str| match load("甲.toml", text) {
        Ok(_) => true,
        Err(problems) => !problems.is_empty(),
    };
    let sound = with_terms("\"错词\" = { to = [\"对词\"], except = \"错词典\", note = '说明' }\n");
    for (at, c) in sound.char_indices() {
        for insert in ["\"", "{", "[", "\\", "\r", "'''", "\u{0}", "＝"] {
            let mut text = sound.clone();
            text.insert_str(at, insert);
            assert!(explained(&text), "{text}");
        }
        let cut = format!("{}{}", &sound[..at], &sound[at + c.len_utf8()..]);
        assert!(explained(&cut), "{cut}");
    }
    for long in [
        format!("\"错词\" = {}", "[".repeat(100_000)),
        format!("\"错词\" = [{}]", "1, ".repeat(100_000)),
        format!("\"错词\" = [{}]", "\"对词\" ".repeat(100_000)),
        format!("\"错词\" = [{}]", "\"对词\", ".repeat(100_000)),
        "错词 = \"对词\"\n".repeat(20_000),
        "\"错词\" = \"对词\"\n".repeat(20_000),
    ] {
        assert!(!problems(&with_terms(&long)).is_empty());
    }
}
