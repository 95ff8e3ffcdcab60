//! Bytes written as letters: base64, quoted-printable, `%E6`, `data:`.
//!
//! In: letters. Out: bytes. What cannot be read is passed over, as mail
//! readers and browsers do; the picture or text then shows the damage.

/// Reads base64; white space and strange letters are passed over.
pub fn base64(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in letters {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 1;
        if count == 4 {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    match count {
        2 => bytes.push((bits >> 4) as u8),
        3 => bytes.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    bytes
}

/// Reads quoted-printable: `=E6`, and `=` at the end of a line that goes on.
pub fn quoted_printable(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'=' {
            bytes.push(first);
            continue;
        }
        match after {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] if digits(*high, *low).is_some() => {
                bytes.extend(digits(*high, *low));
                rest = after;
            }
            _ => bytes.push(b'='),
        }
    }
    bytes
}

/// Resolves `%E6` in an address.
pub fn percent(letters: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len());
    let mut rest = letters.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match after {
            [high, low, after @ ..] if first == b'%' && digits(*high, *low).is_some() => {
                bytes.extend(digits(*high, *low));
                rest = after;
            }
            _ => bytes.push(first),
        }
    }
    bytes
}

/// The bytes of a `data:` address.
pub fn data(address: &str) -> Option<Vec<u8>> {
    let scheme = address.get(..5)?;
    let (head, letters) = address[5..].split_once(',')?;
    scheme.eq_ignore_ascii_case("data:").then(|| match head.to_ascii_lowercase().ends_with("base64") {
        true if letters.contains('%') => base64(&percent(letters)),
        true => base64(letters.as_bytes()),
        false => percent(letters),
    })
}

fn digits(high: u8, low: u8) -> Option<u8> {
    let digit = |letter: u8| char::from(letter).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{base64, data, percent, quoted_printable};

    #[test]
    fn letters_become_bytes() {
        assert_eq!(base64(b"5oC7\r\n57uT"), "总结".as_bytes());
        assert_eq!(base64(b"YQ=="), b"a");
        assert_eq!(base64(b"YWI="), b"ab");
        assert_eq!(quoted_printable(b"=E6=80=BB=\r\na=3D=x"), "总a==x".as_bytes());
        assert_eq!(percent("%E6%80%BB%2"), "总%2".as_bytes());
        assert_eq!(data("data:text/plain;base64,YWI=").as_deref(), Some(&b"ab"[..]));
        assert_eq!(data("DATA:,a%20b").as_deref(), Some(&b"a b"[..]));
        assert_eq!(data("dat总:,"), None);
        assert_eq!(data("http://a,b"), None);
    }
}
