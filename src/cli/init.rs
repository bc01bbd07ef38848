//! `shenjiao init`: a configuration file to start from, fit for the site generator that the folder is for.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    args::InitArguments,
    atomic_file,
    session::{Failure, Status, current_dir},
};
use crate::{
    config::discover::{FILE_NAME, Nearest},
    input::{
        path::normalize,
        store::{Disk, FileStore},
    },
    problem::{Problem, ProblemKind},
};

/// What every folder gets: everything else that may be set, as comments.
const COMMON: &str = include_str!("init.toml");

/// A kind of folder that is known.
struct Site {
    name: &'static str,
    /// Any of these groups of paths shows that a folder is of the kind, if all of the group are there.
    marks: &'static [&'static [&'static str]],
    /// What lies in it that is not written by its authors, and what that is.
    exclude: &'static [(&'static str, &'static str)],
}

const SITES: &[Site] = &[
    Site {
        name: "Hexo",
        marks: &[
            &["_config.yml", "source/_posts"],
            &["_config.yml", "source", "scaffolds"],
        ],
        exclude: &[
            ("/public/", "生成的网页"),
            ("/.deploy_git/", "发布用的副本"),
            ("/themes/", "主题"),
            ("/scaffolds/", "新建文章的模板"),
        ],
    },
    Site {
        name: "Hugo",
        marks: &[
            &["hugo.toml"],
            &["hugo.yaml"],
            &["hugo.json"],
            &["config/_default"],
            &["config.toml", "content"],
            &["config.yaml", "content"],
            &["config.json", "content"],
        ],
        exclude: &[
            ("/public/", "生成的网页"),
            ("/resources/", "生成的资源"),
            ("/themes/", "主题"),
            ("/layouts/", "网页模板"),
            ("/archetypes/", "新建文章的模板"),
        ],
    },
    Site {
        name: "VuePress",
        marks: &[&[".vuepress"], &["docs/.vuepress"]],
        exclude: &[(".vuepress/", "网站的配置、主题和生成的网页")],
    },
];

pub(super) fn run(arguments: &InitArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let folder = &arguments.folder;
    let site = SITES.iter().find(|site| site.is_in(folder));
    let file = if folder == Path::new(".") {
        PathBuf::from(FILE_NAME)
    } else {
        folder.join(FILE_NAME)
    };
    if Disk.exists(&file) {
        let message = "已经有配置文件了，没有改动它；请直接修改它";
        return Err(Problem::new(file.display().to_string(), ProblemKind::Config, message).into());
    }
    atomic_file::create(&file, text(site).as_bytes())?;
    let as_what = site.map_or_else(String::new, |site| format!("，按 {} 站点写的", site.name));
    writeln!(out, "已新建 {}{as_what}；用记事本打开，按需要改", file.display())?;
    let absolute = normalize(&current_dir()?, folder);
    if let Some(above) = absolute
        .parent()
        .and_then(|parent| Nearest::default().of(parent, &Disk))
    {
        let levels = absolute.components().count() + 1 - above.components().count();
        let above = "../".repeat(levels) + FILE_NAME;
        writeln!(
            out,
            "这里原来由上级的 {above} 管，现在不了；要在它的基础上改，加一行：extend = \"{above}\""
        )?;
    }
    writeln!(out, "接着可以：\n  shenjiao check         检查全部稿件")?;
    writeln!(out, "  shenjiao hook install  在 git 仓库里，每次提交之前检查")?;
    Ok(Status::Success)
}

impl Site {
    fn is_in(&self, folder: &Path) -> bool {
        self.marks
            .iter()
            .any(|marks| marks.iter().all(|mark| folder.join(mark).exists()))
    }
}

fn text(site: Option<&Site>) -> String {
    let mut text = String::from(
        "# 审校的配置。# 后面的字程序不看；各项的意思见 README 的“配置”。\n\
         # 改好后用 shenjiao config show 核对。\n\n\
         # 自己的词典，路径相对于本文件；用 shenjiao dict new 我的词典.toml 新建。\n\
         # dictionaries = [\"我的词典.toml\"]\n\n\
         # 停用这些规则。\n\
         # ignore = [\"idiom\"]\n\n\
         # 不检查这些文件，写法同 .gitignore。\n",
    );
    match site {
        Some(site) => {
            text.push_str("exclude = [\n");
            for (pattern, what) in site.exclude {
                text.push_str(&format!("    \"{pattern}\", # {what}\n"));
            }
            text.push_str("]\n");
        }
        None => text.push_str("# exclude = [\"归档/\"]\n"),
    }
    text.push('\n');
    text.push_str(COMMON);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::options, toml_message::TomlText};

    #[test]
    fn what_is_written_means_something_with_and_without_its_comment_marks() {
        for site in SITES.iter().map(Some).chain([None]) {
            let written = text(site);
            let uncommented: String = written
                .lines()
                .map(|line| match line.strip_prefix("# ") {
                    Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic() || "[\"".contains(c)) => rest,
                    _ => line,
                })
                .flat_map(|line| [line, "\n"])
                .collect();
            assert_ne!(uncommented, written);
            for text in [written, uncommented] {
                let source = TomlText::new(FILE_NAME, ProblemKind::Config, text);
                options::parse(&source).unwrap();
            }
        }
    }
}
