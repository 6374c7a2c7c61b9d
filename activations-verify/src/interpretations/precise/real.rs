//! `Real` for 256-bit numbers.

use activations_core::{Constant, Literal, Real};
use dashu_base::Approximation;
use dashu_float::round::mode::HalfEven;
use dashu_float::{ConstCache, Context, FBig, FpResult, Repr};

use super::store::{self, with_constants};
use super::{BITS, Big, CONTEXT, Kind, Outcome, Precise, error_function};

/// The precision of intermediate values in functions put together here.
const WIDE: Context<HalfEven> = Context::new(BITS + 40);

/// Beyond the exponent of every double.
const HUGE: isize = 2000;

impl Precise {
    /// A function given by its finite values and its limits at −∞ and ∞.
    fn function(self, limits: [f64; 2], of: impl FnOnce(&Repr<2>) -> Outcome) -> Self {
        match self.0 {
            Kind::NotANumber => self,
            Kind::Infinite { negative } => Self::from(limits[usize::from(!negative)]),
            Kind::Finite(handle) => Self::from_outcome(of(&store::get(handle))),
        }
    }

    /// A function that is as good as at its limits where no double reaches, at e^2000, or of which
    /// nothing can be told there: its argument would have to be reduced with as many digits.
    fn saturating(self, limits: [f64; 2], of: impl FnOnce(&Repr<2>) -> Outcome) -> Self {
        match self.0 {
            Kind::Finite(handle) if store::get(handle).exponent() > HUGE => {
                Self::from(limits[usize::from(self.proxy() > 0.0)])
            }
            _ => self.function(limits, of),
        }
    }

    /// Significand and exponent of a number beyond the exponents of doubles, great or small.
    fn far_apart(self) -> Option<(Self, isize)> {
        let Kind::Finite(handle) = self.0 else {
            return None;
        };
        let repr = store::get(handle);
        (repr.exponent().abs() > HUGE).then(|| {
            let significand = Repr::new(repr.significand().clone(), 0);
            (Self::finite_number(significand), repr.exponent())
        })
    }

    /// Whether the number is so small that of a series by its powers only the first term counts.
    fn is_minute(self) -> bool {
        self.far_apart().is_some_and(|(_, exponent)| exponent < 0)
    }

    /// A function that `dashu-float` has.
    fn built_in(
        self,
        limits: [f64; 2],
        of: impl FnOnce(&Repr<2>, Option<&mut ConstCache>) -> FpResult<Big>,
    ) -> Self {
        self.function(limits, built_in(of))
    }

    /// The same, saturating.
    fn saturating_built_in(
        self,
        limits: [f64; 2],
        of: impl FnOnce(&Repr<2>, Option<&mut ConstCache>) -> FpResult<Big>,
    ) -> Self {
        self.saturating(limits, built_in(of))
    }
}

fn built_in(
    of: impl FnOnce(&Repr<2>, Option<&mut ConstCache>) -> FpResult<Big>,
) -> impl FnOnce(&Repr<2>) -> Outcome {
    |x| with_constants(|constants| of(x, Some(constants))).map(Approximation::value)
}

fn exp(x: &Repr<2>) -> Outcome {
    with_constants(|constants| WIDE.exp(x, Some(constants))).map(Approximation::value)
}

fn ln_1p(x: &Repr<2>) -> Outcome {
    with_constants(|constants| WIDE.ln_1p(x, Some(constants))).map(Approximation::value)
}

fn one() -> Big {
    FBig::from(1u8).with_precision(WIDE.precision()).value()
}

fn wide(x: &Repr<2>) -> Big {
    FBig::<HalfEven, 2>::from_repr_const(x.clone())
        .with_precision(WIDE.precision())
        .value()
}

/// e^{−x}, which may be 0.
fn decay(x: &Big) -> Outcome {
    match exp((-x).repr()) {
        Err(dashu_float::FpError::Underflow(_)) => Ok(wide(&Repr::zero())),
        other => other,
    }
}

fn softplus(x: &Repr<2>) -> Outcome {
    let x = wide(x);
    if x.repr().exponent() > HUGE {
        return Ok(if *x.repr() > Repr::zero() {
            x
        } else {
            wide(&Repr::zero())
        });
    }
    let (positive, tail) = if *x.repr() > Repr::zero() {
        (x.clone(), decay(&x)?)
    } else {
        (wide(&Repr::zero()), decay(&-x)?)
    };
    Ok(positive + ln_1p(tail.repr())?)
}

impl Real for Precise {
    type Mask = bool;

    fn literal(literal: Literal) -> Self {
        Self::parse(literal.text()).unwrap_or_else(|| Self::from(literal.f64()))
    }

    fn constant(constant: Constant) -> Self {
        let number = |n: u32| Self::from(f64::from(n));
        let pi = || {
            let pi = with_constants(|constants| constants.pi::<2, HalfEven>(BITS));
            Self::finite_number(pi.value().into_repr())
        };
        match constant {
            Constant::Pi => pi(),
            Constant::E => number(1).exp(),
            Constant::Ln2 => number(2).ln(),
            Constant::Ln10 => number(10).ln(),
            Constant::Log2E => number(2).ln().recip(),
            Constant::Log10E => number(10).ln().recip(),
            Constant::Log2Of10 => number(10).ln() / number(2).ln(),
            Constant::Log10Of2 => number(2).ln() / number(10).ln(),
            Constant::Sqrt2 => number(2).sqrt(),
            Constant::Frac1Sqrt2 => number(2).sqrt().recip(),
            Constant::Frac1Pi => pi().recip(),
            Constant::Frac2Pi => number(2) / pi(),
            Constant::Frac2SqrtPi => number(2) / pi().sqrt(),
            Constant::FracPi2 => pi() / number(2),
            Constant::FracPi3 => pi() / number(3),
            Constant::FracPi4 => pi() / number(4),
            Constant::FracPi6 => pi() / number(6),
            Constant::FracPi8 => pi() / number(8),
            Constant::Tau => number(2) * pi(),
        }
    }

    fn from_f64(value: f64) -> Self {
        Self::from(value)
    }

    fn lt(self, other: Self) -> bool {
        match (self.0, other.0) {
            (Kind::Finite(a), Kind::Finite(b)) => store::get(a) < store::get(b),
            _ => self.proxy() < other.proxy(),
        }
    }

    fn le(self, other: Self) -> bool {
        self.lt(other) || self.eq(other)
    }

    fn eq(self, other: Self) -> bool {
        match (self.0, other.0) {
            // As numbers: zeros of either sign are equal.
            (Kind::Finite(a), Kind::Finite(b)) => wide(&store::get(a)) == wide(&store::get(b)),
            _ => self.proxy() == other.proxy(),
        }
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn finite(self) -> Self {
        match self.0 {
            Kind::Infinite { negative } => Self::from(if negative { f64::MIN } else { f64::MAX }),
            _ => self,
        }
    }

    fn abs(self) -> Self {
        self.magnitude()
    }

    fn signum(self) -> Self {
        Self::from(self.proxy().signum())
    }

    fn powi(self, n: i32) -> Self {
        let limits = [f64::NEG_INFINITY.powi(n), f64::INFINITY.powi(n)];
        if n < 0 {
            // Above the fraction line everything is finite, 0 included.
            return self.powi(n.saturating_neg()).recip();
        }
        if n == 0 {
            return Self::from(1.0);
        }
        self.function(limits, |x| WIDE.powi(x, n.into()).map(Approximation::value))
    }

    fn powf(self, p: Literal) -> Self {
        let exponent = p.f64();
        if exponent == 0.0 {
            return Self::from(1.0);
        }
        if self.proxy() == 0.0 || self.proxy().is_infinite() {
            return Self::from(self.proxy().powf(exponent));
        }
        if exponent.fract() == 0.0 && exponent.abs() < f64::from(i32::MAX) {
            return self.powi(exponent as i32);
        }
        let Kind::Finite(exponent) = Self::literal(p).0 else {
            return Self(Kind::NotANumber);
        };
        let exponent = store::get(exponent);
        self.built_in([f64::NAN; 2], |x, constants| {
            WIDE.powf(x, &exponent, constants)
        })
    }

    fn sqrt(self) -> Self {
        self.function([f64::NAN, f64::INFINITY], |x| {
            CONTEXT.sqrt(x).map(Approximation::value)
        })
    }

    fn hypot(self, other: Self) -> Self {
        self.binary(other, f64::hypot, |a, b| CONTEXT.hypot(a, b))
    }

    fn minus_tanh(self) -> Self {
        // 36 steps leave 1e-100.
        super::super::minus_tanh(self, 36)
    }

    fn exp(self) -> Self {
        self.saturating_built_in([0.0, f64::INFINITY], |x, constants| {
            CONTEXT.exp(x, constants)
        })
    }

    fn exp_m1(self) -> Self {
        if self.is_minute() {
            return self;
        }
        self.saturating_built_in([-1.0, f64::INFINITY], |x, constants| {
            CONTEXT.exp_m1(x, constants)
        })
    }

    fn ln(self) -> Self {
        if self.proxy() == 0.0 {
            return Self::from(f64::NEG_INFINITY);
        }
        if let Some((significand, exponent)) = self.far_apart() {
            return significand.ln() + Self::from(exponent as f64) * Self::from(2.0).ln();
        }
        self.built_in([f64::NAN, f64::INFINITY], |x, constants| {
            CONTEXT.ln(x, constants)
        })
    }

    fn ln_1p(self) -> Self {
        if self.eq(Self::from(-1.0)) {
            return Self::from(f64::NEG_INFINITY);
        }
        if self.far_apart().is_some_and(|(_, exponent)| exponent > 0) {
            return self.ln();
        }
        self.built_in([f64::NAN, f64::INFINITY], |x, constants| {
            CONTEXT.ln_1p(x, constants)
        })
    }

    fn sin(self) -> Self {
        self.saturating_built_in([f64::NAN; 2], |x, constants| CONTEXT.sin(x, constants))
    }

    fn cos(self) -> Self {
        self.saturating_built_in([f64::NAN; 2], |x, constants| CONTEXT.cos(x, constants))
    }

    fn tan(self) -> Self {
        self.saturating_built_in([f64::NAN; 2], |x, constants| CONTEXT.tan(x, constants))
    }

    fn atan(self) -> Self {
        if self.proxy().is_infinite() {
            let right_angle = Self::constant(Constant::FracPi2);
            return if self.proxy() < 0.0 {
                -right_angle
            } else {
                right_angle
            };
        }
        self.built_in([f64::NAN; 2], |x, constants| CONTEXT.atan(x, constants))
    }

    fn sinh(self) -> Self {
        if self.is_minute() {
            return self;
        }
        self.saturating_built_in([f64::NEG_INFINITY, f64::INFINITY], |x, constants| {
            CONTEXT.sinh(x, constants)
        })
    }

    fn cosh(self) -> Self {
        self.saturating_built_in([f64::INFINITY; 2], |x, constants| {
            CONTEXT.cosh(x, constants)
        })
    }

    fn tanh(self) -> Self {
        if self.is_minute() {
            return self;
        }
        self.saturating_built_in([-1.0, 1.0], |x, constants| CONTEXT.tanh(x, constants))
    }

    fn asinh(self) -> Self {
        if self.far_apart().is_some_and(|(_, exponent)| exponent > 0) {
            return (self.abs() * Self::from(2.0)).ln() * self.signum();
        }
        self.built_in([f64::NEG_INFINITY, f64::INFINITY], |x, constants| {
            CONTEXT.asinh(x, constants)
        })
    }

    fn sigmoid(self) -> Self {
        self.saturating([0.0, 1.0], |x| {
            let x = wide(x);
            if *x.repr() >= Repr::zero() {
                Ok(one() / (one() + decay(&x)?))
            } else {
                let e = decay(&-x)?;
                Ok(e.clone() / (one() + e))
            }
        })
    }

    fn softplus(self) -> Self {
        self.function([0.0, f64::INFINITY], softplus)
    }

    fn log_sigmoid(self) -> Self {
        self.function([f64::NEG_INFINITY, 0.0], |x| {
            Ok(-softplus((-wide(x)).repr())?)
        })
    }

    fn erf(self) -> Self {
        if self.is_minute() {
            return self * Self::constant(Constant::Frac2SqrtPi);
        }
        self.saturating([-1.0, 1.0], error_function::erf)
    }

    fn erfc(self) -> Self {
        self.saturating([2.0, 0.0], error_function::erfc)
    }

    fn normal_cdf(self) -> Self {
        self.saturating([0.0, 1.0], error_function::normal_cdf)
    }

    fn normal_pdf(self) -> Self {
        self.saturating([0.0, 0.0], error_function::normal_pdf)
    }

    fn gaussian(self) -> Self {
        self.saturating([0.0, 0.0], |x| error_function::gaussian(x, false, BITS))
    }
}
