//! The courier butler: how the list of users is encrypted (BS-45).
//!
//! Every call is an update with rows that say nothing: no account and nothing to change, so that a vendor that overlooked
//! every rule still had nothing to do. Who can read the list complains of each row, in the documented shape (BS-23); who
//! cannot, refuses the call as a whole. Where a vendor has its own way to refuse, a list is compared with something that
//! is none: only who can read both can answer them differently.

use secrecy::ExposeSecret as _;

use super::Trouble;
use super::answer::Heard;
use super::prober::Prober;
use crate::client::Call;
use crate::config::{CourierTarget, line};
use crate::crypto::des::{BLOCK, DesKey, Mode};
use crate::crypto::encoding::Encoding;
use crate::error::Error;
use crate::wire::butler::{CourierCall, CourierPart, CourierSigner, ListCipher, ListForm};
use crate::wire::{Exchange, Operation};

/// Rows that say nothing. There are more of them than the one that a vendor may make up for a refusal as a whole (BS-34).
const ROWS: usize = 3;
const LIST: &str = "[{},{},{}]";

/// The same behind a block of blanks, and something that is no list behind one: a wrong initialisation vector spoils the
/// first block only, and so both texts in the same way.
const LIST_BEHIND_BLANKS: &str = "        [{},{},{}]";
const NO_LIST_BEHIND_BLANKS: &str = "        {\"fuhe\":\"no list\"}";

/// A client that nobody is.
const NOBODY: &str = "fuhe-nobody";

/// Initialisation vectors that DES tools come with, besides the key, as a target file writes them.
const USUAL_IVS: [(&str, [u8; BLOCK]); 3] = [
    ("hex:0000000000000000", [0; BLOCK]),
    ("12345678", *b"12345678"),
    ("hex:0102030405060708", [1, 2, 3, 4, 5, 6, 7, 8]),
];

/// A way of encrypting the list.
struct ListVariant {
    label: String,
    cipher: ListCipher,
    lines: Vec<String>,
}

pub(super) async fn climb(prober: &mut Prober<'_>, butler: &CourierTarget) -> Result<(), Trouble> {
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
    for way in &variants {
        let heard = prober.ask(&way.label, Call::Courier(call(&way.cipher, LIST))).await?;
        let counts = heard.gist != wrong.gist;
        signature_counts |= counts;
        if heard.answered.is_accepted() && is_read(prober, way, &heard).await? {
            settle(prober, way, "a list is taken, and something else is not", counts);
        }
        refused(&heard)?;
        if heard.answered.entries().len() >= ROWS {
            settle(
                prober,
                way,
                "only who can read the list can complain of each row",
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

/// How far a call came that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is answered as a wrong signature is.
    Unsigned,
    /// It was signed, and is answered as a list is that cannot be deciphered.
    Undeciphered,
    /// It was read: neither is answered so.
    Read,
}

/// Tells how far a call came by comparing its answer with those to a wrong signature and to a list that is none.
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
    let heard = prober.ask("a list that is none", Call::Courier(undeciphered)).await?;
    Ok(if heard.gist == gist {
        Reach::Undeciphered
    } else {
        Reach::Read
    })
}

/// Finds the way in which a list and something else are answered differently, for a vendor that names no rows.
async fn compare(prober: &mut Prober<'_>, variants: &[ListVariant]) -> Result<(), Trouble> {
    let mut read = Vec::new();
    for way in variants {
        let words = format!("{}, again", way.label);
        let list = prober
            .ask(&words, Call::Courier(call(&way.cipher, LIST_BEHIND_BLANKS)))
            .await?;
        refused(&list)?;
        if is_read(prober, way, &list).await? {
            read.push(way);
        }
    }
    if let [way] = read[..] {
        let why = "in no other way are a list and something else told apart";
        settle(prober, way, why, true);
        return Ok(());
    }
    prober.write(["# how the list is encrypted is not known".to_owned()]);
    Err(Error::Config(format!(
        "the courier takes the signature, and shows of none of {} variants to encrypt the list that it can read it; ask for its \
         DES tool, and set butler.des of target \"{}\"",
        variants.len(),
        prober.target()
    ))
    .into())
}

/// Whether something that is no list is answered otherwise than a list was.
async fn is_read(prober: &mut Prober<'_>, way: &ListVariant, list: &Heard) -> Result<bool, Trouble> {
    let words = format!("{}, no list", way.label);
    let other = prober
        .ask(&words, Call::Courier(call(&way.cipher, NO_LIST_BEHIND_BLANKS)))
        .await?;
    Ok(other.gist != list.gist)
}

/// Every way was refused as a wrong signature is. A client that nobody is shows whether it is the secret or the client.
async fn not_known(prober: &mut Prober<'_>, butler: &CourierTarget, wrong: &Heard) -> Result<Trouble, Trouble> {
    let nobody = [
        CourierPart::Header("sendAppId".to_owned()),
        CourierPart::Body("companyId".to_owned()),
    ];
    let mut call = call(&butler.cipher, LIST);
    call.edits.extend(nobody.map(|part| (part, Some(NOBODY.into()))));
    let unknown = prober.ask("from a client that nobody is", Call::Courier(call)).await?;
    refused(&unknown)?;
    let (whom, what) = if unknown.gist == wrong.gist {
        (
            "a client that nobody is and a wrong signature",
            "butler.send_app_id, butler.sk and butler.url",
        )
    } else {
        ("a wrong signature", "butler.sk")
    };
    Ok(Error::Config(format!(
        "the courier answers every call as it answers {whom} ({}); check {what} of target \"{}\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
        wrong.words,
        prober.target()
    ))
    .into())
}

/// Notes that a way is the target's, and what that says of the signature.
fn settle(prober: &mut Prober<'_>, way: &ListVariant, why: &str, signature_counts: bool) {
    let secret = if signature_counts {
        ", so client and secret are right as well"
    } else {
        "; a wrong signature is answered alike, so that butler.sk may be wrong"
    };
    prober.means(format!("{}: {why}{secret}", way.label));
    prober.write(way.lines.clone());
}

/// An update of nobody with this text for its list.
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

/// Stops the climb where the courier took what it has to refuse.
fn refused(heard: &Heard) -> Result<(), Trouble> {
    if heard.answered.is_accepted() {
        return Err(Trouble::Taken(format!(
            "the courier took an update with rows that say nothing ({}); see what has become of it there",
            heard.words
        )));
    }
    Ok(())
}

/// A key or an initialisation vector that may be the target's.
#[derive(Clone)]
struct Candidate<T> {
    value: T,
    /// What it is called among the variants tried; empty where that goes without saying.
    label: String,
    /// What a target file says of it, if anything.
    line: Option<String>,
}

/// Every way that is tried, the target file's own first.
fn variants(butler: &CourierTarget) -> Vec<ListVariant> {
    let mut variants = Vec::new();
    for key in keys(butler) {
        let chained = ivs(butler, &key.value).into_iter().map(|iv| (Mode::Cbc, iv));
        for (mode, iv) in std::iter::once((Mode::Ecb, no_iv(butler))).chain(chained) {
            variants.extend(Encoding::ALL.map(|encoding| way(mode, encoding, &key, &iv)));
        }
    }
    variants.sort_by_key(|way| way.cipher != butler.cipher);
    variants
}

fn way(mode: Mode, encoding: Encoding, key: &Candidate<DesKey>, iv: &Candidate<Option<[u8; BLOCK]>>) -> ListVariant {
    let lines = [
        "[butler.des]".to_owned(),
        line("mode", mode.to_string()),
        line("encoding", encoding.to_string()),
    ];
    ListVariant {
        label: format!("{mode} {encoding}{}{}", iv.label, key.label),
        cipher: ListCipher::new(mode, encoding, key.value.clone(), iv.value),
        lines: lines
            .into_iter()
            .chain(key.line.clone())
            .chain(iv.line.clone())
            .collect(),
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
            line: None,
        }];
    }
    let given = Candidate {
        value: own.clone(),
        label: ", the given key".to_owned(),
        line: Some("# key stays as it is given".to_owned()),
    };
    let of_secret = of_secret.map(|value| Candidate {
        value,
        label: ", the key from sk".to_owned(),
        line: Some("# without key: the first 8 bytes of sk".to_owned()),
    });
    std::iter::once(given).chain(of_secret).collect()
}

/// The initialisation vector that the target file gives, if it is none of the usual ones.
fn given_iv(butler: &CourierTarget) -> Option<[u8; BLOCK]> {
    let cipher = &butler.cipher;
    (cipher.mode == Mode::Cbc && cipher.iv != cipher.key.as_iv()).then_some(cipher.iv)
}

/// ECB has none, and a target file must not name one.
fn no_iv(butler: &CourierTarget) -> Candidate<Option<[u8; BLOCK]>> {
    Candidate {
        value: None,
        label: String::new(),
        line: given_iv(butler).map(|_| "# without iv: ecb has none".to_owned()),
    }
}

fn ivs(butler: &CourierTarget, key: &DesKey) -> Vec<Candidate<Option<[u8; BLOCK]>>> {
    let given = given_iv(butler);
    let own = given.filter(|iv| USUAL_IVS.iter().all(|(_, usual)| usual != iv));
    let own = own.map(|iv| Candidate {
        value: Some(iv),
        label: ", the given iv".to_owned(),
        line: Some("# iv stays as it is given".to_owned()),
    });
    let of_key = Candidate {
        value: Some(key.as_iv()),
        label: ", the key as iv".to_owned(),
        line: given.map(|_| "# without iv: the key".to_owned()),
    };
    let usual = USUAL_IVS.map(|(text, iv)| Candidate {
        value: Some(iv),
        label: format!(", iv {text}"),
        line: Some(line("iv", text)),
    });
    own.into_iter().chain([of_key]).chain(usual).collect()
}
