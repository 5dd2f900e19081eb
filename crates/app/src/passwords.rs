//! Passwords: argon2id behind a semaphore.
//!
//! Not here: accounts and sessions. The one decision to know: hashing costs 19 MiB and a tenth of a
//! second, so only a few run at once; the rest wait instead of exhausting the machine.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::ports::Random;

/// Parameters of OWASP's recommendation for argon2id (2024): 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 2;

/// Least length of a password, in characters (NIST SP 800-63B, 5.1.1).
pub const MIN_LENGTH: usize = 8;

/// Hashes and checks passwords.
#[derive(Debug)]
pub struct Passwords {
    turns: Semaphore,
}

/// A hash no password is known for: checked for unknown names so that they take as long. Written out, not
/// made at the start, because making it costs every run of the program 20 ms.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                     $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash could not be made or the work was cancelled.
#[derive(Debug)]
pub struct PasswordFailure;

fn hasher() -> Result<Argon2<'static>, PasswordFailure> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordFailure)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str, salt: [u8; 16]) -> Result<String, PasswordFailure> {
    hasher()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordFailure)
}

fn matches_now(password: &str, stored: &str) -> bool {
    let (Ok(hasher), Ok(hash)) = (hasher(), PasswordHash::new(stored)) else {
        return false;
    };
    hasher.verify_password(password.as_bytes(), &hash).is_ok()
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Passwords {
    /// Hash of the password in PHC format, with a new salt.
    ///
    /// # Errors
    /// When hashing fails.
    pub async fn hash(
        &self,
        password: String,
        random: &dyn Random,
    ) -> Result<String, PasswordFailure> {
        let mut salt = [0_u8; 16];
        random.fill(&mut salt);
        let _turn = self.turns.acquire().await.map_err(|_| PasswordFailure)?;
        tokio::task::spawn_blocking(move || hash_now(&password, salt))
            .await
            .map_err(|_| PasswordFailure)?
    }

    /// Whether the password fits the stored hash; with none stored it takes as long and says no.
    pub async fn verify(&self, password: String, stored: Option<String>) -> bool {
        let Ok(_turn) = self.turns.acquire().await else {
            return false;
        };
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DECOY.to_owned());
        let matched = tokio::task::spawn_blocking(move || matches_now(&password, &stored)).await;
        known && matched.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;
    impl Random for Zeros {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    #[tokio::test]
    async fn only_the_right_password_opens_and_an_unknown_name_never_does() {
        let passwords = Passwords::default();
        let hash = passwords
            .hash("тайна-тайна".to_owned(), &Zeros)
            .await
            .unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(
            passwords
                .verify("тайна-тайна".to_owned(), Some(hash.clone()))
                .await
        );
        assert!(!passwords.verify("тайна-тайне".to_owned(), Some(hash)).await);
        assert!(!passwords.verify(String::new(), None).await);
    }

    #[test]
    fn an_unknown_name_costs_as_much_as_a_known_one() {
        let hash = hash_now("", [0; 16]).unwrap();
        let dear = |text: &str| text.rsplit_once('$').map(|(cost, _)| cost.to_owned());
        assert_eq!(dear(DECOY), dear(&hash), "cost and salt");
        assert_eq!(DECOY.len(), hash.len());
        assert!(PasswordHash::new(DECOY).is_ok(), "refused before the work");
    }
}
