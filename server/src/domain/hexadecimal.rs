//! Bytes as people compare them.

/// The bytes in hexadecimal digits, two each, in lower case.
#[must_use]
pub fn digits(bytes: &[u8]) -> String {
    let digit = |it: u8| char::from_digit(it.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|it| [digit(it >> 4), digit(it & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn each_byte_has_two_digits() {
        assert_eq!(digits(&[0x00, 0x0f, 0xa0, 0xff]), "000fa0ff");
        assert_eq!(digits(&[]), "");
    }
}
