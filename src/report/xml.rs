//! What the XML formats share: text that XML can hold, and findings file by file.

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{LocatedDiagnostic, printable};

/// Begins a document, with `remark` as a comment before its root.
pub(super) fn document<'o>(remark: &str, out: &'o mut dyn Write) -> io::Result<Writer<&'o mut dyn Write>> {
    let mut document = Writer::new_with_indent(out, b' ', 2);
    document.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    document.write_event(Event::Comment(BytesText::new(&format!(" {remark} "))))?;
    Ok(document)
}

/// Ends a document.
pub(super) fn end(document: Writer<&mut dyn Write>) -> io::Result<()> {
    writeln!(document.into_inner())
}

/// `text` without what XML cannot hold or would read as white space, on a line of its own. The signs of markup are left to
/// the writer.
pub(super) fn text(text: &str) -> String {
    printable::line_start(text).into_owned()
}

/// The findings of one file after the other.
pub(super) fn by_file(diagnostics: &[LocatedDiagnostic]) -> impl Iterator<Item = &[LocatedDiagnostic]> {
    diagnostics.chunk_by(|one, other| one.path == other.path)
}
