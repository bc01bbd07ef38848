//! Which elements of a page nobody sees, and by which declaration.
//!
//! Declarations come from `style` attributes, from the `hidden` attribute, from rules of `<style>` elements whose
//! selector is one name, class or id, and from scripts that hide an element by its id. Rules under a condition
//! (`@media print`) and selectors that depend on other elements are left out: they hide what is shown elsewhere.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use regex::Regex;

use crate::{
    document::markup::{Element, Markup},
    rules::pattern::pattern,
};

/// Pixels beyond which something moved to the left or to the top is off the screen.
const OFF_SCREEN: f32 = 500.0;

/// Pixels of a font's unit, roughly.
const EM: f32 = 16.0;

/// Rules with one selector that are read; a page with more of them is nonsense.
const MOST_RULES: usize = 64;

/// Ways to hide an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// `display: none`, for menus and tabs as well.
    Display,
    /// `visibility: hidden`.
    Visibility,
    /// `opacity: 0`.
    Opacity,
    /// A font of no size.
    Font,
    /// Moved off the screen.
    OffScreen,
    /// Its text moved off the screen.
    Indent,
    /// A box of no size that cuts off what is in it.
    Clip,
    /// Text in the colour of its background.
    Colour,
}

impl Hiding {
    const COUNT: usize = 8;

    /// Those by which a text is hidden that no menu or tab will show.
    pub(super) const FOR_TEXT: [Self; 5] = [Self::Opacity, Self::Font, Self::OffScreen, Self::Indent, Self::Colour];

    /// All of them.
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Display,
        Self::Visibility,
        Self::Opacity,
        Self::Font,
        Self::OffScreen,
        Self::Indent,
        Self::Clip,
        Self::Colour,
    ];
}

/// For each element the elements by which it is hidden.
pub(super) struct Hidden {
    roots: Vec<Roots>,
}

/// By way of hiding, the element that has the declaration.
#[derive(Debug, Clone, Copy, Default)]
struct Roots([Option<usize>; Hiding::COUNT]);

impl Hidden {
    /// Works out what is hidden in `markup`.
    pub(super) fn in_page(markup: &Markup) -> Self {
        let sheet = Sheet::of(markup);
        let mut roots: Vec<Roots> = Vec::with_capacity(markup.elements.len());
        for (index, element) in markup.elements.iter().enumerate() {
            let mut own = element
                .parent
                .and_then(|parent| roots.get(parent))
                .copied()
                .unwrap_or_default();
            sheet.look_of(element).apply(index, &mut own);
            roots.push(own);
        }
        Self { roots }
    }

    /// The outermost element by which element number `index` is hidden in one of `ways`.
    pub(super) fn root(&self, index: usize, ways: &[Hiding]) -> Option<usize> {
        let roots = self.roots.get(index)?;
        ways.iter()
            .filter_map(|&way| roots.0.get(way as usize).copied().flatten())
            .min()
    }
}

/// What declarations say of one element: `Some(true)` hides, `Some(false)` shows again, `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
struct Look {
    said: [Option<bool>; Hiding::COUNT],
    colour: Option<String>,
    background: Option<String>,
    is_small: bool,
    is_cut: bool,
}

impl Look {
    fn say(&mut self, way: Hiding, hides: bool) {
        if let Some(said) = self.said.get_mut(way as usize) {
            *said = Some(hides);
        }
    }

    fn declare(&mut self, declarations: &str, is_inline: bool) {
        for declaration in declarations.split(';') {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.to_ascii_lowercase();
            let value = value.trim().trim_end_matches("!important").trim();
            self.property(&property.trim().to_ascii_lowercase(), value, is_inline);
        }
    }

    fn property(&mut self, property: &str, value: &str, is_inline: bool) {
        let pixels = pixels(value);
        let is_far = pixels.is_some_and(|pixels| pixels <= -OFF_SCREEN);
        let is_tiny = pixels.is_some_and(|pixels| (0.0..=1.0).contains(&pixels));
        match property {
            "display" => self.say(Hiding::Display, value == "none"),
            "visibility" => self.say(Hiding::Visibility, matches!(value, "hidden" | "collapse")),
            // A style sheet makes things transparent that a script lets appear.
            "opacity" if is_inline => self.say(Hiding::Opacity, value.trim_end_matches('%').parse() == Ok(0.0_f32)),
            "filter" if is_inline && value.replace(' ', "").contains("alpha(opacity=0)") => {
                self.say(Hiding::Opacity, true);
            }
            "font-size" => self.say(Hiding::Font, is_tiny),
            "left" | "top" | "right" | "bottom" | "margin-left" | "margin-top" if is_far => {
                self.say(Hiding::OffScreen, true);
            }
            "transform" => {
                let inside = value.split_once('(').map_or("", |(_, inside)| inside);
                let first = inside.split([',', ')']).next().unwrap_or_default().trim();
                let moves = value.starts_with("translate") && self::pixels(first).is_some_and(|by| by <= -OFF_SCREEN);
                if moves || value.replace(' ', "").starts_with("scale(0)") {
                    self.say(Hiding::OffScreen, true);
                }
            }
            "text-indent" => self.say(Hiding::Indent, is_far),
            "width" | "height" | "max-height" | "max-width" => self.is_small |= is_tiny,
            "overflow" | "overflow-x" | "overflow-y" => self.is_cut = value == "hidden",
            "clip" if value.replace([' ', ',', 'p', 'x'], "").starts_with("rect(0000") => self.say(Hiding::Clip, true),
            "color" => {
                self.colour = colour(value);
                self.say(Hiding::Colour, value == "transparent");
            }
            "background" | "background-color" => {
                self.background = (!value.contains("url(") && !value.contains("gradient"))
                    .then(|| value.split(' ').find_map(colour))
                    .flatten();
            }
            _ => {}
        }
    }

    fn apply(mut self, index: usize, roots: &mut Roots) {
        if self.is_small && self.is_cut {
            self.say(Hiding::Clip, true);
        }
        if self.colour.is_some() && self.colour == self.background {
            self.say(Hiding::Colour, true);
        }
        for (way, said) in Hiding::ALL.into_iter().zip(self.said) {
            let Some(root) = roots.0.get_mut(way as usize) else {
                continue;
            };
            match said {
                Some(true) if root.is_none() => *root = Some(index),
                // What is inherited can be undone inside; the rest cannot.
                Some(false) if matches!(way, Hiding::Visibility | Hiding::Font | Hiding::Indent | Hiding::Colour) => {
                    *root = None;
                }
                _ => {}
            }
        }
    }
}

/// The rules of a page's own style sheets and scripts.
#[derive(Default)]
struct Sheet {
    /// Declarations by selector: a name, `.class` or `#id`.
    rules: HashMap<String, Vec<String>>,
    /// Ids of elements that a script hides.
    scripted: HashSet<String>,
}

impl Sheet {
    fn of(markup: &Markup) -> Self {
        static SCRIPTED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r#"getElementById\(\s*["']([^"']{1,64})["']\s*\)\s*\.\s*style\s*\.\s*(?:display\s*=\s*["']none|visibility\s*=\s*["']hidden)"#,
            )
        });
        let mut sheet = Self::default();
        for text in &markup.texts {
            let element = text.element.and_then(|index| markup.elements.get(index));
            match element.map(|element| &*element.name) {
                Some("style") => sheet.read(&text.text),
                Some("script") => {
                    let ids = SCRIPTED.captures_iter(&text.text).filter_map(|found| found.get(1));
                    sheet.scripted.extend(ids.map(|id| id.as_str().to_owned()));
                }
                _ => {}
            }
        }
        sheet
    }

    /// Reads a style sheet: `selector, selector { declarations }`, without blocks that stand in others.
    fn read(&mut self, text: &str) {
        static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)/\*.*?\*/|<!--|-->"));
        let text = COMMENT.replace_all(text, "");
        let mut rest = &*text;
        while let Some((selectors, after)) = rest.split_once('{') {
            let is_condition = selectors.trim_start().starts_with('@');
            let Some(end) = (if is_condition {
                block_end(after)
            } else {
                after.find('}')
            }) else {
                return;
            };
            if !is_condition {
                for selector in selectors.split(',') {
                    let selector = selector.trim();
                    // `div.notice` is `.notice` with a name that hardly matters.
                    let key = selector.find(['.', '#']).map_or(selector, |at| &selector[at..]);
                    let is_single = !key.is_empty()
                        && !key
                            .get(1..)
                            .unwrap_or_default()
                            .contains(['.', '#', ' ', '>', '+', '~', ':', '[', '*']);
                    if is_single && !selector.contains([' ', '>', '+', '~', ':', '[']) {
                        let rules = self.rules.entry(key.to_owned()).or_default();
                        if rules.len() < MOST_RULES {
                            rules.push(after[..end].to_owned());
                        }
                    }
                }
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
    }

    fn look_of(&self, element: &Element) -> Look {
        let mut look = Look::default();
        let mut rule = |key: &str| {
            for declarations in self.rules.get(key).into_iter().flatten() {
                look.declare(declarations, false);
            }
        };
        if !self.rules.is_empty() {
            rule(&element.name);
            for class in element.attribute("class").unwrap_or_default().split_ascii_whitespace() {
                rule(&format!(".{class}"));
            }
            if let Some(id) = element.attribute("id") {
                rule(&format!("#{id}"));
            }
        }
        if element.attribute("hidden").is_some() {
            look.say(Hiding::Display, true);
        }
        if let Some(style) = element.attribute("style") {
            look.declare(style, true);
        }
        if element.attribute("id").is_some_and(|id| self.scripted.contains(id)) {
            look.say(Hiding::Display, true);
        }
        if element.name == "marquee" && ["height", "width"].iter().any(|side| is_tiny_side(element, side)) {
            look.say(Hiding::Clip, true);
        }
        look
    }
}

/// Whether the attribute `side` of an element is a length of at most a pixel.
pub(super) fn is_tiny_side(element: &Element, side: &str) -> bool {
    let value = element.attribute(side).map(str::to_ascii_lowercase);
    value.is_some_and(|value| pixels(value.trim()).is_some_and(|pixels| (0.0..=1.0).contains(&pixels)))
}

/// Whether declarations make a box of at most a pixel in width or height.
pub(super) fn is_tiny_box(declarations: &str) -> bool {
    let mut look = Look::default();
    look.declare(declarations, true);
    look.is_small
}

/// Where the block that `text` is the inside of ends, other blocks in it skipped.
fn block_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A length in pixels; relative ones at the usual size, so that only whether they are tiny or far can be told.
fn pixels(value: &str) -> Option<f32> {
    let unit = value
        .find(|c: char| c.is_ascii_alphabetic() || c == '%')
        .unwrap_or(value.len());
    let (number, unit) = value.split_at(unit);
    let number: f32 = number.trim().parse().ok()?;
    match unit.trim() {
        "" | "px" | "pt" => Some(number),
        "em" | "rem" => Some(number * EM),
        // A percentage is tiny only if it is none.
        _ if number == 0.0 => Some(0.0),
        "%" | "vw" | "vh" => Some(number.signum() * 2.0),
        _ => None,
    }
}

/// A colour in one notation.
fn colour(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(digits) = value.strip_prefix('#') {
        return match digits.len() {
            3 => Some(digits.chars().flat_map(|c| [c, c]).collect()),
            6 => Some(digits.to_owned()),
            _ => None,
        };
    }
    if let Some(inside) = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let parts: Option<Vec<String>> = inside
            .split(',')
            .map(|part| part.trim().parse::<u8>().ok().map(|part| format!("{part:02x}")))
            .collect();
        return parts.map(|parts| parts.concat());
    }
    match value {
        "white" => Some("ffffff".to_owned()),
        "black" => Some("000000".to_owned()),
        "red" | "blue" | "green" | "gray" | "grey" | "silver" | "yellow" => Some(value.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, document::prose::Prose};

    fn is_hidden(page: &str) -> bool {
        let document = Document::new(page, Format::Html);
        let prose = Prose::new(&document);
        let markup = prose.markup();
        let hidden = Hidden::in_page(markup);
        let last = markup.elements.iter().rposition(|element| element.name == "i").unwrap();
        hidden.root(last, &Hiding::ALL).is_some()
    }

    #[test]
    fn what_hides_is_known_and_what_shows_again_too() {
        for page in [
            "<div hidden><i>",
            "<div style='DISPLAY : None!important'><i>",
            "<style>/* x */ .a, p.b { display:none }</style><p class='c b'><i>",
            "<style>#z{position:absolute;left:-3000px}</style><p id=z><i>",
            "<i style='opacity:.0'>",
            "<b style='font-size:0em'><i>",
            "<i style='color:#FFF;background:white'>",
            "<i style='color:rgb(255, 255, 255);background-color:#ffffff'>",
            "<i style='text-indent:-100em'>",
            "<p id=q><i></i></p><script>document.getElementById('q').style.display = \"none\"</script>",
            "<marquee height=1><i>",
            "<p style='overflow:hidden;max-height:0'><i>",
        ] {
            assert!(is_hidden(page), "{page}");
        }
        for page in [
            "<div style='display:block'><i>",
            "<div style='font-size:0'><i style='font-size:14px'>",
            "<div style='visibility:hidden'><i style='visibility:visible'>",
            "<style>@media print{.a{display:none}} .a:hover{display:none} ul .a{display:none}</style><i class=a>",
            "<style>.a{display:none}</style><i class=a style='display:inline'>",
            "<style>.fade{opacity:0}</style><i class=fade>",
            "<i style='font-size:80%'>",
            "<i style='left:-100%'>",
            "<i style='height:0'>",
            "<i style='color:#fff;background:#c00'>",
            "<i style='color:#fff;background:#fff url(a.png)'>",
        ] {
            assert!(!is_hidden(page), "{page}");
        }
    }
}
