//! Numbers and codes of digits and Latin letters: how they are written, and the check digits by which one that was
//! issued is told from one that only looks like it.
//!
//! What a number is of, and whether it may be published, is left to the rules and to the patterns of dictionaries.

/// Weights of GB 11643—1999 for the first 17 characters.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// What the 18th character of a citizen's number must be, by the weighted sum modulo 11.
const ID_CHECKS: [u8; 11] = *b"10X98765432";

/// The characters of a unified social credit code, in the order of their values (GB 32100—2015).
const CREDIT_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The digit or the Latin letter, in half width and upper case, that `c` is.
#[must_use]
pub const fn code(c: char) -> Option<char> {
    match c {
        '0'..='9' | 'A'..='Z' => Some(c),
        'a'..='z' => Some(c.to_ascii_uppercase()),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(half) => Some(half.to_ascii_uppercase()),
            None => None,
        },
        _ => None,
    }
}

/// `text` in half width and upper case, as far as it is digits and Latin letters.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars().filter_map(code).collect()
}

/// Whether the last of the 18 characters of a citizen's number fits the others (ISO 7064 MOD 11-2).
#[must_use]
pub fn fits_id_number(number: &str) -> bool {
    let Some((digits, [check])) = number.as_bytes().split_at_checked(17) else {
        return false;
    };
    let sum: Option<u32> = digits
        .iter()
        .zip(ID_WEIGHTS)
        .map(|(&digit, weight)| Some(u32::from(value(digit)?) * weight))
        .sum();
    sum.is_some_and(|sum| ID_CHECKS.get(sum as usize % ID_CHECKS.len()) == Some(&check.to_ascii_uppercase()))
}

/// Whether a number of digits passes the Luhn test, as those of bank cards do. No digits are no number.
#[must_use]
pub fn fits_luhn(number: &str) -> bool {
    let last = number.bytes().rev().enumerate().try_fold(0, |sum, (index, byte)| {
        let digit = value(byte)?;
        let doubled = if index % 2 == 1 { digit * 2 } else { digit };
        // Only the last digit of the sum counts, and the number may be as long as a text.
        Some((sum + doubled / 10 + doubled % 10) % 10)
    });
    !number.is_empty() && last == Some(0)
}

/// Whether the last of the 18 characters of a unified social credit code fits the others.
#[must_use]
pub fn fits_credit_code(code: &str) -> bool {
    let Some((body, [check])) = code.as_bytes().split_at_checked(17) else {
        return false;
    };
    let position = |byte: &u8| CREDIT_ALPHABET.iter().position(|known| known == byte);
    let mut weight = 1;
    let mut sum = 0;
    for byte in body {
        let Some(value) = position(byte) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    position(check) == Some((31 - sum % 31) % 31)
}

fn value(digit: u8) -> Option<u8> {
    digit.is_ascii_digit().then(|| digit - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_right_from_wrong() {
        // The examples of the standards, and each with one character changed.
        assert!(fits_id_number("11010519491231002X"));
        assert!(fits_id_number("11010519491231002x"));
        assert!(fits_id_number("440524198001010013"));
        assert!(!fits_id_number("110105194912310021"));
        assert!(!fits_id_number("X10105194912310021"));
        assert!(!fits_id_number("1101051949123100"));
        assert!(fits_luhn("4111111111111111"));
        assert!(!fits_luhn("4111111111111112"));
        assert!(!fits_luhn("411111111111111X"));
        assert!(!fits_luhn(""));
        assert!(fits_credit_code("91350100M000100Y43"));
        assert!(!fits_credit_code("91350100M000100Y44"));
        assert!(!fits_credit_code("91350100I000100Y43"));
        assert!(!fits_credit_code("91350100M000100Y433"));
    }
}
