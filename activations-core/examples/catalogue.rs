//! Prints what the declarations say of every built-in, as the table in the README.
//!
//! `cargo run -p activations-core --example catalogue` prints the table, and with `-- --write` puts it
//! into the README.

use std::error::Error;
use std::fs;
use std::path::Path;

#[path = "catalogue/table.rs"]
mod table;

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() != Some("--write") {
        print!("{}", table::markdown());
        return Ok(());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(&path)?;
    let (before, _, after) =
        table::find(&readme).ok_or("expected the table's marks in the README")?;
    fs::write(&path, format!("{before}{}{after}", table::markdown()))?;
    Ok(())
}
