//! Which bytes become which text, and which are refused.
#![cfg(feature = "cli")]

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use shenjiao::{
    input::{
        binary::BinaryKind,
        encoding::{DecodeError, DecodeHints, SourceFile, decode, encoding_for_label},
    },
    problem::ProblemKind,
};

const PROSE: &str =
    "关于进一步做好防汛工作的通知\r\n各街道办事处、区直各部门：\r\n一、切实提高认识。2024年共投入3.5万元。\r\n";

fn plain(bytes: &[u8]) -> Result<SourceFile, DecodeError> {
    decode(bytes.to_vec(), &DecodeHints::default())
}

fn demanded(bytes: &[u8], encoding: &'static Encoding) -> Result<SourceFile, DecodeError> {
    let hints = DecodeHints {
        encoding: Some(encoding),
        html: false,
        ..DecodeHints::default()
    };
    decode(bytes.to_vec(), &hints)
}

fn html(bytes: &[u8]) -> Result<SourceFile, DecodeError> {
    let hints = DecodeHints {
        encoding: None,
        html: true,
        ..DecodeHints::default()
    };
    decode(bytes.to_vec(), &hints)
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn text_is_decoded_from_every_usual_encoding() {
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let cases = [
        (PROSE.as_bytes().to_vec(), UTF_8, false),
        (marked(b"\xEF\xBB\xBF", PROSE.as_bytes().to_vec()), UTF_8, true),
        (encoded(GB18030, PROSE), GB18030, false),
        (marked(b"\xFF\xFE", utf16(PROSE, u16::to_le_bytes)), UTF_16LE, true),
        (marked(b"\xFE\xFF", utf16(PROSE, u16::to_be_bytes)), UTF_16BE, true),
        (utf16(PROSE, u16::to_le_bytes), UTF_16LE, false),
        (utf16(PROSE, u16::to_be_bytes), UTF_16BE, false),
    ];
    for (bytes, encoding, byte_order_mark) in cases {
        let file = plain(&bytes).unwrap();
        assert_eq!(file.text, PROSE);
        assert_eq!(
            (file.encoding.encoding, file.encoding.byte_order_mark),
            (encoding, byte_order_mark)
        );
    }
    for text in ["", "plain ASCII\n", "\u{FEFF}"] {
        assert_eq!(plain(text.as_bytes()).unwrap().encoding.encoding, UTF_8);
    }
    let ascii = "Annual report, 2024\r\n";
    assert_eq!(plain(&utf16(ascii, u16::to_le_bytes)).unwrap().text, ascii);
}

#[test]
fn gb2312_and_gbk_are_gb18030() {
    for label in ["gb2312", "GBK", "gb18030", " x-gbk "] {
        assert_eq!(encoding_for_label(label), Some(GB18030), "{label}");
    }
    assert_eq!(encoding_for_label("utf8"), Some(UTF_8));
    assert_eq!(encoding_for_label("hz-gb-2312"), None);
    assert_eq!(encoding_for_label("中文"), None);
    assert_eq!(
        plain(&encoded(GB18030, &format!("{PROSE}㐀𠮷"))).unwrap().text,
        format!("{PROSE}㐀𠮷")
    );
}

#[test]
fn other_encodings_are_refused_and_the_guess_is_named() {
    let cases = [
        (BIG5, "關於進一步做好防汛工作的通知，各單位應當切實提高認識。", "Big5"),
        (
            SHIFT_JIS,
            "これは日本語の文章です。漢字とかなが混ざっています。",
            "Shift_JIS",
        ),
        (
            EUC_KR,
            "이것은 한국어 문장입니다. 모든 부서는 확인하시기 바랍니다.",
            "EUC-KR",
        ),
    ];
    for (encoding, text, guess) in cases {
        let error = plain(&encoded(encoding, text)).unwrap_err();
        let problem = error.problem("旧稿.txt");
        assert_eq!(
            (problem.path.as_str(), problem.kind),
            ("旧稿.txt", ProblemKind::Encoding)
        );
        assert!(
            problem.message.contains(guess) && problem.message.contains("--encoding"),
            "{problem}"
        );
        assert_eq!(demanded(&encoded(encoding, text), encoding).unwrap().text, text);
    }
}

#[test]
fn a_text_too_short_to_tell_is_refused_unless_its_charset_is_known() {
    let bytes = encoded(GB18030, "目前");
    assert_eq!(plain(&bytes).unwrap_err(), DecodeError::Ambiguous);
    assert_eq!(demanded(&bytes, GB18030).unwrap().text, "目前");
    assert_eq!(demanded(&bytes, UTF_8).unwrap().text, "Ŀǰ");
    let page = |charset: &str| [format!("<meta charset={charset}><p>").as_bytes(), &bytes].concat();
    assert!(html(&page("gb2312")).unwrap().text.ends_with("目前"));
    assert!(html(&page("utf-8")).unwrap().text.ends_with("Ŀǰ"));
    assert_eq!(html(&page("iso-8859-1")).unwrap_err(), DecodeError::Ambiguous);
    // A declaration counts in HTML only.
    assert_eq!(plain(&page("gb2312")).unwrap_err(), DecodeError::Ambiguous);
}

#[test]
fn european_text_is_not_taken_for_hanzi() {
    let texts = [
        "café",
        "naïve résumé",
        "© 2024",
        "10 µm ± 2 µm",
        "§§ 12",
        "Příliš žluťoučký kůň",
        "Москва, Россия",
        "Ελλάδα",
    ];
    for text in texts {
        assert_eq!(plain(text.as_bytes()).map(|file| file.text), Ok(text.to_owned()));
    }
}

#[test]
fn a_stale_declaration_does_not_outweigh_the_bytes() {
    let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head>{PROSE}");
    let text = page("gb2312");
    assert_eq!(html(text.as_bytes()).unwrap().text, text);
    for charset in ["utf-8", "iso-8859-1", "big5", "gb2312"] {
        let text = page(charset);
        assert_eq!(html(&encoded(GB18030, &text)).unwrap().text, text, "{charset}");
    }
    let text = "<meta charset=big5>關於防汛工作的通知";
    assert_eq!(html(&encoded(BIG5, text)).unwrap().text, text);
}

#[test]
fn damage_is_refused_with_its_place() {
    let utf8 = PROSE.as_bytes();
    let gb = encoded(GB18030, PROSE);
    let hit = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] = 0xFF;
        bytes
    };
    let third_line = PROSE.find("一、").unwrap();
    let cases = [
        (hit(utf8, third_line), UTF_8, "3:1", third_line, false),
        (utf8[..third_line - 4].to_vec(), UTF_8, "2:13", third_line - 5, true),
        (hit(&gb, 32), GB18030, "2:2", 32, false),
        (gb[..11].to_vec(), GB18030, "1:6", 10, true),
    ];
    for (bytes, expected, place, byte, at_end) in cases {
        let error = plain(&bytes).unwrap_err();
        let DecodeError::Damaged { encoding, at, .. } = error else {
            panic!("{error}");
        };
        assert_eq!((encoding, at.byte, at.at_end), (expected, byte, at_end), "{place}");
        let problem = error.problem("a.md");
        assert_eq!(problem.path, format!("a.md:{place}"));
        assert!(problem.message.contains(&format!("第 {} 字节", byte + 1)), "{problem}");
        assert!(
            problem
                .message
                .contains(if expected == UTF_8 { "UTF-8" } else { "GB18030" }),
            "{problem}"
        );
    }
    let marked = [b"\xEF\xBB\xBF", &utf8[..4]].concat();
    assert!(matches!(plain(&marked), Err(DecodeError::Damaged { at, .. }) if at.byte == 6));
    let odd = [b"\xFF\xFE".as_slice(), &utf16("通知", u16::to_le_bytes)[..3]].concat();
    assert!(matches!(plain(&odd), Err(DecodeError::Damaged { encoding, .. }) if encoding == UTF_16LE));
}

#[test]
fn damaged_utf8_never_passes_as_gb18030() {
    for cut in 1..PROSE.len() {
        let (start, end) = (&PROSE.as_bytes()[..cut], &PROSE.as_bytes()[cut..]);
        for bytes in [start.to_vec(), [start, b"?", end].concat(), [start, &end[1..]].concat()] {
            if let Ok(file) = plain(&bytes) {
                assert_eq!(file.encoding.encoding, UTF_8, "{cut}");
            }
        }
    }
}

#[test]
fn a_demanded_encoding_must_fit() {
    let error = demanded(&encoded(GB18030, PROSE), UTF_8).unwrap_err();
    assert!(
        error.to_string().contains("不能按 --encoding 指明的 UTF-8 解码"),
        "{error}"
    );
    let marked = format!("\u{FEFF}{PROSE}");
    let error = demanded(marked.as_bytes(), GB18030).unwrap_err();
    assert!(matches!(error, DecodeError::Contradiction { .. }), "{error}");
    assert_eq!(demanded(marked.as_bytes(), UTF_8).unwrap().text, PROSE);
}

#[test]
fn what_holds_nul_is_binary() {
    let cases: [&[u8]; 5] = [
        b"text\0text!",
        "通知\0通知".as_bytes(),
        b"\0",
        b"\0\0\0\0",
        b"\x7FELF\x02\x01\x01\0\0\0",
    ];
    for bytes in cases {
        assert_eq!(
            plain(bytes).unwrap_err(),
            DecodeError::Binary(BinaryKind::Unknown),
            "{}",
            bytes.escape_ascii()
        );
    }
    let mut gb = encoded(GB18030, PROSE);
    gb[20] = 0;
    assert!(matches!(plain(&gb), Err(DecodeError::Binary(_))));
    assert!(matches!(
        demanded(b"PK\x03\x04...word/document.xml", UTF_8),
        Err(DecodeError::Binary(BinaryKind::Word("docx")))
    ));
}

#[test]
fn places_in_the_text_are_places_on_disk() {
    let text = "首行\n𠮷😀é€做为。";
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // 首 行 \n 𠮷 😀 é € 做 为 。 end
    let cases: [(Vec<u8>, &'static Encoding, [usize; 11]); 5] = [
        (text.into(), UTF_8, [0, 3, 6, 7, 11, 15, 17, 20, 23, 26, 29]),
        (
            format!("\u{FEFF}{text}").into(),
            UTF_8,
            [3, 6, 9, 10, 14, 18, 20, 23, 26, 29, 32],
        ),
        (
            utf16(text, u16::to_be_bytes),
            UTF_16BE,
            [0, 2, 4, 6, 10, 14, 16, 18, 20, 22, 24],
        ),
        (
            utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes),
            UTF_16LE,
            [2, 4, 6, 8, 12, 16, 18, 20, 22, 24, 26],
        ),
        (encoded(GB18030, text), GB18030, [0, 2, 4, 5, 9, 13, 15, 17, 19, 21, 23]),
    ];
    for (bytes, encoding, disk) in cases {
        let file = demanded(&bytes, encoding).unwrap();
        assert_eq!(file.text, text);
        assert_eq!(file.disk_offsets(&offsets), disk, "{}", encoding.name());
        assert_eq!(file.disk_offset(offsets[7]), disk[7]);
        assert_eq!(
            file.disk_offsets(&[0, 0, text.len(), text.len() + 9])[1..3],
            [disk[0], disk[10]]
        );
    }
    assert_eq!(SourceFile::from(text.to_owned()).disk_offsets(&offsets), offsets);
}

#[test]
fn places_are_exact_where_a_character_has_two_spellings() {
    // The euro sign of Windows, one byte, and U+9FB4 in four bytes; an encoder would write two for each.
    let bytes = [b"\x80".as_slice(), b"\x82\x35\x90\x37", &encoded(GB18030, "做为")].concat();
    let file = demanded(&bytes, GB18030).unwrap();
    assert_eq!(file.text, "€\u{9FB4}做为");
    assert_eq!(file.disk_offset(file.text.find("做为").unwrap()), 5);
}
