//! How the forms of a series are written: text, `{届}` for the term and `{次}` for the session.

/// A form in its parts, and the longest text among them.
#[derive(Debug)]
pub(crate) struct SeriesForm<'f> {
    parts: Vec<SeriesPart<'f>>,
    /// The number of the part that is looked for.
    anchor: usize,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeriesPart<'f> {
    /// Itself.
    Text(&'f str),
    /// The number of the term.
    Term,
    /// The number of the session.
    Session,
}

impl<'f> SeriesForm<'f> {
    /// The form in its parts; `None` if it has no text that could be looked for.
    pub(crate) fn new(form: &'f str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = form;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("{届}") {
                parts.push(SeriesPart::Term);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("{次}") {
                parts.push(SeriesPart::Session);
                rest = after;
            } else {
                let end = rest.find('{').filter(|&at| at > 0).unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                parts.push(SeriesPart::Text(text));
                rest = after;
            }
        }
        let texts = parts.iter().enumerate().filter_map(|(number, part)| match part {
            SeriesPart::Text(text) => Some((number, text.len())),
            SeriesPart::Term | SeriesPart::Session => None,
        });
        let (anchor, _) = texts.max_by_key(|&(_, length)| length)?;
        Some(Self { parts, anchor })
    }

    /// The text that is looked for.
    pub(crate) fn literal(&self) -> &'f str {
        match self.parts.get(self.anchor) {
            Some(SeriesPart::Text(text)) => text,
            _ => "",
        }
    }

    /// The parts before that text.
    pub(crate) fn before(&self) -> &[SeriesPart<'f>] {
        self.parts.get(..self.anchor).unwrap_or_default()
    }

    /// The parts after it.
    pub(crate) fn after(&self) -> &[SeriesPart<'f>] {
        self.parts.get(self.anchor + 1..).unwrap_or_default()
    }
}
