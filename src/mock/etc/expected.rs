//! What a wrong signature should have covered, for the author of the client.

use serde_json::Value;

use super::{Progress, read};
use crate::mock::serving::Expected;
use crate::mock::shared::Shared;
use crate::wire::etc::{BooleanHabit, NullHabit, SigningHabits, signed_text, verify_any_padding};

/// What the signature of this call should cover; `None` for a body that cannot be read.
pub(in crate::mock) fn expected(vendor: &Shared, body: &[u8]) -> Option<Expected> {
    let call = read(vendor, body, &mut Progress::new(None)).ok()?;
    let envelope = call.signed.into_iter().map(|(_, name, value)| (name.to_owned(), value));
    let fields: Vec<(String, Value)> = envelope.chain(call.params).collect();
    let sent = call.sign.unwrap_or_default();
    let verifying = {
        let ledger = vendor.ledger();
        let application = call.app_id.as_deref().and_then(|app_id| ledger.application(app_id));
        application.map(|application| application.verifying.clone())
    };
    let habits = vendor.behaviour.gateway.signature.habits;
    let follows = verifying.and_then(|verifying| {
        let mut others = all_habits();
        others.find(|habits| {
            let fields = fields.iter().map(|(name, value)| (name.as_str(), value));
            verify_any_padding(&signed_text(fields, habits), &sent, &verifying)
        })
    });
    Some(Expected::Signature {
        fields,
        habits,
        follows,
        sent,
    })
}

/// Every way of signing (GW-12).
fn all_habits() -> impl Iterator<Item = SigningHabits> {
    let nulls = [NullHabit::Out, NullHabit::Word, NullHabit::Empty];
    let booleans = [BooleanHabit::Word, BooleanHabit::Digit, BooleanHabit::Out];
    [true, false].into_iter().flat_map(move |empty| {
        nulls.into_iter().flat_map(move |null| {
            booleans
                .into_iter()
                .map(move |boolean| SigningHabits { empty, null, boolean })
        })
    })
}
