//! What the catalogue costs to expand, without optimisation, as every build expands it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Item, ItemFn, Meta};

use super::checked;

/// Name, attribute and function of every declaration of a file's modules.
fn declarations(items: Vec<Item>) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Mod(module) => {
                let (_, items) = module.content.unwrap_or_default();
                found.extend(declarations(items));
            }
            Item::Fn(function) => found.extend(declaration(function)),
            _ => {}
        }
    }
    found
}

fn declaration(mut function: ItemFn) -> Option<(String, String, String)> {
    let at = function
        .attrs
        .iter()
        .position(|attribute| attribute.path().is_ident("derive_activation"))?;
    let keys = match function.attrs.remove(at).meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    let name = function.sig.ident.to_string();
    let item = function.to_token_stream().to_string();
    Some((name, keys.to_string(), item))
}

/// The least of some runs, so that what else the machine does counts little.
fn cost(keys: &str, item: &str) -> Duration {
    let run = |_| {
        let (keys, item) = (keys.parse().expect("tokens"), item.parse().expect("tokens"));
        let start = Instant::now();
        let expanded = checked(keys, item);
        let took = start.elapsed();
        if let Err((_, mistakes)) = expanded {
            panic!("{mistakes}");
        }
        took
    };
    (0..3).map(run).min().unwrap_or_default()
}

#[test]
fn the_catalogue_expands_in_seconds() {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../activations-core/src/catalogue"
    );
    let mut costs: Vec<(Duration, String)> = Vec::new();
    for entry in fs::read_dir(Path::new(root)).expect("the catalogue lies beside the macro") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file");
        let file = syn::parse_file(&text).expect("Rust");
        for (name, keys, item) in declarations(file.items) {
            costs.push((cost(&keys, &item), name));
        }
    }
    costs.sort();
    let total: Duration = costs.iter().map(|cost| cost.0).sum();
    for (took, name) in costs.iter().rev().take(12) {
        println!("{took:?} {name}");
    }
    println!("{} declarations: {total:?}", costs.len());
    assert!(costs.len() >= 10, "{costs:?}");
    // Against proofs that run away. What it does cost is printed; on a busy machine no bound near that
    // would hold.
    assert!(total < Duration::from_secs(20), "{costs:#?}");
}
