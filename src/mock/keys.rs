//! Where a vendor's RSA keys come from.
//!
//! A server must not make a key while others wait, since this takes long. So keys are made in advance, on their own
//! thread, and a process shares them: each vendor goes through the same pool from its beginning, so that
//! no pair is issued twice by one vendor, and the hundredth vendor of a process makes no keys at all.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use futures::future::join_all;
use rand::rngs::OsRng;

use crate::crypto::rsa::KeyPair;
use crate::error::Error;

/// The length of the keys that the vendor's sample shows (GU-10).
pub(super) const DOCUMENTED_BITS: usize = 1024;
/// The shortest keys that are made: they are quick to make and to sign with, and good enough for a proof.
pub(super) const QUICK_BITS: usize = 512;

/// Key pairs of one length, made when they are first asked for and kept for every later vendor.
#[derive(Clone, Debug)]
pub struct KeyPool(Arc<Pool>);

#[derive(Debug)]
struct Pool {
    bits: usize,
    pairs: Mutex<Vec<Arc<KeyPair>>>,
    /// How many pairs the vendor of this pool that has used most has used.
    used: AtomicUsize,
    /// How many more than that are kept ready.
    ahead: AtomicUsize,
    /// True while a thread makes some.
    is_filling: AtomicBool,
}

impl KeyPool {
    /// An empty pool of keys of this length, not shared yet.
    pub fn new(bits: usize) -> Self {
        Self(Arc::new(Pool {
            bits,
            pairs: Mutex::default(),
            used: AtomicUsize::new(0),
            ahead: AtomicUsize::new(0),
            is_filling: AtomicBool::new(false),
        }))
    }

    /// The process's pool of keys as the vendor issues them: 1024 bits.
    pub fn documented() -> Self {
        static POOL: OnceLock<KeyPool> = OnceLock::new();
        POOL.get_or_init(|| Self::new(DOCUMENTED_BITS)).clone()
    }

    /// The process's pool of short keys, for runs of many vendors: 512 bits.
    pub fn quick() -> Self {
        static POOL: OnceLock<KeyPool> = OnceLock::new();
        POOL.get_or_init(|| Self::new(QUICK_BITS)).clone()
    }

    /// Keeps this many keys ready from now on, for vendors of many runs: they are made on a separate thread, which ends
    /// with its work or with the process, whichever is first.
    pub fn keep_ahead(&self, count: usize) {
        self.0.ahead.store(count, Ordering::Relaxed);
        self.fill_up();
    }

    fn fill_up(&self) {
        if self.has_enough() || self.0.is_filling.swap(true, Ordering::Relaxed) {
            return;
        }
        let pool = self.clone();
        let make = move || {
            while !pool.has_enough() && pool.add().is_ok() {}
            pool.0.is_filling.store(false, Ordering::Relaxed);
        };
        // Without the thread, keys are made when they are needed: slower, but just as good.
        if std::thread::Builder::new()
            .name("key-pool".to_owned())
            .spawn(make)
            .is_err()
        {
            self.0.is_filling.store(false, Ordering::Relaxed);
        }
    }

    fn has_enough(&self) -> bool {
        let ahead = self.0.ahead.load(Ordering::Relaxed);
        ahead == 0 || self.len() >= self.0.used.load(Ordering::Relaxed) + ahead
    }

    /// Makes keys on all processors, and returns once the pool has this many.
    ///
    /// # Errors
    /// [`Error::Harness`] if none can be made.
    pub async fn fill(&self, count: usize) -> Result<(), Error> {
        let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let work = (0..workers).map(|_| {
            let pool = self.clone();
            tokio::task::spawn_blocking(move || {
                while pool.len() < count {
                    pool.add()?;
                }
                Ok(())
            })
        });
        for done in join_all(work).await {
            done.map_err(|e| Error::Harness(format!("the embedded vendor makes a key: {e}")))??;
        }
        Ok(())
    }

    /// How many pairs the pool has now.
    pub fn len(&self) -> usize {
        self.pairs().len()
    }

    /// True if no pair has been made yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn pairs(&self) -> std::sync::MutexGuard<'_, Vec<Arc<KeyPair>>> {
        self.0.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self) -> Result<(), Error> {
        let pair = KeyPair::generate(self.0.bits, &mut OsRng)
            .map_err(|e| Error::Harness(format!("the embedded vendor makes a key: {e}")))?;
        self.pairs().push(Arc::new(pair));
        Ok(())
    }

    /// The pair at this place, made on a blocking thread if it is not there yet.
    async fn pair(&self, index: usize) -> Result<Arc<KeyPair>, Error> {
        self.0.used.fetch_max(index + 1, Ordering::Relaxed);
        self.fill_up();
        loop {
            if let Some(pair) = self.pairs().get(index) {
                return Ok(Arc::clone(pair));
            }
            let pool = self.clone();
            tokio::task::spawn_blocking(move || pool.add())
                .await
                .map_err(|e| Error::Harness(format!("the embedded vendor makes a key: {e}")))??;
        }
    }
}

/// One vendor's way through a pool.
#[derive(Debug)]
pub(super) struct KeySource {
    pool: KeyPool,
    next: AtomicUsize,
}

impl KeySource {
    pub(super) fn new(pool: KeyPool) -> Self {
        Self {
            pool,
            next: AtomicUsize::new(0),
        }
    }

    /// A pair that this vendor has not issued before.
    pub(super) async fn next(&self) -> Result<Arc<KeyPair>, Error> {
        self.pool.pair(self.next.fetch_add(1, Ordering::Relaxed)).await
    }
}
