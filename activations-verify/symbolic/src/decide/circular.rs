//! Sines and cosines as points of the circle, and the odd functions erf and atan.

use super::echelon::{Echelon, Relation};
use super::field::Field;
use super::generators::{Fraction, NEW, products};
use super::pass::{Pass, Samples, Stop};
use super::points::Stream;
use super::program::{At, Op};

/// What is known of angles and of odd functions so far.
#[derive(Debug, Default)]
pub(super) struct Circles {
    /// π, if it occurs, and the free angles.
    angles: Echelon,
    points: Vec<Turn>,
    /// Cosine and sine of the angles met.
    known: Vec<(At, Vec<Point>)>,
    /// Arguments and values of erf and of atan.
    odd: Vec<(bool, Vec<u64>, Vec<u64>)>,
}

/// Cosine and sine.
type Point = (u64, u64);

#[derive(Clone, Debug)]
enum Turn {
    /// The angle π itself.
    Pi,
    /// A free angle: the points of which its own are the 60th powers, so that halves, thirds and
    /// fifths of it exist too.
    Free(Vec<Point>),
}

/// The divisions of a free angle that exist.
const PARTS: i64 = 60;

impl Pass<'_> {
    /// The samples of sin, cos, erf or atan.
    pub(super) fn odd_or_circular(&mut self, at: At) -> Result<Samples, Stop> {
        match self.program.steps[at] {
            Op::Sin(a) => {
                let (cosines, sines) = self.circle(a)?;
                Ok(self.chain(a, sines, |_, i| cosines[i]))
            }
            Op::Cos(a) => {
                let (cosines, sines) = self.circle(a)?;
                Ok(self.chain(a, cosines, |f, i| f.neg(sines[i])))
            }
            Op::Erf(a, slope) => self.odd(at, a, slope, true),
            Op::Atan(a, slope) => self.odd(at, a, slope, false),
            _ => Ok(self.samples(at)),
        }
    }

    /// Values f(a) with the derivative that `outer` gives at each point.
    fn chain(&self, a: At, values: Vec<u64>, outer: impl Fn(&Field, usize) -> u64) -> Samples {
        let inner = self.samples(a).slopes;
        let slopes = inner
            .iter()
            .enumerate()
            .map(|(i, &d)| self.field.mul(outer(&self.field, i), d));
        Samples {
            slopes: slopes.collect(),
            values,
        }
    }

    /// erf or atan: free elements, odd in their arguments, 0 at 0.
    fn odd(&mut self, at: At, a: At, slope: Option<At>, erf: bool) -> Result<Samples, Stop> {
        let argument = self.samples(a).values;
        let f = self.field;
        let minus = |values: &[u64]| values.iter().map(|&v| f.neg(v)).collect::<Vec<u64>>();
        let opposite = minus(&argument);
        let known = self
            .circles
            .odd
            .iter()
            .find(|known| known.0 == erf && (known.1 == argument || known.1 == opposite));
        let values = match known {
            _ if argument.iter().all(|&value| value == 0) => argument,
            Some(known) if known.1 == argument => known.2.clone(),
            Some(known) => minus(&known.2),
            None => {
                let values = self.stream(Stream::Generator(at));
                self.circles.odd.push((erf, argument, values.clone()));
                self.structure.push(NEW);
                values
            }
        };
        let outer = slope.map(|slope| self.samples(slope).values);
        Ok(self.chain(a, values, |_, i| outer.as_ref().map_or(0, |outer| outer[i])))
    }

    /// Cosines and sines of an angle.
    fn circle(&mut self, a: At) -> Result<(Vec<u64>, Vec<u64>), Stop> {
        let known = self.circles.known.iter().find(|known| known.0 == a);
        let points = match known {
            Some(known) => known.1.clone(),
            None => {
                let points = self.new_angle(a)?;
                self.circles.known.push((a, points.clone()));
                points
            }
        };
        Ok(points.into_iter().unzip())
    }

    fn new_angle(&mut self, a: At) -> Result<Vec<Point>, Stop> {
        if self.circles.points.is_empty() {
            self.enter_pi()?;
        }
        let angle = self.samples(a).values;
        let coefficients = match self.circles.angles.relate(&self.field, &angle, true) {
            Relation::Full => return Err(Stop::MorePoints),
            Relation::Dependent(coefficients) => coefficients,
            Relation::Independent => {
                let parts = self.free_points(a);
                self.structure.push(NEW);
                let points = parts
                    .iter()
                    .map(|&part| turn(&self.field, part, PARTS))
                    .collect();
                self.circles.points.push(Turn::Free(parts));
                return Ok(points);
            }
        };
        let fractions = self.fractions(&coefficients).unwrap_or_default();
        let multiples: Option<Vec<i64>> = fractions
            .iter()
            .zip(&self.circles.points)
            .map(|(&fraction, turn)| match turn {
                Turn::Pi => multiple(fraction, 12),
                Turn::Free(_) => multiple(fraction, PARTS),
            })
            .collect();
        match multiples.filter(|multiples| multiples.len() == coefficients.len()) {
            Some(multiples) => {
                self.record(&fractions)?;
                self.combined(&multiples)
            }
            // A multiple that does not exist on this circle is an angle of its own.
            None => {
                self.structure.push(NEW);
                let parts = self.free_points(a);
                Ok(parts
                    .iter()
                    .map(|&part| turn(&self.field, part, PARTS))
                    .collect())
            }
        }
    }

    /// Enters π as the first angle, if it occurs.
    fn enter_pi(&mut self) -> Result<(), Stop> {
        if !self.program.steps.contains(&Op::RootPi) {
            return Ok(());
        }
        // Its step may lie ahead, but its samples are known.
        let root = self.squares(Stream::RootPi);
        let pi = products(&self.field, &root, &root);
        match self.circles.angles.relate(&self.field, &pi, true) {
            Relation::Independent => self.circles.points.push(Turn::Pi),
            _ => return Err(Stop::MorePoints),
        }
        Ok(())
    }

    /// Random points of the circle, ((1 − t²)/(1 + t²), 2t/(1 + t²)).
    fn free_points(&self, a: At) -> Vec<Point> {
        let f = &self.field;
        let point = |t: u64| {
            let square = f.mul(t, t);
            // −1 is not a square, so that 1 + t² is not 0.
            let inverse = f.inverse(f.add(1, square)).unwrap_or(1);
            (
                f.mul(f.sub(1, square), inverse),
                f.mul(f.add(t, t), inverse),
            )
        };
        self.stream(Stream::Generator(a))
            .into_iter()
            .map(point)
            .collect()
    }

    /// The angle with these multiples of π/12 and of the parts of the free angles.
    fn combined(&self, multiples: &[i64]) -> Result<Vec<Point>, Stop> {
        let f = &self.field;
        let mut points = vec![(1, 0); self.count()];
        for (known, &multiple) in self.circles.points.iter().zip(multiples) {
            for (i, point) in points.iter_mut().enumerate() {
                let part = match known {
                    Turn::Free(parts) => parts[i],
                    Turn::Pi => twelfth_of_pi(f).ok_or(Stop::BadPrime)?,
                };
                *point = add(f, *point, turn(f, part, multiple));
            }
        }
        Ok(points)
    }
}

/// n/d in units of 1/parts, if that is an integer.
fn multiple((n, d): Fraction, parts: i64) -> Option<i64> {
    (parts % d == 0).then(|| n.checked_mul(parts / d)).flatten()
}

/// The sum of two angles.
fn add(f: &Field, a: Point, b: Point) -> Point {
    let cos = f.sub(f.mul(a.0, b.0), f.mul(a.1, b.1));
    let sin = f.add(f.mul(a.0, b.1), f.mul(a.1, b.0));
    (cos, sin)
}

/// The n-fold of an angle.
fn turn(f: &Field, part: Point, n: i64) -> Point {
    let mut double = if n < 0 { (part.0, f.neg(part.1)) } else { part };
    let (mut rest, mut sum) = (n.unsigned_abs(), (1, 0));
    while rest > 0 {
        if rest & 1 == 1 {
            sum = add(f, sum, double);
        }
        double = add(f, double, double);
        rest >>= 1;
    }
    sum
}

/// π/12 = π/3 − π/4
fn twelfth_of_pi(f: &Field) -> Option<Point> {
    let half = f.inverse(2)?;
    let third = (half, f.mul(half, f.root_power(3, 1, 2)?));
    let cos = f.mul(half, f.root_power(2, 1, 2)?);
    Some(add(f, third, (cos, f.neg(cos))))
}
