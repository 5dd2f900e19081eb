//! Makes the folder of assets, so that a bare clone compiles.
//!
//! Not here: making the assets (`cargo xtask assets` runs `web/build.mjs`). The one decision to
//! know: no build script starts npm; without assets the pages work unstyled.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    if !dist.join("manifest.json").exists() {
        fs::create_dir_all(dist.join("pages"))?;
        println!(
            "cargo::warning=web/dist is empty, pages will be unstyled: run `cargo xtask assets`"
        );
    }
    println!("cargo::rerun-if-changed=../../web/dist/manifest.json");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=templates");
    Ok(())
}
