//! Every claim of every built-in a second time, by exact expansion over the rationals.
//!
//! Branches are chosen by comparing numbers at points, so that of the prover's own code only the
//! derivative's rules have a part in it; what is left without branches is expanded, and the modular
//! path must agree.

#[path = "../symbolic/tests/exact/mod.rs"]
mod exact;
#[path = "../symbolic/tests/support/regions.rs"]
mod regions;
#[path = "../symbolic/tests/support/unrolled.rs"]
mod unrolled;

use activations_core::{all, all_gated};
use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::{Arena, Expr, Number, Symbol, differentiate, evaluate_condition};
use activations_verify::{Formulas, Subject};

/// Points in every region of the built-ins.
const INPUTS: [f64; 16] = [
    -11.3, -6.1, -3.7, -2.3, -1.6, -1.1, -0.7, -0.3, 0.2, 0.6, 1.2, 1.7, 2.4, 3.6, 5.9, 12.1,
];

/// What the two paths said of claims.
#[derive(Debug, Default)]
struct Replay {
    exact: usize,
    modular_only: Vec<String>,
    wrong: Vec<String>,
}

impl Replay {
    fn enter(&mut self, arena: &Arena, name: &str, positive: &[Expr], difference: Expr) {
        let modular = is_zero(arena, difference, positive);
        match exact::is_zero(arena, difference) {
            Some(true) => self.exact += 1,
            // A relation that the exact path does not know looks like a difference.
            Some(false) | None => self.modular_only.push(name.to_owned()),
        }
        if !matches!(modular, Decision::Zero { .. }) {
            self.wrong.push(format!("{name}: {modular:?}"));
        }
    }
}

/// The parameters that are positive by their defaults: where a root of one is taken, it is.
fn positive(arena: &mut Arena, formulas: &Formulas) -> Vec<Expr> {
    let parameters = formulas.scope.parameters.iter();
    parameters
        .filter(|parameter| parameter.default.to_f64() > 0.0)
        .map(|parameter| arena.variable(parameter.symbol))
        .collect()
}

/// Points of the domain, parameters at their defaults.
fn points(formulas: &Formulas) -> Vec<Vec<(Symbol, f64)>> {
    let scope = &formulas.scope;
    let parameters: Vec<(Symbol, f64)> = scope
        .parameters
        .iter()
        .map(|parameter| (parameter.symbol, parameter.default.to_f64()))
        .collect();
    let mut points = Vec::new();
    for (i, &input) in INPUTS.iter().enumerate() {
        let mut point = parameters.clone();
        for (j, &symbol) in scope.inputs.iter().enumerate() {
            // The second input takes the values in another order.
            point.push((
                symbol,
                if j == 0 {
                    input
                } else {
                    INPUTS[(7 * i + 3) % 16]
                },
            ));
        }
        let inside = |domain| evaluate_condition(&formulas.arena, domain, &point);
        if scope.domain.is_none_or(inside) {
            points.push(point);
        }
    }
    points
}

/// The claims of a function of numbers, region by region.
fn scalar(formulas: &Formulas, replay: &mut Replay) {
    let mut arena = formulas.arena.clone();
    let parameters = positive(&mut arena, formulas);
    let mut seen: Vec<(Expr, Vec<Expr>)> = Vec::new();
    for point in points(formulas) {
        // Around the point the inputs have the signs that they have there.
        let mut positive = parameters.clone();
        for &(symbol, value) in &point[formulas.scope.parameters.len()..] {
            let input = arena.variable(symbol);
            positive.push(if value < 0.0 { arena.neg(input) } else { input });
        }
        let forward = regions::around(&mut arena, formulas.forward, &point);
        let mut claims = Vec::new();
        for &(wrt, stated) in &formulas.derivatives {
            let stated = arena.substitute(stated, formulas.output, formulas.forward);
            let stated = regions::around(&mut arena, stated, &point);
            let slope = differentiate(&mut arena, forward, wrt);
            claims.push(arena.sub(slope, stated));
        }
        if let Some(spec) = formulas.spec {
            let spec = regions::around(&mut arena, spec, &point);
            claims.push(arena.sub(forward, spec));
        }
        for claim in claims {
            let known = (claim, positive.clone());
            if !seen.contains(&known) {
                seen.push(known);
                replay.enter(&arena, formulas.declaration.name, &positive, claim);
            }
        }
    }
}

/// The gradient of a row, on rows of two to six entries; two are expanded.
fn row(formulas: &Formulas, replay: &mut Replay) {
    let name = formulas.declaration.name;
    for length in 2..=6 {
        let mut arena = formulas.arena.clone();
        let positive = positive(&mut arena, formulas);
        let symbols = [formulas.scope.inputs[0], formulas.cotangent];
        let rows = unrolled::rows(&mut arena, &symbols, length);
        let entries = rows[0].1.iter().zip([0.3, -1.1, 0.7, -0.2, 1.2, 1.9]);
        let point: Vec<(Symbol, f64)> = entries.map(|(&x, value)| (x, value)).collect();
        for &(_, vjp) in &formulas.derivatives {
            let vjp = arena.substitute(vjp, formulas.output, formulas.forward);
            for claim in unrolled::claims(&mut arena, &rows, formulas.forward, vjp) {
                let claim = regions::around(&mut arena, claim, &point);
                if length == 2 {
                    replay.enter(&arena, name, &positive, claim);
                } else if !matches!(is_zero(&arena, claim, &positive), Decision::Zero { .. }) {
                    replay.wrong.push(format!("{name} of {length}"));
                }
            }
        }
    }
}

fn replay(subject: &Subject, change: impl Fn(&mut Formulas)) -> Option<Replay> {
    let mut formulas = Formulas::of(subject)?;
    change(&mut formulas);
    let mut replay = Replay::default();
    if formulas.is_row_wise() {
        row(&formulas, &mut replay);
    } else {
        scalar(&formulas, &mut replay);
    }
    Some(replay)
}

#[test]
fn every_built_in_is_proved_by_exact_expansion_too() {
    let subjects = all().map(Subject::one).chain(all_gated().map(Subject::two));
    let (mut exact, mut built_ins) = (0, 0);
    let (mut modular_only, mut wrong) = (Vec::new(), Vec::new());
    for subject in subjects {
        let Some(replay) = replay(&subject, |_| {}) else {
            continue;
        };
        built_ins += 1;
        exact += replay.exact;
        modular_only.extend(replay.modular_only);
        wrong.extend(replay.wrong);
    }
    println!(
        "{built_ins} built-ins: {exact} claims exactly, {modular_only:?} by the modular path alone"
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        built_ins >= 15 && exact >= 2 * built_ins,
        "{exact} of {built_ins}"
    );
    assert!(10 * modular_only.len() <= exact, "{modular_only:?}");
}

#[test]
fn a_wrong_derivative_is_not_proved_by_exact_expansion() {
    let subjects = all().map(Subject::one).chain(all_gated().map(Subject::two));
    let mut tried = 0;
    for subject in subjects {
        let wrong = replay(&subject, |formulas| {
            for (_, derivative) in &mut formulas.derivatives {
                let almost = formulas
                    .arena
                    .number(Number::parse("1.000000001").expect("a literal"));
                *derivative = formulas.arena.mul(almost, *derivative);
            }
            formulas.spec = None;
        });
        if let Some(found) = wrong {
            tried += 1;
            // Where the derivative is 0, nothing is wrong.
            assert!(!found.wrong.is_empty(), "{}: {found:?}", subject.name());
            assert!(
                !found.modular_only.is_empty(),
                "{}: {found:?}",
                subject.name()
            );
        }
    }
    assert!(tried >= 15, "{tried}");
}
