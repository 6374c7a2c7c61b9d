//! One evaluation of a program at random points of a field.

use super::Obstacle;
use super::circular::Circles;
use super::field::Field;
use super::generators::Generators;
use super::points::{Points, Stream};
use super::program::{At, Op, Program};

/// Why a pass ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Some points cannot be used; they have been drawn anew.
    Restart,
    /// There are more generators than points.
    MorePoints,
    /// A root can only be understood with derivatives carried along.
    NeedSlopes,
    /// The prime divides a literal, or a constant has no root modulo it.
    BadPrime,
    Obstacle(Obstacle),
}

/// The values of one step at all points, and its derivatives in a random direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    pub(super) values: Vec<u64>,
    /// Empty where derivatives are not carried along.
    pub(super) slopes: Vec<u64>,
}

/// A quantity under an even root that was a square at every point drawn.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    pub(super) constant: bool,
    pub(super) radicand: Samples,
}

/// The state of one pass.
pub(super) struct Pass<'a> {
    pub(super) program: &'a Program,
    pub(super) points: &'a mut Points,
    pub(super) field: Field,
    /// Fractions are recognised up to this numerator and denominator.
    pub(super) bound: u64,
    values: Vec<u64>,
    slopes: Vec<u64>,
    bad: Vec<bool>,
    /// Whether relations between samples were used, so that no point can change any more.
    related: bool,
    pub(super) generators: Generators,
    /// What was discovered, to be compared between primes.
    pub(super) structure: Vec<i64>,
    /// Whether a fraction in it is longer than it would be by design.
    pub(super) long: bool,
    pub(super) suspects: Vec<Suspect>,
    pub(super) circles: Circles,
}

impl<'a> Pass<'a> {
    pub(super) fn new(program: &'a Program, points: &'a mut Points, bound: u64) -> Pass<'a> {
        let n = points.count();
        let size = program.steps.len() * n;
        Pass {
            program,
            field: points.field,
            bound,
            values: vec![0; size],
            slopes: vec![0; if program.slopes { size } else { 0 }],
            bad: vec![false; n],
            related: false,
            generators: Generators::default(),
            structure: Vec::new(),
            long: false,
            suspects: Vec::new(),
            circles: Circles::default(),
            points,
        }
    }

    /// Runs all steps; the values of the result.
    pub(super) fn run(&mut self) -> Result<Vec<u64>, Stop> {
        let n = self.count();
        for at in 0..self.program.steps.len() {
            self.points.spend(n as u64)?;
            match self.program.steps[at] {
                Op::LnPrime(_)
                | Op::Exp(_)
                | Op::Ln(_)
                | Op::Erf(..)
                | Op::Atan(..)
                | Op::Sin(_)
                | Op::Cos(_) => {
                    if self.bad.contains(&true) {
                        return Err(self.redraw_bad());
                    }
                    self.related = true;
                    let samples = self.generator(at)?;
                    self.store(at, &samples);
                }
                Op::Div(a, b) if self.divide(at, a, b) => {}
                op if self.program.constant[at] => {
                    if !self.point(at, op, 0)? {
                        return Err(Stop::Obstacle(Obstacle::NoPoints));
                    }
                    let value = self.values[at * n];
                    self.values[at * n..(at + 1) * n].fill(value);
                }
                op => {
                    for i in 0..n {
                        if !self.bad[i] && !self.point(at, op, i)? {
                            self.settle(at, i)?;
                        }
                    }
                }
            }
        }
        if self.bad.contains(&true) {
            return Err(self.redraw_bad());
        }
        self.explain_roots()?;
        Ok(self.samples(self.program.result).values)
    }

    pub(super) fn count(&self) -> usize {
        self.points.count()
    }

    /// Samples of a stream.
    pub(super) fn stream(&self, stream: Stream) -> Vec<u64> {
        let code = stream.code();
        (0..self.count())
            .map(|i| self.points.sample(code, i))
            .collect()
    }

    /// Samples of a stream that are squares.
    pub(super) fn squares(&self, stream: Stream) -> Vec<u64> {
        let square = |root: u64| self.field.mul(root, root);
        self.stream(stream).into_iter().map(square).collect()
    }

    pub(super) fn samples(&self, at: At) -> Samples {
        let range = at * self.count()..(at + 1) * self.count();
        let slopes = if self.program.slopes {
            self.slopes[range.clone()].to_vec()
        } else {
            Vec::new()
        };
        Samples {
            values: self.values[range].to_vec(),
            slopes,
        }
    }

    fn store(&mut self, at: At, samples: &Samples) {
        let range = at * self.count()..(at + 1) * self.count();
        self.values[range.clone()].copy_from_slice(&samples.values);
        if self.program.slopes {
            self.slopes[range].copy_from_slice(&samples.slopes);
        }
    }

    /// Marks a point that cannot be used.
    pub(super) fn spoil(&mut self, point: usize) {
        self.bad[point] = true;
    }

    pub(super) fn is_spoilt(&self) -> bool {
        self.bad.contains(&true)
    }

    /// Draws the points that cannot be used again, for the next pass.
    pub(super) fn redraw_bad(&mut self) -> Stop {
        for i in 0..self.count() {
            if self.bad[i] && !self.points.redraw(i) {
                return Stop::Obstacle(Obstacle::NoPoints);
            }
        }
        Stop::Restart
    }

    /// Draws one point until it can be used up to step `at`; where samples are already related,
    /// leaves that to the next pass.
    fn settle(&mut self, at: At, i: usize) -> Result<(), Stop> {
        if self.related {
            self.bad[i] = true;
            return Ok(());
        }
        'draw: loop {
            if !self.points.redraw(i) {
                return Err(Stop::Obstacle(Obstacle::NoPoints));
            }
            self.points.spend(at as u64 + 1)?;
            for earlier in 0..=at {
                if !self.point(earlier, self.program.steps[earlier], i)? {
                    continue 'draw;
                }
            }
            return Ok(());
        }
    }

    /// Divides at all points at once; false if that is not possible.
    fn divide(&mut self, at: At, a: At, b: At) -> bool {
        let (n, f) = (self.count(), self.field);
        if self.is_spoilt() {
            return false;
        }
        let Some(inverses) = f.inverses(&self.values[b * n..(b + 1) * n]) else {
            return false;
        };
        for (i, inverse) in inverses.into_iter().enumerate() {
            let quotient = f.mul(self.values[a * n + i], inverse);
            self.values[at * n + i] = quotient;
            if self.program.slopes {
                let (above, below) = (self.slopes[a * n + i], self.slopes[b * n + i]);
                self.slopes[at * n + i] = f.mul(f.sub(above, f.mul(quotient, below)), inverse);
            }
        }
        true
    }

    /// Evaluates one step that needs no other points; false if this point cannot be used.
    fn point(&mut self, at: At, op: Op, i: usize) -> Result<bool, Stop> {
        let (n, f) = (self.count(), self.field);
        let value = |at: At| self.values[at * n + i];
        let slope = |at: At| self.slopes[at * n + i];
        let dual = self.program.slopes;
        let (v, d) = match op {
            Op::Number(number) => match f.number(number) {
                Some(element) => (element, 0),
                None => return Err(Stop::BadPrime),
            },
            Op::Variable(symbol) => (
                self.points.sample(Stream::Variable(symbol).code(), i),
                if dual {
                    self.points.sample(Stream::Direction(symbol).code(), i)
                } else {
                    0
                },
            ),
            Op::RootPi => {
                let root = self.points.sample(Stream::RootPi.code(), i);
                let direction = self.points.sample(Stream::RootPiDirection.code(), i);
                (f.mul(root, root), direction)
            }
            Op::Add(a, b) => (
                f.add(value(a), value(b)),
                if dual { f.add(slope(a), slope(b)) } else { 0 },
            ),
            Op::Sub(a, b) => (
                f.sub(value(a), value(b)),
                if dual { f.sub(slope(a), slope(b)) } else { 0 },
            ),
            Op::Mul(a, b) => {
                let (u, v) = (value(a), value(b));
                let d = if dual {
                    f.add(f.mul(u, slope(b)), f.mul(v, slope(a)))
                } else {
                    0
                };
                (f.mul(u, v), d)
            }
            Op::Div(a, b) => {
                let Some(inverse) = f.inverse(value(b)) else {
                    return Ok(false);
                };
                let q = f.mul(value(a), inverse);
                let d = if dual {
                    f.mul(f.sub(slope(a), f.mul(q, slope(b))), inverse)
                } else {
                    0
                };
                (q, d)
            }
            Op::Powi(a, k) => {
                let k = i64::from(k);
                let Some(power) = f.powi(value(a), k) else {
                    return Ok(false);
                };
                let d = if dual && slope(a) != 0 {
                    let Some(less) = f.powi(value(a), k - 1) else {
                        return Ok(false);
                    };
                    f.mul(f.mul(f.integer(k), less), slope(a))
                } else {
                    0
                };
                (power, d)
            }
            Op::Power(a, k, root) => {
                let (u, du) = (value(a), if dual { slope(a) } else { 0 });
                match self.root_power((at, 0), i, (u, du), (k, root), self.program.constant[a])? {
                    Some(power) => power,
                    None => return Ok(false),
                }
            }
            Op::Positive(a) => {
                if !f.is_residue(value(a)) {
                    return Ok(false);
                }
                (value(a), if dual { slope(a) } else { 0 })
            }
            Op::LnPrime(_)
            | Op::Exp(_)
            | Op::Ln(_)
            | Op::Erf(..)
            | Op::Atan(..)
            | Op::Sin(_)
            | Op::Cos(_) => (value(at), if dual { slope(at) } else { 0 }),
        };
        self.values[at * n + i] = v;
        if dual {
            self.slopes[at * n + i] = d;
        }
        Ok(true)
    }

    /// u^(k/root) and its derivative at one point; `None` if the point cannot be used.
    ///
    /// `key` names the quantity u, of which it is remembered that it was seen not to be a square.
    pub(super) fn root_power(
        &mut self,
        key: (At, usize),
        i: usize,
        (u, du): (u64, u64),
        (k, root): (i64, u64),
        constant: bool,
    ) -> Result<Option<(u64, u64)>, Stop> {
        let f = self.field;
        debug_assert!(i < self.count());
        if u == 0 {
            // The root of what is identically 0 is 0; elsewhere the point is of no use.
            return Ok((constant && k > 0).then_some((0, 0)));
        }
        if root.is_multiple_of(2) && !f.is_residue(u) {
            if constant {
                return Err(Stop::BadPrime);
            }
            self.points.not_squares.insert(key);
            return Ok(None);
        }
        let Some(power) = f.root_power(u, k, root) else {
            return Err(Stop::Obstacle(Obstacle::TooLarge));
        };
        if !self.program.slopes {
            return Ok(Some((power, 0)));
        }
        let inverse = f.inverse(u).unwrap_or(0);
        let exponent = f.inverse(f.integer(root as i64)).unwrap_or(0);
        let factor = f.mul(f.mul(f.integer(k), exponent), inverse);
        Ok(Some((power, f.mul(f.mul(power, factor), du))))
    }

    pub(super) fn suspect(&mut self, key: (At, usize), radicand: Samples, constant: bool) {
        if !self.points.not_squares.contains(&key) {
            self.suspects.push(Suspect { constant, radicand });
        }
    }

    /// Whether an even root has been shown to be a new, independent element.
    pub(super) fn is_independent_root(&self, at: At) -> bool {
        self.points.not_squares.contains(&(at, 0))
    }
}
