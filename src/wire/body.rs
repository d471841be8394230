//! Turns the bytes of an answer into text: unpacked and decoded according to their labels.

use std::io::Read as _;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Remarks on how a body was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// Worth reporting, but not wrong.
    pub notes: Vec<String>,
    /// What could not be read as it is labelled.
    pub faults: Vec<String>,
}

/// The text of a body, of which at most `most` bytes are kept.
pub(super) fn text_of(headers: &[(String, String)], bytes: Vec<u8>, most: usize) -> (String, Decoding) {
    let mut decoding = Decoding::default();
    let bytes = unpacked(header(headers, "content-encoding"), bytes, most, &mut decoding);
    let text = decoded(header(headers, "content-type"), bytes, &mut decoding);
    (text, decoding)
}

pub(super) fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    let mut all = headers.iter();
    all.find(|(own, _)| own.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// The bytes as they were before compression. It was not asked for, but some servers compress anyway.
fn unpacked(label: Option<&str>, bytes: Vec<u8>, most: usize, decoding: &mut Decoding) -> Vec<u8> {
    let label = label.unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(label.as_str(), "" | "identity") || bytes.is_empty() {
        return bytes;
    }
    let mut plain = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let packed = bytes.as_slice();
    let read = match label.as_str() {
        "gzip" | "x-gzip" => MultiGzDecoder::new(packed).take(most).read_to_end(&mut plain),
        // By the standard it is zlib; some servers leave out its frame, whose first byte shows it.
        "deflate" if packed[0] & 0x0f == 8 => ZlibDecoder::new(packed).take(most).read_to_end(&mut plain),
        "deflate" => DeflateDecoder::new(packed).take(most).read_to_end(&mut plain),
        _ => {
            decoding.faults.push(format!(
                "Content-Encoding is {label}, which was not asked for and fuhe cannot unpack"
            ));
            return bytes;
        }
    };
    if read.is_ok() {
        decoding
            .notes
            .push(format!("answers are compressed with {label}, which was not asked for"));
        return plain;
    }
    decoding.faults.push(format!(
        "Content-Encoding is {label}, but the body cannot be unpacked as that"
    ));
    // What came before the fault may be all there is.
    if plain.is_empty() { bytes } else { plain }
}

/// The characters. JSON is UTF-8, so valid UTF-8 is read as UTF-8 whatever its label says; the label counts only if
/// it is not valid.
fn decoded(content_type: Option<&str>, bytes: Vec<u8>, decoding: &mut Decoding) -> String {
    let bytes = match String::from_utf8(bytes) {
        // A byte order mark before the text has no meaning.
        Ok(text) => return text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        Err(e) => e.into_bytes(),
    };
    let labelled = content_type
        .and_then(charset)
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let Some(encoding) = labelled.or(marked).filter(|encoding| *encoding != UTF_8) else {
        let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        decoding.faults.push(format!("byte {valid}: not UTF-8"));
        return String::from_utf8_lossy(&bytes).into_owned();
    };
    let (text, used, is_spoilt) = encoding.decode(&bytes);
    if is_spoilt {
        decoding
            .faults
            .push(format!("labelled {}, but not readable as that", used.name()));
    } else {
        decoding.notes.push(format!("answers are {}, not UTF-8", used.name()));
    }
    text.into_owned()
}

/// The character set that a `Content-Type` names.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use rstest::rstest;

    use super::*;

    const TEXT: &str = r#"{"msg":"成功"}"#;
    const GBK: &[u8] = b"{\"msg\":\"\xb3\xc9\xb9\xa6\"}";

    fn gzip() -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zlib() -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    }

    fn deflate() -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    }

    fn utf16() -> Vec<u8> {
        let units = TEXT.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    }

    #[rstest]
    #[case::plain("", "application/json", TEXT.into(), "")]
    #[case::byte_order_mark("", "application/json", format!("\u{feff}{TEXT}").into(), "")]
    #[case::label_that_is_wrong("", "application/json;charset=ISO-8859-1", TEXT.into(), "")]
    #[case::gbk("", "application/json; Charset=\"gb2312\"", GBK.into(), "answers are GBK, not UTF-8")]
    #[case::utf16("", "application/json", utf16(), "answers are UTF-16LE, not UTF-8")]
    #[case::gzip(
        "gzip",
        "application/json",
        gzip(),
        "answers are compressed with gzip, which was not asked for"
    )]
    #[case::zlib(
        "Deflate",
        "application/json",
        zlib(),
        "answers are compressed with deflate, which was not asked for"
    )]
    #[case::deflate(
        "deflate",
        "application/json",
        deflate(),
        "answers are compressed with deflate, which was not asked for"
    )]
    fn what_is_labelled_is_decoded(
        #[case] encoding: &str,
        #[case] content_type: &str,
        #[case] bytes: Vec<u8>,
        #[case] note: &str,
    ) {
        let (text, decoding) = text_of(&headers(encoding, content_type), bytes, 1000);
        assert_eq!((text.as_str(), decoding.notes.concat().as_str()), (TEXT, note));
        assert_eq!(decoding.faults, Vec::<String>::new());
    }

    #[rstest]
    #[case::unlabelled("", "application/json", GBK.into(), "byte 8: not UTF-8")]
    #[case::unknown_label("", "application/json;charset=klingon", GBK.into(), "byte 8: not UTF-8")]
    #[case::another_label("", "text/plain;charset=euc-kr", b"\xff".into(), "labelled EUC-KR, but not readable as that")]
    #[case::no_gzip("gzip", "", TEXT.into(), "Content-Encoding is gzip, but the body cannot be unpacked as that")]
    #[case::half_of_it(
        "gzip",
        "",
        gzip()[..20].into(),
        "Content-Encoding is gzip, but the body cannot be unpacked as that"
    )]
    #[case::unknown_packing("br", "", b"\x0b".into(), "Content-Encoding is br, which was not asked for and fuhe cannot unpack")]
    fn what_cannot_be_decoded_is_named(
        #[case] encoding: &str,
        #[case] content_type: &str,
        #[case] bytes: Vec<u8>,
        #[case] fault: &str,
    ) {
        let (_, decoding) = text_of(&headers(encoding, content_type), bytes, 1000);
        assert_eq!(decoding.faults.first().map(String::as_str), Some(fault));
    }

    /// A small body that unpacks to a great one does not fill the memory.
    #[test]
    fn what_is_unpacked_ends_at_the_limit() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; 1 << 20]).expect("memory");
        let (text, _) = text_of(&headers("gzip", ""), encoder.finish().expect("memory"), 1000);
        assert_eq!(text.len(), 1000);
    }

    fn headers(encoding: &str, content_type: &str) -> Vec<(String, String)> {
        vec![
            ("content-encoding".to_owned(), encoding.to_owned()),
            ("content-type".to_owned(), content_type.to_owned()),
        ]
    }
}
