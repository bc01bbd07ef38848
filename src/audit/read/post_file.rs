//! A post that is a file of its own: Markdown with front matter, a saved page, a text.

use std::{io::Read, path::Path};

use super::{Halt, Out, PassedOver, Source, front_matter::FrontMatter, page, read_at_most};
use crate::{
    audit::post::{Field, FieldName, Post},
    document::{Format, published},
    input::{
        encoding::{DecodeError, DecodeHints, decode},
        read::io_problem,
    },
    problem::ProblemKind,
};

/// The largest file that is one post, in bytes.
const LARGEST: u64 = 256 << 20;

/// Characters that a line of text may have to be the title.
const LONGEST_TITLE: usize = 60;

pub(super) fn read(source: &Source, format: Format, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let bytes = read_at_most(content, LARGEST).map_err(|error| io_problem(source.name.clone(), &error))?;
    let Some(bytes) = bytes else {
        let message = "文件超过 256 MB，不像一篇稿件；请拆分成较小的文件";
        return Err(source.problem(ProblemKind::Unreadable, message).into());
    };
    let hints = DecodeHints {
        encoding: out.options.encoding,
        fallback: None,
        html: format == Format::Html,
    };
    let text = match decode(bytes, &hints) {
        Ok(decoded) => decoded.text,
        Err(DecodeError::Binary(_)) if !source.named => {
            out.passed_over(source.name.clone(), PassedOver::OtherKind)?;
            return Ok(());
        }
        Err(error) => return Err(error.problem(&source.name).into()),
    };
    let mut post = Post::at(source.name.clone(), source.path.clone());
    post.column = folder(source);
    match format {
        Format::Html => page::describe(&mut post, text),
        Format::Markdown if FrontMatter::of(&text).is_draft() => {
            out.passed_over(post.place, PassedOver::Unpublished)?;
            return Ok(());
        }
        Format::Markdown | Format::Plain => {
            describe_text(&mut post, format, &text);
            post.fields.push(Field::new(FieldName::Body, format, text));
        }
    }
    complete(&mut post);
    out.post(post)?;
    Ok(())
}

/// The post that a file of that format and text is, without any field.
pub(super) fn describe_file(path: &Path, format: Format, text: &str) -> Post {
    let mut post = Post::at(path.display().to_string(), path);
    match format {
        Format::Html => {
            page::describe(&mut post, text.to_owned());
            post.fields.clear();
        }
        Format::Markdown | Format::Plain => describe_text(&mut post, format, text),
    }
    complete(&mut post);
    post
}

/// Fills `post` with what its text says about it.
fn describe_text(post: &mut Post, format: Format, text: &str) {
    if format == Format::Markdown {
        describe(post, &FrontMatter::of(text));
        if post.title.is_empty() {
            let heading = text.lines().find_map(|line| line.strip_prefix("# "));
            post.title = heading.unwrap_or_default().trim().to_owned();
        }
    } else {
        let first = text.lines().map(str::trim).find(|line| !line.is_empty());
        post.title = first.filter(|line| is_title(line)).unwrap_or_default().to_owned();
    }
}

/// Takes from the name of the file what the text does not say.
fn complete(post: &mut Post) {
    post.date = post.date.or_else(|| published::in_file_name(&post.path));
    if post.title.is_empty() {
        post.title = post.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
}

fn describe(post: &mut Post, front_matter: &FrontMatter) {
    post.title = front_matter.first(&["title", "标题"]);
    post.author = front_matter.first(&["author", "authors", "作者"]);
    post.editor = front_matter.first(&["editor", "责任编辑", "责编", "编辑"]);
    post.url = front_matter.first(&["permalink", "url", "link", "链接"]);
    let column = front_matter.first(&["栏目", "column", "categories", "category", "分类", "section"]);
    if !column.is_empty() {
        post.column = column;
    }
    let stated = front_matter.first(&published::KEYS);
    post.date = published::parse(&stated).or(post.date);
}

fn is_title(line: &str) -> bool {
    line.chars().count() <= LONGEST_TITLE && !line.ends_with(['。', '；', '，', '：', '！', '？'])
}

/// The folder below the root that the file lies in: what sites take for the column. Folders such as `_posts` are the
/// generator's own.
fn folder(source: &Source) -> String {
    let inside = source.path.strip_prefix(&source.root).unwrap_or(Path::new(""));
    let folders = inside.parent().into_iter().flat_map(Path::components);
    let first = folders
        .map(|folder| folder.as_os_str().to_string_lossy())
        .find(|name| !name.starts_with('_'));
    first.map_or_else(String::new, std::borrow::Cow::into_owned)
}
