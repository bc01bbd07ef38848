//! Where links lead: within the site, to places that every site links to, or elsewhere.

use std::collections::HashSet;

use crate::{
    document::markup::{Element, Markup},
    rules::{RuleOptions, word_list::word_list},
};

/// Hosts, and with them all below, that official pages link to or load from.
const TRUSTED: &[&str] = word_list!("trusted_hosts.txt");

/// Second-level names below a country's, so that a site's own name is the third.
const SECOND_LEVEL: [&str; 6] = ["com", "net", "org", "gov", "edu", "ac"];

/// The sites that a page may link to as it likes.
pub(super) struct Hosts<'o> {
    /// The sites that it says are its own.
    own: HashSet<String>,
    /// The hosts that the organisation names, and with them all below.
    named: &'o [String],
}

impl<'o> Hosts<'o> {
    /// The sites of a page, its canonical address and its base, and those that the organisation names.
    pub(super) fn of(markup: &Markup, options: &'o RuleOptions) -> Self {
        let addresses = markup.elements.iter().filter_map(|element| match &*element.name {
            "base" => element.attribute("href"),
            "link"
                if element
                    .attribute("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                element.attribute("href")
            }
            "meta"
                if element
                    .attribute("property")
                    .is_some_and(|name| name.eq_ignore_ascii_case("og:url")) =>
            {
                element.attribute("content")
            }
            _ => None,
        });
        Self {
            own: addresses.filter_map(host).map(|host| site(&host)).collect(),
            named: &options.organisation_sites,
        }
    }

    /// Also counts the sites of what `elements` link to and load: what a page shows, it need not hide.
    pub(super) fn and_of<'e>(mut self, elements: impl Iterator<Item = &'e Element>) -> Self {
        let addresses = elements.filter_map(|element| element.attribute("href").or_else(|| element.attribute("src")));
        self.own.extend(addresses.filter_map(host).map(|host| site(&host)));
        self
    }

    /// The host that `address` leads to, if it is neither the page's own nor trusted.
    pub(super) fn foreign(&self, address: &str) -> Option<String> {
        let is_named = |host: &str| self.named.iter().any(|name| is_below(host, name));
        host(address).filter(|host| !is_trusted(host) && !is_named(host) && !self.own.contains(&site(host)))
    }
}

/// Whether `text` names a trusted host.
pub(super) fn names_trusted(text: &str) -> bool {
    TRUSTED.iter().any(|trusted| text.contains(trusted))
}

fn is_trusted(host: &str) -> bool {
    TRUSTED.iter().any(|trusted| is_below(host, trusted))
}

/// Whether `host` is `name` or lies below it.
fn is_below(host: &str, name: &str) -> bool {
    host.strip_suffix(name)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// The host of an absolute address, in lower case.
fn host(address: &str) -> Option<String> {
    let address: String = address
        .trim()
        .chars()
        .take(300)
        .filter(|c| !matches!(c, '\n' | '\t' | '\r'))
        .collect();
    let lower = address.to_ascii_lowercase().replace('\\', "/");
    let rest = lower
        .strip_prefix("http:")
        .or_else(|| lower.strip_prefix("https:"))
        .unwrap_or(&lower)
        .strip_prefix("//")?;
    let authority = rest.trim_start_matches('/').split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (host.contains('.') && !host.contains(['{', '$', '%', '<'])).then(|| host.to_owned())
}

/// The part of a host's name that its owner registered.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let is_deep = labels
        .len()
        .checked_sub(2)
        .and_then(|at| labels.get(at))
        .is_some_and(|label| SECOND_LEVEL.contains(label) || label.len() == 2 && labels.last() == Some(&"cn"));
    let count = if is_deep { 3 } else { 2 };
    labels
        .get(labels.len().saturating_sub(count)..)
        .unwrap_or_default()
        .join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_told_apart() {
        let named = ["partner.net".to_owned()];
        let hosts = Hosts {
            own: [site("www.example.com.cn"), site("abc.org")].into(),
            named: &named,
        };
        for address in [
            "/a",
            "#x",
            "https://news.example.com.cn/1",
            "//ABC.org",
            "https://www.gov.cn",
            "https://pages.partner.net/a",
            "mailto:a@b.cn",
            "javascript:;",
        ] {
            assert_eq!(hosts.foreign(address), None, "{address}");
        }
        for (address, expected) in [
            ("http://other.com.cn", "other.com.cn"),
            ("//b2.vip/x", "b2.vip"),
            (" HTTPS://U@C3.cc:80?", "c3.cc"),
            ("http://fakegov.cn", "fakegov.cn"),
        ] {
            assert_eq!(hosts.foreign(address).as_deref(), Some(expected), "{address}");
        }
    }
}
