//! Each export format gives the posts that are in it; what cannot be read is named and does not stop the rest.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use encoding_rs::GB18030;
use jiff::civil::date;
use shenjiao::audit::{
    post::{FieldName, Post},
    read::{BytesRead, Item, Mapping, PassedOver, ReadOptions, read_all},
};

#[derive(Debug, Default)]
struct Read {
    posts: Vec<Post>,
    problems: Vec<String>,
    passed_over: Vec<(String, PassedOver)>,
}

fn read_with(folder: &Path, names: &[&str], options: &ReadOptions) -> Read {
    let inputs: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let prefix = format!("{}/", folder.display());
    let short = |place: String| place.replace(&prefix, "");
    let mut read = Read::default();
    read_all(&inputs, options, &BytesRead::default(), &mut |item| {
        match item {
            Item::Post(mut post) => {
                post.place = short(post.place);
                read.posts.push(*post);
            }
            Item::Problem(problem) => read.problems.push(short(problem.to_string())),
            Item::PassedOver { place, reason } => read.passed_over.push((short(place), reason)),
        }
        true
    });
    read
}

fn read_one(name: &str, bytes: impl AsRef<[u8]>) -> Read {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    read_with(folder.path(), &[name], &ReadOptions::default())
}

/// The text of a field of a post.
fn field(post: &Post, name: FieldName) -> &str {
    let field = post.fields.iter().find(|field| field.name == name);
    field.map_or("", |field| &field.text)
}

fn body(post: &Post) -> &str {
    field(post, FieldName::Body)
}

const TABLE: &str = "2024年推送,,,\n序号,标题,正文,发布时间,栏目,责任编辑,链接\n\
                     1,防汛,<p>各单位</p>,2024-05-01 08:00,要闻,李明,https://example.org/1\n\
                     2,\"通知\n二\",正文二,2024/6/2,公告,王芳,\n,,,,,,\n";

fn check_table(read: &Read, name: &str) {
    assert_eq!(read.problems, [""; 0], "{name}");
    assert_eq!(read.posts.len(), 2, "{name}");
    let post = &read.posts[0];
    assert_eq!(post.place, format!("{name}:3"));
    assert_eq!((&*post.title, &*post.column, &*post.editor), ("防汛", "要闻", "李明"));
    assert_eq!(post.url, "https://example.org/1");
    assert_eq!(post.date, Some(date(2024, 5, 1)));
    assert_eq!(body(post), "<p>各单位</p>");
    assert_eq!(read.posts[1].date, Some(date(2024, 6, 2)));
    assert_eq!(body(&read.posts[1]), "正文二");
}

#[test]
fn a_table_is_read_in_any_encoding_that_offices_save() {
    check_table(&read_one("a.csv", TABLE), "a.csv");
    check_table(&read_one("a.csv", format!("\u{feff}{TABLE}")), "a.csv");
    check_table(&read_one("a.csv", GB18030.encode(TABLE).0), "a.csv");
    let tabs = TABLE.replace(',', "\t");
    check_table(&read_one("a.tsv", &tabs), "a.tsv");
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(tabs.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    check_table(&read_one("a.tsv", utf16), "a.tsv");
}

#[test]
fn a_long_table_is_read_in_its_encoding_to_the_end() {
    let row = "认真学习，扎实推进，常抓不懈，务求实效，各项工作取得积极进展，为全年工作开了好头，打下了基础";
    let text = format!("标题,正文\n{}", format!("通知,{row}\n").repeat(14_000));
    for bytes in [text.clone().into_bytes(), GB18030.encode(&text).0.into_owned()] {
        assert!(bytes.len() > 5 << 18);
        let read = read_one("a.csv", bytes);
        assert_eq!((read.posts.len(), read.problems.len()), (14_000, 0));
        assert_eq!(body(&read.posts[13_999]), row);
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_the_rest_is_read() {
    let filler = "一,认真学习，扎实推进，常抓不懈\n".repeat(30_000);
    let mut bytes = format!("标题,正文\n{filler}").into_bytes();
    bytes.extend(b"\xff\xfe,damaged\n");
    bytes.extend("末,最后一篇\n".as_bytes());
    let read = read_one("a.csv", bytes);
    assert_eq!(read.posts.len(), 30_001);
    assert_eq!(
        read.problems,
        ["a.csv:30002：这一行有不能按 UTF-8 解码的字节；请改正后重新导出"]
    );
}

#[test]
fn a_table_without_a_text_asks_for_the_mapping() {
    let table = "name,main\n通知,各单位\n";
    let read = read_one("a.csv", table);
    assert_eq!(
        read.problems,
        ["a.csv：没有找到“标题”或“正文”列；第一行要写列名，或用 --map 指明，例如 --map 正文=列名（现有：name、main）"]
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), table).unwrap();
    let options = ReadOptions {
        mapping: Mapping::parse("正文=main,标题=name").unwrap(),
        ..ReadOptions::default()
    };
    let read = read_with(folder.path(), &["a.csv"], &options);
    assert_eq!(body(&read.posts[0]), "各单位");
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["上半年", "下半年"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, text) in ["标题", "正文", "发布日期"].into_iter().enumerate() {
            sheet.write_string(0, u16::try_from(column).unwrap(), text).unwrap();
        }
        sheet.write_string(2, 0, "通知").unwrap();
        sheet.write_string(2, 1, "<p>正文</p>").unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(2, 2, &day, &format).unwrap();
        // A cell far out must not make a rectangle of the whole sheet.
        sheet.write_string(1_048_575, 16_383, "远").unwrap();
    }
    let read = read_one("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(read.problems, [""; 0]);
    assert_eq!(read.posts.len(), 2);
    assert_eq!(read.posts[0].place, "a.xlsx:上半年:3");
    assert_eq!(read.posts[1].date, Some(date(2024, 5, 1)));
    assert_eq!(body(&read.posts[1]), "<p>正文</p>");

    let read = read_one("b.xlsx", b"PK\x03\x04 cut off");
    assert_eq!((read.posts.len(), read.problems.len()), (0, 1));
}

#[test]
fn the_published_list_of_an_account_gives_a_post_for_each_article() {
    let list = r#"{"total_count":2,"item_count":2,"item":[
        {"article_id":"A1","content":{"news_item":[
            {"title":"防汛","author":"李明","digest":"","content":"<p>各单位</p>","url":"http://example.org/a"},
            {"title":"第二条","content":"<p>二</p>","url":"http://example.org/b","is_deleted":true},
            {"title":"第三条","content":"<p>三</p>","digest":"导读"}]},
         "update_time":1714525200},
        {"article_id":"A2","content":{"news_item":[{"title":"通知","content":"<p>四</p>"}],"update_time":1717200000}}]}"#;
    for read in [
        read_one("a.json", list),
        read_one("a.json", format!("[{list}]").replace("\n", "")),
        read_one("a.json", format!("{}\n", list.replace('\n', ""))),
    ] {
        if read.posts.is_empty() {
            // An array of whole answers is not taken apart further; it must say so.
            assert_eq!(read.problems.len(), 1);
            continue;
        }
        assert_eq!(read.problems, [""; 0]);
        let places: Vec<_> = read.posts.iter().map(|post| &*post.place).collect();
        assert_eq!(places, ["a.json:1-1", "a.json:1-3", "a.json:2-1"]);
        assert_eq!(read.posts[0].date, Some(date(2024, 5, 1)));
        assert_eq!(read.posts[0].author, "李明");
        assert_eq!(read.posts[2].date, Some(date(2024, 6, 1)));
        assert_eq!(field(&read.posts[1], FieldName::Digest), "导读");
        assert_eq!(read.passed_over, [("a.json:1-2".to_owned(), PassedOver::Unpublished)]);
    }
}

#[test]
fn json_is_an_array_or_an_object_on_each_line() {
    let array = r#"[{"title":"一","content":"甲","date":"2024-05-01"},{"title":{"rendered":"二"},"content":{"rendered":"<p>乙</p>"}},3]"#;
    let read = read_one("a.json", array);
    assert_eq!(read.posts.len(), 2);
    assert_eq!((&*read.posts[1].title, body(&read.posts[1])), ("二", "<p>乙</p>"));
    assert_eq!(read.problems, ["a.json:3：不是对象，不知道哪里是正文"]);

    let lines = "{\"标题\":\"一\",\"正文\":\"甲\"}\n\n{\"标题\":\"二\",\n{\"标题\":\"三\",\"正文\":\"丙\"}\n";
    let read = read_one("a.jsonl", lines);
    let places: Vec<_> = read.posts.iter().map(|post| &*post.place).collect();
    assert_eq!(places, ["a.jsonl:1", "a.jsonl:4"]);
    assert!(
        read.problems[0].starts_with("a.jsonl:3：这一行不是 JSON"),
        "{:?}",
        read.problems
    );

    let read = read_one("a.json", &array[..60]);
    assert_eq!(read.posts.len(), 1);
    assert!(
        read.problems[0].contains("读完第 1 篇之后不能再读"),
        "{:?}",
        read.problems
    );
    assert_eq!(read_one("a.json", "").problems.len(), 1);
}

const WXR: &str = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="c" xmlns:wp="w" xmlns:dc="d"><channel>
<title>某县</title><item><title>防汛 &amp; 抗旱</title><link>https://example.org/?p=1</link><pubDate>Wed, 01 May 2024 01:00:00 +0000</pubDate>
<dc:creator><![CDATA[李明]]></dc:creator><category domain="post_tag"><![CDATA[标签]]></category><category domain="category"><![CDATA[要闻]]></category>
<content:encoded><![CDATA[<p>各单位</p>]]></content:encoded><wp:post_id>1</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>草稿</title><content:encoded><![CDATA[<p>草稿</p>]]></content:encoded><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
</channel></rss>"#;

#[test]
fn feeds_and_the_export_of_wordpress_are_read_item_by_item() {
    let read = read_one("a.xml", WXR);
    assert_eq!(read.problems, [""; 0]);
    let [post] = read.posts.as_slice() else {
        panic!("{:?}", read.posts);
    };
    assert_eq!(
        (&*post.title, &*post.author, &*post.column),
        ("防汛 & 抗旱", "李明", "要闻")
    );
    assert_eq!(post.date, Some(date(2024, 5, 1)));
    assert_eq!(body(post), "<p>各单位</p>");
    assert_eq!(read.passed_over, [("a.xml:2".to_owned(), PassedOver::Unpublished)]);

    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>通知</title>
        <link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
        <author><name>李明</name><email>a@example.org</email></author><published>2024-05-01T00:00:00Z</published>
        <content type="xhtml"><div><p>甲<b>乙</b>&lt;丙</p><br/></div></content></entry>
        <entry><title>二</title><content type="html">&lt;p&gt;丁&lt;/p&gt;</content></entry></feed>"#;
    let read = read_one("a.atom", atom);
    assert_eq!(read.posts[0].url, "https://example.org/1");
    assert_eq!(read.posts[0].author, "李明");
    assert_eq!(body(&read.posts[0]), "<div><p>甲<b>乙</b>&lt;丙</p><br/></div>");
    assert_eq!(body(&read.posts[1]), "<p>丁</p>");

    let gbk = WXR.replace("UTF-8", "gb2312");
    assert_eq!(read_one("a.xml", GB18030.encode(&gbk).0).posts[0].author, "李明");
    assert!(read_one("a.xml", &WXR[..WXR.len() - 200]).problems[0].contains("后面的都没有检查"));
    assert_eq!(read_one("a.xml", "<svg></svg>").problems.len(), 1);
}

#[test]
fn a_folder_gives_its_posts_and_names_what_it_passes_over() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "site/_posts/要闻/2024-05-01-a.md",
        "---\ntitle: 防汛\nauthor: 李明\neditor: 王芳\n---\n正文",
    );
    write("site/_posts/draft.md", "---\ndraft: true\n---\n正文");
    write("site/b.txt", "关于防汛的通知\n各单位：");
    write("site/package.json", "{\"name\": \"site\"}");
    write("site/logo.png", "png");
    write("site/.git/c.md", "正文");
    write("site/node_modules/d.md", "正文");
    write("site/表.csv", "标题,正文\n一,甲\n");
    write("site/empty.md", "");
    let read = read_with(folder.path(), &["site"], &ReadOptions::default());
    assert_eq!(read.problems, [""; 0]);
    let posts: Vec<_> = read
        .posts
        .iter()
        .map(|post| (&*post.place, &*post.title, &*post.column))
        .collect();
    assert_eq!(
        posts,
        [
            ("site/_posts/要闻/2024-05-01-a.md", "防汛", "要闻"),
            ("site/b.txt", "关于防汛的通知", ""),
            ("site/表.csv:2", "一", "")
        ]
    );
    assert_eq!(read.posts[0].date, Some(date(2024, 5, 1)));
    assert_eq!((&*read.posts[0].author, &*read.posts[0].editor), ("李明", "王芳"));
    let passed: Vec<_> = read
        .passed_over
        .iter()
        .map(|(place, reason)| (&**place, *reason))
        .collect();
    assert_eq!(
        passed,
        [
            ("site/_posts/draft.md", PassedOver::Unpublished),
            ("site/empty.md", PassedOver::Empty),
            ("site/logo.png", PassedOver::OtherKind),
            ("site/package.json", PassedOver::OtherKind),
        ]
    );
    assert!(read_with(folder.path(), &["没有"], &ReadOptions::default()).problems[0].contains("找不到"));
}

#[test]
fn an_archive_is_read_without_unpacking_and_cannot_trick() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let mut add = |name: &str, bytes: &[u8]| {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    };
    add("站/要闻/一.md", "---\ntitle: 一\n---\n甲".as_bytes());
    add(
        "导出.csv",
        GB18030.encode("标题,正文\n二,认真学习宣传贯彻会议精神\n").0.as_ref(),
    );
    add("../外.md", "丙".as_bytes());
    add("inner.zip", b"PK");
    add("炸弹.txt", &vec![b' '; 80 << 20]);
    add("末.jsonl", "{\"标题\":\"三\",\"正文\":\"丁\"}".as_bytes());
    let bytes = archive.finish().unwrap().into_inner();
    let read = read_one("a.zip", bytes);
    let titles: Vec<_> = read.posts.iter().map(|post| (&*post.title, &*post.place)).collect();
    assert_eq!(
        titles,
        [
            ("一", "a.zip/站/要闻/一.md"),
            ("二", "a.zip/导出.csv:2"),
            ("三", "a.zip/末.jsonl:1")
        ]
    );
    assert_eq!(read.posts[0].column, "站");
    assert_eq!(read.problems.len(), 2, "{:?}", read.problems);
    assert!(read.problems[0].contains("指向压缩包之外"));
    assert!(read.problems[1].contains("解压后大得不正常"));
    assert_eq!(
        read.passed_over,
        [("a.zip/inner.zip".to_owned(), PassedOver::OtherKind)]
    );
    assert_eq!(read_one("b.zip", b"not an archive").problems.len(), 1);
}

#[test]
fn a_database_gives_the_rows_of_a_query_and_is_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cms.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE articles (id INTEGER, title TEXT, content TEXT, publish_time INTEGER);
             INSERT INTO articles VALUES (7, '防汛', '<p>各单位</p>', 1714525200), (8, X'FF', '乙', NULL);
             CREATE TABLE users (id INTEGER, name TEXT);",
        )
        .unwrap();
    let read = |query: Option<&str>| {
        let options = ReadOptions {
            query: query.map(str::to_owned),
            ..ReadOptions::default()
        };
        read_with(folder.path(), &["cms.db"], &options)
    };
    let guessed = read(None);
    assert_eq!(guessed.posts.len(), 1);
    assert_eq!(
        (&*guessed.posts[0].id, guessed.posts[0].date),
        ("7", Some(date(2024, 5, 1)))
    );
    assert_eq!(
        guessed.problems,
        ["cms.db:2：这一行第 2 列有不能按 UTF-8 解码的字节；请改正后重新导出"]
    );
    let asked = read(Some("SELECT title AS 标题, content AS 正文 FROM articles WHERE id = 7"));
    assert_eq!((asked.posts.len(), asked.problems.len()), (1, 0));
    for wrong in ["DELETE FROM articles", "SELECT", "SELECT id FROM users"] {
        assert_eq!(read(Some(wrong)).problems.len(), 1, "{wrong}");
    }
    database
        .execute_batch("CREATE TABLE old (title TEXT, body TEXT)")
        .unwrap();
    assert!(read(None).problems[0].contains("articles、old、users"));
    assert_eq!(read_one("a.db", "不是数据库").problems.len(), 1);
}
