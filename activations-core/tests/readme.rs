//! The README's first example is the file `examples/quickstart.rs`.
//!
//! That it runs is tested too: the README is compiled as the documentation of a hidden item.

#[test]
fn the_readme_shows_the_example() {
    let readme = include_str!("../../README.md");
    let example = include_str!("../examples/quickstart.rs");
    let (_header, code) = example.split_once("\n\n").expect("a header, then the code");
    assert!(
        readme.contains(code.trim_end()),
        "the README's example differs from the file"
    );
}
