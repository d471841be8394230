//! The courier: how the list of users is encrypted (BS-45).
//!
//! Every call is an update with empty rows: no account and nothing to change, so that even a vendor that overlooks
//! every rule has nothing to do. A vendor that can read the list reports each row, in the documented shape (BS-23); one
//! that cannot, refuses the call as a whole. If a vendor refuses in its own way, a list is compared with a text that
//! is not one: only a vendor that can read both can answer them differently.

use secrecy::ExposeSecret as _;

use super::Trouble;
use super::answer::Heard;
use super::prober::Prober;
use crate::client::Call;
use crate::config::{CourierTarget, FileLine, Says};
use crate::crypto::des::{BLOCK, DesKey, Mode};
use crate::crypto::encoding::Encoding;
use crate::error::Error;
use crate::wire::butler::{CourierCall, CourierPart, CourierSigner, ListCipher, ListForm};
use crate::wire::{Exchange, Operation};

/// Empty rows. There are more of them than the one row that a vendor may invent for a refusal as a whole (BS-34).
const ROWS: usize = 3;
const LIST: &str = "[{},{},{}]";

/// The same behind a block of spaces, and a text that is not a list behind one: a wrong initialisation vector damages
/// only the first block, and so both texts in the same way.
const LIST_BEHIND_SPACES: &str = "        [{},{},{}]";
const NO_LIST_BEHIND_SPACES: &str = "        {\"fuhe\":\"no list\"}";

/// A client that does not exist.
const NOBODY: &str = "fuhe-nobody";

/// Initialisation vectors that are common in DES tools, in addition to the key, as a target file writes them.
const USUAL_IVS: [(&str, [u8; BLOCK]); 3] = [
    ("hex:0000000000000000", [0; BLOCK]),
    ("12345678", *b"12345678"),
    ("hex:0102030405060708", [1, 2, 3, 4, 5, 6, 7, 8]),
];

/// A variant of the encryption.
struct ListVariant {
    label: String,
    cipher: ListCipher,
    lines: Vec<FileLine>,
}

pub(super) async fn probe(prober: &mut Prober<'_>, butler: &CourierTarget) -> Result<(), Trouble> {
    prober.step("Is the courier there, and at our time?");
    let signed_wrong = CourierCall {
        signer: CourierSigner::AnotherSecret,
        ..call(&butler.cipher, LIST)
    };
    let wrong = prober
        .ask("signed with another secret", Call::Courier(signed_wrong))
        .await?;
    prober.compare_clocks(&wrong)?;
    refused(&wrong)?;
    prober.step("des: how is the list encrypted (BS-45)?");
    let variants = variants(butler);
    let mut signature_counts = false;
    for variant in &variants {
        let heard = prober
            .ask(&variant.label, Call::Courier(call(&variant.cipher, LIST)))
            .await?;
        let counts = heard.gist != wrong.gist;
        signature_counts |= counts;
        if heard.answered.is_accepted() && is_read(prober, variant, &heard).await? {
            settle(prober, variant, "a list is accepted, and another text is not", counts);
        }
        refused(&heard)?;
        if heard.answered.entries().len() >= ROWS {
            settle(
                prober,
                variant,
                "rows are reported one by one, so the list could be read",
                counts,
            );
            return Ok(());
        }
    }
    if signature_counts {
        compare(prober, &variants).await
    } else {
        Err(not_known(prober, butler, &wrong).await?)
    }
}

/// How far a refused call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is answered like a wrong signature.
    Unsigned,
    /// It was signed, and is answered like a list that cannot be decrypted.
    Undeciphered,
    /// It was read: its answer is neither of these.
    Read,
}

/// Finds how far a call came by comparing its answer with those to a wrong signature and to a text that is not a list.
pub(super) async fn reach(prober: &mut Prober<'_>, butler: &CourierTarget, refused: &Exchange) -> Result<Reach, Error> {
    prober.masker.learn(refused);
    let gist = Heard::new(refused.clone(), &prober.masker).gist;
    let call = call(&butler.cipher, LIST);
    let unsigned = CourierCall {
        signer: CourierSigner::AnotherSecret,
        ..call.clone()
    };
    if prober
        .ask("signed with another secret", Call::Courier(unsigned))
        .await?
        .gist
        == gist
    {
        return Ok(Reach::Unsigned);
    }
    let undeciphered = CourierCall {
        edits: Vec::new(),
        list: ListForm::Garbage,
        ..call
    };
    let heard = prober.ask("not a list", Call::Courier(undeciphered)).await?;
    Ok(if heard.gist == gist {
        Reach::Undeciphered
    } else {
        Reach::Read
    })
}

/// Finds the variant in which a list and another text are answered differently, for a vendor that names no rows.
async fn compare(prober: &mut Prober<'_>, variants: &[ListVariant]) -> Result<(), Trouble> {
    let mut read = Vec::new();
    for variant in variants {
        let words = format!("{}, again", variant.label);
        let list = prober
            .ask(&words, Call::Courier(call(&variant.cipher, LIST_BEHIND_SPACES)))
            .await?;
        refused(&list)?;
        if is_read(prober, variant, &list).await? {
            read.push(variant);
        }
    }
    if let [variant] = read[..] {
        let why = "only in this variant are a list and another text answered differently";
        settle(prober, variant, why, true);
        return Ok(());
    }
    prober.write([FileLine {
        key: "how the list is encrypted",
        says: Says::Unknown,
        differs: false,
    }]);
    Err(Error::Config(format!(
        "the courier accepts the signature, but its answers do not show which of {} variants encrypts the list; ask \
         for its DES tool, and set butler.des of target \"{}\"",
        variants.len(),
        prober.target()
    ))
    .into())
}

/// Whether a text that is not a list is answered differently than a list.
async fn is_read(prober: &mut Prober<'_>, variant: &ListVariant, list: &Heard) -> Result<bool, Trouble> {
    let words = format!("{}, not a list", variant.label);
    let other = prober
        .ask(&words, Call::Courier(call(&variant.cipher, NO_LIST_BEHIND_SPACES)))
        .await?;
    Ok(other.gist != list.gist)
}

/// Every variant was refused like a wrong signature. A client that does not exist shows whether the secret or the
/// client is wrong.
async fn not_known(prober: &mut Prober<'_>, butler: &CourierTarget, wrong: &Heard) -> Result<Trouble, Trouble> {
    let nobody = [
        CourierPart::Header("sendAppId".to_owned()),
        CourierPart::Body("companyId".to_owned()),
    ];
    let mut call = call(&butler.cipher, LIST);
    call.edits.extend(nobody.map(|part| (part, Some(NOBODY.into()))));
    let unknown = prober.ask("from an unknown client", Call::Courier(call)).await?;
    refused(&unknown)?;
    let (whom, what) = if unknown.gist == wrong.gist {
        (
            "an unknown client and a wrong signature",
            "butler.send_app_id, butler.sk and butler.url",
        )
    } else {
        ("a wrong signature", "butler.sk")
    };
    Ok(Error::Config(format!(
        "the courier answers every call like {whom} ({}); check {what} of target \"{}\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
        wrong.words,
        prober.target()
    ))
    .into())
}

/// Notes that a variant is the target's, and what this shows about the signature.
fn settle(prober: &mut Prober<'_>, variant: &ListVariant, why: &str, signature_counts: bool) {
    let secret = if signature_counts {
        ", so client and secret are right as well"
    } else {
        "; a wrong signature is answered in the same way, so butler.sk may be wrong"
    };
    prober.means(format!("{}: {why}{secret}", variant.label));
    prober.write(variant.lines.clone());
}

/// An update without an account, with this text as its list.
fn call(cipher: &ListCipher, list: &str) -> CourierCall {
    let operation = Operation::known("batchSave");
    let update = operation.verbs().iter().find(|verb| verb.word == "updated");
    CourierCall {
        cipher: Some(cipher.clone()),
        edits: vec![(
            CourierPart::Body("userList".to_owned()),
            Some(cipher.encrypt(list).into()),
        )],
        ..CourierCall::new(operation, update.unwrap_or(&operation.verbs()[0]))
    }
}

/// Ends the probe if the courier accepted what it must refuse.
fn refused(heard: &Heard) -> Result<(), Trouble> {
    if heard.answered.is_accepted() {
        return Err(Trouble::Accepted(format!(
            "the courier accepted an update with empty rows ({}); check what it changed there",
            heard.words
        )));
    }
    Ok(())
}

/// A key or an initialisation vector that may be the target's.
#[derive(Clone)]
struct Candidate<T> {
    value: T,
    /// Its name among the variants tried; empty for the default.
    label: String,
    /// What a target file says for it, if anything.
    says: Option<Says>,
}

/// Every variant that is tried, the target file's own first.
fn variants(butler: &CourierTarget) -> Vec<ListVariant> {
    let mut variants = Vec::new();
    for key in keys(butler) {
        let chained = ivs(butler, &key.value).into_iter().map(|iv| (Mode::Cbc, iv));
        for (mode, iv) in std::iter::once((Mode::Ecb, no_iv(butler))).chain(chained) {
            variants.extend(Encoding::ALL.map(|encoding| list_variant(butler, mode, encoding, &key, &iv)));
        }
    }
    variants.sort_by_key(|variant| variant.cipher != butler.cipher);
    variants
}

fn list_variant(
    butler: &CourierTarget,
    mode: Mode,
    encoding: Encoding,
    key: &Candidate<DesKey>,
    iv: &Candidate<Option<[u8; BLOCK]>>,
) -> ListVariant {
    let (own, cipher) = (
        &butler.cipher,
        ListCipher::new(mode, encoding, key.value.clone(), iv.value),
    );
    let says = [
        ("mode", Some(Says::Value(mode.to_string().into())), own.mode != mode),
        (
            "encoding",
            Some(Says::Value(encoding.to_string().into())),
            own.encoding != encoding,
        ),
        ("key", key.says.clone(), own.key != cipher.key),
        // A file names one for CBC only.
        (
            "iv",
            iv.says.clone(),
            own.mode != Mode::Cbc || mode != Mode::Cbc || own.iv != cipher.iv,
        ),
    ];
    let lines = says.into_iter().filter_map(|(key, says, differs)| {
        Some(FileLine {
            key,
            says: says?,
            differs,
        })
    });
    ListVariant {
        label: format!("{mode} {encoding}{}{}", iv.label, key.label),
        lines: lines.collect(),
        cipher,
    }
}

/// The key that the target file gives, and the one that the secret begins with.
fn keys(butler: &CourierTarget) -> Vec<Candidate<DesKey>> {
    let of_secret = DesKey::from_secret(butler.secret.expose_secret().as_bytes()).ok();
    let own = &butler.cipher.key;
    if of_secret.as_ref() == Some(own) {
        return vec![Candidate {
            value: own.clone(),
            label: String::new(),
            says: None,
        }];
    }
    let given = Candidate {
        value: own.clone(),
        label: ", the given key".to_owned(),
        says: Some(Says::AsGiven),
    };
    let of_secret = of_secret.map(|value| Candidate {
        value,
        label: ", the key from sk".to_owned(),
        says: Some(Says::Nothing("the first 8 bytes of sk")),
    });
    std::iter::once(given).chain(of_secret).collect()
}

/// The initialisation vector that the target file gives, if it is not a common one.
fn given_iv(butler: &CourierTarget) -> Option<[u8; BLOCK]> {
    let cipher = &butler.cipher;
    (cipher.mode == Mode::Cbc && cipher.iv != cipher.key.as_iv()).then_some(cipher.iv)
}

/// ECB has none, and a target file must not name one.
fn no_iv(butler: &CourierTarget) -> Candidate<Option<[u8; BLOCK]>> {
    Candidate {
        value: None,
        label: String::new(),
        says: given_iv(butler).map(|_| Says::Nothing("ecb has none")),
    }
}

fn ivs(butler: &CourierTarget, key: &DesKey) -> Vec<Candidate<Option<[u8; BLOCK]>>> {
    let given = given_iv(butler);
    let own = given.filter(|iv| USUAL_IVS.iter().all(|(_, usual)| usual != iv));
    let own = own.map(|iv| Candidate {
        value: Some(iv),
        label: ", the given iv".to_owned(),
        says: Some(Says::AsGiven),
    });
    let of_key = Candidate {
        value: Some(key.as_iv()),
        label: ", the key as iv".to_owned(),
        says: given.map(|_| Says::Nothing("the key")),
    };
    let usual = USUAL_IVS.map(|(text, iv)| Candidate {
        value: Some(iv),
        label: format!(", iv {text}"),
        says: Some(Says::Value(text.into())),
    });
    own.into_iter().chain([of_key]).chain(usual).collect()
}
