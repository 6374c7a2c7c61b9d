//! The parts of a formula as it is written, and the formula with one of them replaced.

use activations_symbolic::{Arena, Cond, Condition, Expr, Node, Relation};

/// One step on the way to a part: an operand, or a side of a comparison of the condition.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Operand(usize),
    /// The side of the comparison with this number, in the order of reading.
    Compared(usize, Side),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    Left,
    Right,
}

/// All parts of the formula as written, those of its conditions included, with the way to each.
pub(super) fn parts(arena: &Arena, whole: Expr) -> Vec<(Vec<Step>, Expr)> {
    let mut parts = vec![(Vec::new(), whole)];
    let mut next = 0;
    while next < parts.len() {
        let (path, e) = parts[next].clone();
        let to = |step: Step| path.iter().copied().chain([step]).collect::<Vec<Step>>();
        let node = arena.node(e);
        for (i, operand) in node.operands().enumerate() {
            parts.push((to(Step::Operand(i)), operand));
        }
        if let Node::Select(condition, ..) = node {
            for (i, (_, a, b)) in comparisons(arena, condition).into_iter().enumerate() {
                parts.push((to(Step::Compared(i, Side::Left)), a));
                parts.push((to(Step::Compared(i, Side::Right)), b));
            }
        }
        next += 1;
    }
    parts
}

/// The comparisons of a condition, from left to right.
pub(super) fn comparisons(arena: &Arena, condition: Cond) -> Vec<(Relation, Expr, Expr)> {
    match arena.condition(condition) {
        Condition::Compare(relation, a, b) => vec![(relation, a, b)],
        Condition::And(a, b) | Condition::Or(a, b) => {
            [comparisons(arena, a), comparisons(arena, b)].concat()
        }
        Condition::Not(a) => comparisons(arena, a),
    }
}

/// The condition with one of its comparisons changed.
pub(super) fn with_comparison(
    arena: &mut Arena,
    condition: Cond,
    at: &mut usize,
    new: &mut dyn FnMut(&mut Arena, Relation, Expr, Expr) -> Cond,
) -> Cond {
    match arena.condition(condition) {
        Condition::Compare(relation, a, b) => {
            let here = *at == 0;
            *at = at.wrapping_sub(1);
            if here {
                new(arena, relation, a, b)
            } else {
                condition
            }
        }
        Condition::And(a, b) => {
            let (a, b) = (
                with_comparison(arena, a, at, new),
                with_comparison(arena, b, at, new),
            );
            arena.and(a, b)
        }
        Condition::Or(a, b) => {
            let (a, b) = (
                with_comparison(arena, a, at, new),
                with_comparison(arena, b, at, new),
            );
            arena.or(a, b)
        }
        Condition::Not(a) => {
            let a = with_comparison(arena, a, at, new);
            arena.not(a)
        }
    }
}

/// The formula with another part at the end of a way.
pub(super) fn replaced(arena: &mut Arena, e: Expr, path: &[Step], new: Expr) -> Expr {
    let Some((&first, rest)) = path.split_first() else {
        return new;
    };
    let node = arena.node(e);
    match first {
        Step::Operand(i) => {
            let Some(operand) = node.operands().nth(i) else {
                return e;
            };
            let changed = replaced(arena, operand, rest, new);
            arena.replace_at(e, &[i], changed)
        }
        Step::Compared(i, side) => {
            let Node::Select(condition, yes, no) = node else {
                return e;
            };
            let mut at = i;
            let condition =
                with_comparison(arena, condition, &mut at, &mut |arena, relation, a, b| {
                    let (a, b) = match side {
                        Side::Left => (replaced(arena, a, rest, new), b),
                        Side::Right => (a, replaced(arena, b, rest, new)),
                    };
                    arena.compare(relation, a, b)
                });
            arena.select(condition, yes, no)
        }
    }
}
