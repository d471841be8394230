//! What a client of the embedded vendor is given: everything that a target needs.

use std::time::Duration;

use secrecy::SecretString;

use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::wire::etc::{RequestNames, SigningHabits};

/// Credentials for both vendors.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// For the ETC gateway.
    pub etc: GatewayCredentials,
    /// For the courier butler.
    pub butler: CourierCredentials,
    /// How long to wait before a change is relied upon, where it is not known at once (BS-51).
    pub settle: Option<Duration>,
}

/// Credentials for the ETC gateway.
#[derive(Clone, Debug)]
pub struct GatewayCredentials {
    /// The gateway's one address.
    pub url: String,
    /// The application that may call.
    pub app_id: String,
    /// Its private key: Base64 of PKCS#8.
    pub private_key: SecretString,
    /// How it spells requests (GW-11).
    pub request_names: RequestNames,
    /// What it signs (GW-12).
    pub habits: SigningHabits,
}

/// Credentials for the courier butler. The list is encrypted under the first eight bytes of the secret, which CBC takes
/// for its initialisation vector as well.
#[derive(Clone, Debug)]
pub struct CourierCredentials {
    /// The host's address, below which the operations lie.
    pub url: String,
    /// Who calls.
    pub send_app_id: String,
    /// The secret that signs and encrypts.
    pub secret: SecretString,
    /// The name of the company.
    pub company_name: String,
    /// Its initials, where the vendor was asked for them.
    pub initials: Option<String>,
    /// How DES chains blocks (BS-45).
    pub mode: Mode,
    /// How the cipher text is written (BS-45).
    pub encoding: Encoding,
    /// An organisation that exists, where the vendor looks that up, or its name (BS-50).
    pub organization_code: Option<String>,
    /// The name of that organisation, where the vendor compares it (BS-50).
    pub organization_name: Option<String>,
    /// Cards that exist, where the vendor looks that up (BS-50).
    pub cust_ids: Vec<String>,
}
