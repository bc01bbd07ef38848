//! Makes what the comparisons need and runs the slowest competitor: not a benchmark by itself, but a program that
//! `benches/ratios.sh` calls, so that every figure can be had from the repository alone.
//!
//! - `words TOML LIST`: 10,000 wrong forms, as a dictionary and as a plain list: listed words of two to six
//!   characters with one character replaced by another.
//! - `hostile FOLDER`: 100 files of the kinds on which proofreading tools hang or overflow.
//! - `segment PATH`: cuts every line of every file below PATH with jieba and its whole word list, and does no more.

use std::{
    env,
    error::Error,
    fs,
    io::BufReader,
    path::{Path, PathBuf},
};

use jieba_rs::Jieba;
use walkdir::WalkDir;

const LIST: &str = "dictionaries/segmentation/jieba.txt";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["words", dictionary, list] => write_words(Path::new(dictionary), Path::new(list)),
        ["hostile", folder] => write_hostile(Path::new(folder)),
        ["segment", path] => segment(Path::new(path)),
        _ => {
            println!("usage: fixtures words TOML LIST | hostile FOLDER | segment PATH");
            Ok(())
        }
    }
}

/// A generator that gives the same numbers everywhere (the constants are Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

fn write_words(dictionary: &Path, list: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(LIST)?;
    let mut known = std::collections::HashSet::new();
    let mut common = Vec::new();
    for line in text.lines() {
        let Some((word, frequency)) = line.split_once(' ') else {
            continue;
        };
        known.insert(word.to_owned());
        let length = word.chars().count();
        if (2..=6).contains(&length)
            && word.chars().all(shenjiao::text::hanzi::is_hanzi)
            && frequency.parse::<u64>()? >= 20
        {
            common.push(word);
        }
    }
    let mut numbers = Numbers(20_261_125);
    let mut toml = String::from("[dictionary]\nid = \"bench\"\ntitle = \"bench\"\ngate = \"language\"\n\n[term]\n");
    let mut plain = String::new();
    let mut count = 0;
    while count < 10_000 {
        let right = common[numbers.below(common.len())];
        let donor = common[numbers.below(common.len())];
        let mut characters: Vec<char> = right.chars().collect();
        let at = numbers.below(characters.len());
        characters[at] = donor.chars().next().unwrap_or('一');
        let wrong: String = characters.into_iter().collect();
        if known.insert(wrong.clone()) {
            toml.push_str(&format!("\"{wrong}\" = \"{right}\"\n"));
            plain.push_str(&format!("{wrong}\n"));
            count += 1;
        }
    }
    fs::write(dictionary, toml)?;
    fs::write(list, plain)?;
    Ok(())
}

fn write_hostile(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let repeated = |text: &str, count: usize| text.repeat(count);
    let kinds = [
        ("line", repeated("各单位要认真布署安全生产工作，", 66_000)),
        ("run", repeated("认真布署", 83_000)),
        ("brackets", repeated("[", 20_000)),
        ("quotes", repeated("> ", 3_000) + "做为"),
        ("emphasis", repeated("*做为 ", 20_000)),
        ("open", repeated("（", 5_000)),
        ("divs", repeated("<div>", 100_000) + "做为"),
        ("spans", repeated("做<b>", 50_000)),
        ("entities", repeated("&nbsp;做&amp;为&#8203;", 30_000)),
        ("angles", repeated("<", 300_000)),
    ];
    for (name, text) in kinds {
        for (number, extension) in ["md", "html", "txt", "md", "html", "txt", "md", "html", "md", "html"]
            .iter()
            .enumerate()
        {
            fs::write(folder.join(format!("{name}-{number}.{extension}")), &text)?;
        }
    }
    Ok(())
}

fn segment(path: &Path) -> Result<(), Box<dyn Error>> {
    let jieba = Jieba::with_dict(&mut BufReader::new(fs::File::open(LIST)?))?;
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(path) {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    let mut words = 0;
    for file in files {
        let text = fs::read_to_string(file)?;
        words += text.lines().map(|line| jieba.cut(line, false).len()).sum::<usize>();
    }
    println!("{words} words");
    Ok(())
}
