//! Charts as inline SVG. Each bar bears its numbers, and the severities differ in pattern, so that nothing needs colour.

use std::fmt::Write as _;

use super::escape;
use crate::audit::aggregate::Group;

/// Units of the whole width, of the labels, and of the numbers on the right.
const WIDTH: usize = 480;
const LABEL: usize = 120;
const NUMBERS: usize = 175;
const ROW: usize = 24;
const BAR: usize = 16;

/// Characters of a label.
const LONGEST_LABEL: usize = 8;

/// The patterns that the bars refer to, once for the page, with the legend.
pub(super) const LEGEND: &str = r##"<svg width="0" height="0" aria-hidden="true"><defs>
<pattern id="b1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#f2cc60"/><rect width="2" height="6" fill="#7a4d05"/></pattern>
<pattern id="b2" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#ddf4ff"/><circle cx="2.5" cy="2.5" r="1" fill="#0a5394"/></pattern>
</defs></svg>
<p class="sub"><span class="legend"><svg width="22" height="12" aria-hidden="true"><rect width="22" height="12" fill="#a40e26"/></svg>错误</span><span class="legend"><svg width="22" height="12" aria-hidden="true"><rect width="22" height="12" fill="url(#b1)"/></svg>警告</span><span class="legend"><svg width="22" height="12" aria-hidden="true"><rect width="22" height="12" fill="url(#b2)"/></svg>提示</span>条形右边是“错误/警告/提示 · 稿件数”。</p>
"##;

const FILLS: [&str; 3] = ["#a40e26", "url(#b1)", "url(#b2)"];

/// A horizontal bar for each group.
pub(super) fn bars(title: &str, groups: &[(String, Group)]) -> String {
    let height = groups.len() * ROW + 4;
    let most = groups
        .iter()
        .map(|(_, group)| group.findings())
        .max()
        .unwrap_or(0)
        .max(1);
    let room = WIDTH - LABEL - NUMBERS - 8;
    let mut svg = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        "<figure class=\"chart\"><h3>{title}</h3><svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">"
    );
    for (row, (name, group)) in groups.iter().enumerate() {
        let top = row * ROW + 4;
        let base = top + BAR - 3;
        let [errors, warnings, infos] = group.counts;
        let _ = write!(
            svg,
            "<g><title>{}：错误 {errors}、警告 {warnings}、提示 {infos}，{} 篇，{} 个汉字</title>\
             <text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>",
            escape(name),
            group.posts,
            group.hanzi,
            LABEL - 8,
            escape(&short(name)),
        );
        let mut left = LABEL;
        for (count, fill) in group.counts.into_iter().zip(FILLS) {
            if count > 0 {
                let width = (count * room).div_ceil(most).max(2);
                let _ = write!(
                    svg,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{BAR}\" fill=\"{fill}\"/>"
                );
                left += width;
            }
        }
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{base}\">{errors}/{warnings}/{infos} · {}</text></g>",
            left + 6,
            group.posts
        );
    }
    svg.push_str("</svg></figure>\n");
    svg
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST_LABEL) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}
