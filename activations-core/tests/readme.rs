//! The README's first example is the file `examples/quickstart.rs`, and its table is what the
//! declarations say.
//!
//! That the examples run is tested too: the README is compiled as the documentation of a hidden item.

#[path = "../examples/catalogue/table.rs"]
mod table;

const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_shows_the_example() {
    let example = include_str!("../examples/quickstart.rs");
    let (_header, code) = example.split_once("\n\n").expect("a header, then the code");
    assert!(
        README.contains(code.trim_end()),
        "the README's example differs from the file"
    );
}

#[test]
fn the_readme_has_the_table() {
    let (_, table, _) = table::find(README).expect("the table's marks");
    assert!(
        table == table::markdown(),
        "the README's table is out of date: run `cargo run -p activations-core --example catalogue -- --write`"
    );
}
