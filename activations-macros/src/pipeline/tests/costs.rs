//! What the catalogue costs to expand, without optimisation, as every build expands it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Item, ItemFn, Meta};

use super::{checked, worked};

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

/// Runs of which the cost is the mean.
const RUNS: u32 = 3;

/// What an expansion costs, and the least time that it took by the clock, which is finer.
fn cost(keys: &str, item: &str) -> [Duration; 2] {
    let mut cost = [Duration::ZERO, Duration::MAX];
    for _ in 0..RUNS {
        let (keys, item) = (keys.parse().expect("tokens"), item.parse().expect("tokens"));
        let (start, before) = (Instant::now(), worked());
        let expanded = checked(keys, item);
        cost[0] += worked().saturating_sub(before) / RUNS;
        cost[1] = cost[1].min(start.elapsed());
        if let Err((_, mistakes)) = expanded {
            panic!("{mistakes}");
        }
    }
    cost
}

#[test]
fn the_catalogue_expands_in_less_than_half_a_second() {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../activations-core/src/catalogue"
    );
    let (mut total, mut costs) = (Duration::ZERO, Vec::new());
    for entry in fs::read_dir(Path::new(root)).expect("the catalogue lies beside the macro") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file");
        let file = syn::parse_file(&text).expect("Rust");
        for (name, keys, item) in declarations(file.items) {
            let [worked, least] = cost(&keys, &item);
            total += worked;
            costs.push((least, name));
        }
    }
    costs.sort();
    for (took, name) in costs.iter().rev().take(12) {
        println!("{took:?} {name}");
    }
    println!("{} declarations: {total:?}", costs.len());
    assert!(costs.len() >= 10, "{costs:?}");
    assert!(total < Duration::from_millis(500), "{total:?}, {costs:#?}");
}
