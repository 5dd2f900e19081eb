//! Sealing: what the data say of special categories is read only with a key that is not among the data.
//!
//! Not here: which rows are sealed (`Schema::is_sealed`, editions), where the key is kept (`cli`). The one
//! decision to know: a sealed body is bound to its organisation, table and row, has one of few sizes, and its
//! nonce is made of what it says, so sealing needs no randomness and the same row sealed twice is the same.

use std::fmt;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use opora_domain::OrganisationId;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::rows::damaged;

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// First byte of every sealed body: the way it is made.
const FORMAT: u8 = 1;

const FINGERPRINT_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;
const LENGTH_BYTES: usize = 4;
const HEAD_BYTES: usize = 1 + FINGERPRINT_BYTES + NONCE_BYTES;

/// Sizes of sealed bodies are multiples of this: most records are of one size.
pub(crate) const RECORD_STEP: usize = 512;

/// The same for editions, which are tens of kilobytes.
pub(crate) const EDITION_STEP: usize = 16_384;

/// What tells keys apart without giving them away: the beginning of a hash of the key.
pub type Fingerprint = [u8; FINGERPRINT_BYTES];

#[derive(Clone)]
struct Key {
    secret: Zeroizing<[u8; KEY_BYTES]>,
    fingerprint: Fingerprint,
}

/// Keys of an installation, the newest last: it seals, all open.
#[derive(Clone, Default)]
pub struct Keyring {
    keys: Arc<Vec<Key>>,
}

impl fmt::Debug for Keyring {
    /// Fingerprints only.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.fingerprints().iter().map(hex::encode))
            .finish()
    }
}

impl Keyring {
    /// Keys, the newest last. Without any, sealed rows are neither written nor read.
    pub fn new(keys: impl IntoIterator<Item = [u8; KEY_BYTES]>) -> Self {
        let keys = keys
            .into_iter()
            .map(|secret| Key {
                fingerprint: fingerprint(&secret),
                secret: Zeroizing::new(secret),
            })
            .collect();
        Self {
            keys: Arc::new(keys),
        }
    }

    /// What tells the keys apart, the newest last.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        self.keys.iter().map(|key| key.fingerprint).collect()
    }

    pub(crate) fn of(&self, organisation: OrganisationId) -> Sealer {
        Sealer {
            keyring: self.clone(),
            organisation,
        }
    }
}

fn fingerprint(secret: &[u8; KEY_BYTES]) -> Fingerprint {
    let mut short = Fingerprint::default();
    let digest = Sha256::digest(secret);
    for (to, from) in short.iter_mut().zip(digest) {
        *to = from;
    }
    short
}

/// Fingerprint of the key a body was sealed with; `None` when it is no sealed body.
pub(crate) fn sealed_with(body: &[u8]) -> Option<Fingerprint> {
    let (format, rest) = body.split_first()?;
    let (fingerprint, _) = rest.split_first_chunk::<FINGERPRINT_BYTES>()?;
    (*format == FORMAT).then_some(*fingerprint)
}

/// Seals and opens for one organisation, whose keys are its own.
#[derive(Clone, Debug)]
pub(crate) struct Sealer {
    keyring: Keyring,
    organisation: OrganisationId,
}

/// Keys of one organisation under one key of the installation.
struct Derived {
    cipher: Zeroizing<[u8; KEY_BYTES]>,
    mac: Zeroizing<[u8; KEY_BYTES]>,
}

impl Sealer {
    /// The text of a row, sealed; its size is a multiple of `step` and a constant head.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] without any key.
    pub(crate) fn seal(
        &self,
        (table, row): (&'static str, Uuid),
        step: usize,
        text: &str,
    ) -> Result<Vec<u8>, StoreError> {
        let key = self.newest()?;
        let derived = self.derived(key)?;
        let bound = self.bound(table, row);
        let padded = padded(text, step).ok_or_else(|| damaged(table, "sealed"))?;
        let nonce = nonce(&derived, &bound, &padded);
        let payload = Payload {
            msg: &padded,
            aad: &bound,
        };
        let hidden = cipher(&derived)
            .and_then(|cipher| cipher.encrypt(&XNonce::from(nonce), payload).ok())
            .ok_or_else(|| damaged(table, "sealed"))?;
        let mut body = Vec::with_capacity(HEAD_BYTES.saturating_add(hidden.len()));
        body.push(FORMAT);
        body.extend(key.fingerprint);
        body.extend(nonce);
        body.extend(hidden);
        Ok(body)
    }

    /// The text of a sealed row.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] when it was sealed with another key, [`StoreError::Damaged`] when it was
    /// changed or belongs to another row, table or organisation.
    pub(crate) fn open(
        &self,
        (table, row): (&'static str, Uuid),
        body: &[u8],
    ) -> Result<String, StoreError> {
        let broken = || damaged(table, "sealed");
        let wanted = sealed_with(body).ok_or_else(broken)?;
        let key = self
            .keyring
            .keys
            .iter()
            .find(|key| key.fingerprint == wanted)
            .ok_or_else(|| missing(&wanted))?;
        let (_, rest) = body
            .split_at_checked(1 + FINGERPRINT_BYTES)
            .ok_or_else(broken)?;
        let (nonce, hidden) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
        let bound = self.bound(table, row);
        let payload = Payload {
            msg: hidden,
            aad: &bound,
        };
        let padded = cipher(&self.derived(key)?)
            .and_then(|cipher| cipher.decrypt(&XNonce::from(*nonce), payload).ok())
            .ok_or_else(broken)?;
        unpadded(&padded).ok_or_else(broken)
    }

    /// What stands for a code in a column that has to be unique: says nothing without the key.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] without any key.
    pub(crate) fn blind(&self, table: &str, code: &str) -> Result<String, StoreError> {
        let derived = self.derived(self.newest()?)?;
        let mac = mac(&derived, &[b"code", table.as_bytes(), code.as_bytes()]);
        Ok(hex::encode(mac.get(..16).unwrap_or_default()))
    }

    pub(crate) fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    pub(crate) fn newest_fingerprint(&self) -> Option<Fingerprint> {
        self.keyring.keys.last().map(|key| key.fingerprint)
    }

    fn newest(&self) -> Result<&Key, StoreError> {
        self.keyring.keys.last().ok_or_else(|| missing(&[]))
    }

    fn derived(&self, key: &Key) -> Result<Derived, StoreError> {
        let source = Hkdf::<Sha256>::new(None, &*key.secret);
        let expand = |purpose: &[u8]| {
            let mut secret = Zeroizing::new([0_u8; KEY_BYTES]);
            let organisation = self.organisation.uuid();
            let info = [b"opora/1/", purpose, organisation.as_bytes()].concat();
            source
                .expand(&info, &mut *secret)
                .map_err(|_| missing(&key.fingerprint))?;
            Ok::<_, StoreError>(secret)
        };
        Ok(Derived {
            cipher: expand(b"seal")?,
            mac: expand(b"mac")?,
        })
    }

    fn bound(&self, table: &str, row: Uuid) -> Vec<u8> {
        let organisation = self.organisation.uuid();
        [
            organisation.as_bytes().as_slice(),
            row.as_bytes(),
            table.as_bytes(),
        ]
        .concat()
    }
}

fn missing(fingerprint: &[u8]) -> StoreError {
    StoreError::KeyMissing {
        fingerprint: hex::encode(fingerprint),
    }
}

fn cipher(derived: &Derived) -> Option<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(&*derived.cipher).ok()
}

fn mac(derived: &Derived, parts: &[&[u8]]) -> [u8; 32] {
    // A key of any length is taken.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&*derived.mac) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// A nonce that repeats only for the same text of the same row.
fn nonce(derived: &Derived, bound: &[u8], padded: &[u8]) -> [u8; NONCE_BYTES] {
    let mut nonce = [0_u8; NONCE_BYTES];
    for (to, from) in nonce
        .iter_mut()
        .zip(mac(derived, &[b"nonce", bound, padded]))
    {
        *to = from;
    }
    nonce
}

/// Length, text, zeros up to a multiple of `step`.
fn padded(text: &str, step: usize) -> Option<Vec<u8>> {
    let length = u32::try_from(text.len()).ok()?;
    let size = LENGTH_BYTES
        .checked_add(text.len())?
        .checked_next_multiple_of(step)?;
    let mut padded = Vec::with_capacity(size);
    padded.extend(length.to_be_bytes());
    padded.extend(text.as_bytes());
    padded.resize(size, 0);
    Some(padded)
}

fn unpadded(padded: &[u8]) -> Option<String> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    String::from_utf8(rest.get(..length)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "person_category";

    fn sealer(keys: &[u8], organisation: u128) -> Sealer {
        Keyring::new(keys.iter().map(|byte| [*byte; KEY_BYTES]))
            .of(OrganisationId::new(Uuid::from_u128(organisation)))
    }

    fn row(number: u128) -> (&'static str, Uuid) {
        (TABLE, Uuid::from_u128(number))
    }

    #[test]
    fn a_text_comes_back_and_shows_nothing_of_itself() {
        let sealer = sealer(&[1], 1);
        let body = sealer
            .seal(row(1), RECORD_STEP, "группа риска, П-045")
            .unwrap();
        assert_eq!(sealer.open(row(1), &body).unwrap(), "группа риска, П-045");
        assert!(!body.windows(4).any(|window| window == "П-".as_bytes()));
    }

    #[test]
    fn short_and_long_texts_have_one_size() {
        let sealer = sealer(&[1], 1);
        let short = sealer.seal(row(1), RECORD_STEP, "").unwrap();
        let long = sealer.seal(row(1), RECORD_STEP, &"а".repeat(254)).unwrap();
        assert_eq!(short.len(), long.len());
        let longer = sealer.seal(row(1), RECORD_STEP, &"а".repeat(255)).unwrap();
        assert_eq!(longer.len(), long.len() + RECORD_STEP);
    }

    #[test]
    fn a_body_opens_only_where_it_was_sealed() {
        let body = sealer(&[1], 1).seal(row(1), RECORD_STEP, "тайна").unwrap();
        let moved = [
            sealer(&[1], 1).open(row(2), &body),
            sealer(&[1], 2).open(row(1), &body),
            sealer(&[1], 1).open(("edition", Uuid::from_u128(1)), &body),
        ];
        for outcome in moved {
            assert!(matches!(outcome, Err(StoreError::Damaged { .. })));
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let sealer = sealer(&[1], 1);
        let body = sealer.seal(row(1), 16, "тайна").unwrap();
        for place in 0..body.len() {
            let mut changed = body.clone();
            changed[place] ^= 1;
            assert!(sealer.open(row(1), &changed).is_err(), "byte {place}");
            assert!(sealer.open(row(1), &body[..place]).is_err(), "cut {place}");
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let old = sealer(&[1], 1).seal(row(1), RECORD_STEP, "тайна").unwrap();
        let both = sealer(&[1, 2], 1);
        assert_eq!(both.open(row(1), &old).unwrap(), "тайна");
        let new = both.seal(row(1), RECORD_STEP, "тайна").unwrap();
        let lost = sealer(&[1], 1).open(row(1), &new);
        let Err(StoreError::KeyMissing { fingerprint }) = lost else {
            panic!("{lost:?}");
        };
        assert_eq!(fingerprint, hex::encode(super::fingerprint(&[2; 32])));
        assert_eq!(sealed_with(&new), Some(super::fingerprint(&[2; 32])));
    }

    #[test]
    fn without_a_key_nothing_is_sealed() {
        let outcome = sealer(&[], 1).seal(row(1), RECORD_STEP, "тайна");
        assert!(matches!(outcome, Err(StoreError::KeyMissing { .. })));
    }

    #[test]
    fn a_blind_code_depends_on_code_table_organisation_and_key() {
        let blind = |keys: &[u8], organisation, table, code| {
            sealer(keys, organisation).blind(table, code).unwrap()
        };
        let own = blind(&[1], 1, TABLE, "К-1");
        assert_eq!(own, blind(&[1], 1, TABLE, "К-1"));
        for other in [
            blind(&[2], 1, TABLE, "К-1"),
            blind(&[1], 2, TABLE, "К-1"),
            blind(&[1], 1, "edition", "К-1"),
            blind(&[1], 1, TABLE, "К-2"),
        ] {
            assert_ne!(own, other);
        }
    }

    #[test]
    fn a_keyring_prints_no_key() {
        let shown = format!("{:?}", Keyring::new([[7; KEY_BYTES]]));
        assert!(!shown.contains("07070707"), "{shown}");
    }
}
