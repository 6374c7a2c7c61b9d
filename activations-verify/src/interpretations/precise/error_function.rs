//! erf, erfc and the normal distribution at any precision, with a bound on what each series leaves out.

use dashu_base::{Abs, Approximation};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpError, Repr};

use super::store::with_constants;
use super::{BITS, Big, Outcome};

/// From here on the asymptotic series reaches the precision: its least term is about e^{−x²} < 2⁻³⁵⁵.
const ASYMPTOTIC_FROM: f64 = 15.7;

/// Bits carried beyond those asked for, for the rounding of a few hundred terms.
const GUARD: usize = 40;

fn small(n: usize, bits: usize) -> Big {
    FBig::from(n).with_precision(bits).value()
}

fn to_precision(x: &Repr<2>, bits: usize) -> Big {
    FBig::<HalfEven, 2>::from_repr_const(x.clone())
        .with_precision(bits)
        .value()
}

/// e^{−scale·x²} with the square carried exactly.
pub(super) fn gaussian(x: &Repr<2>, halved: bool, bits: usize) -> Outcome {
    let context = Context::<HalfEven>::new(bits);
    let exact = Context::<HalfEven>::new(2 * x.digits().max(1));
    let square = exact.sqr(x)?.value();
    let exponent = -if halved { square >> 1 } else { square };
    match with_constants(|constants| context.exp(exponent.repr(), Some(constants))) {
        Err(FpError::Underflow(_)) => Ok(small(0, bits)),
        other => other.map(Approximation::value),
    }
}

/// erf x by (2/√π)·x·e^{−x²}·Σ (2x²)ⁿ/(3·5···(2n + 1)), whose terms are all positive: once a term is less
/// than half of the one before, so are all later ones, and together they are less than that term.
fn series(x: &Repr<2>, bits: usize) -> Outcome {
    let bits = bits + GUARD;
    let x_big = to_precision(x, bits.max(x.digits()));
    let square = to_precision((&x_big * &x_big).repr(), bits) << 1;
    let mut term = small(1, bits);
    let mut sum = term.clone();
    let negligible = |term: &Big, sum: &Big| term.clone() << (bits as isize) < *sum;
    for n in 1.. {
        let denominator = small(2 * n + 1, bits);
        term = &term * &square / &denominator;
        sum += &term;
        if denominator > (square.clone() << 1) && negligible(&term, &sum) {
            break;
        }
    }
    let pi = with_constants(|constants| constants.pi::<2, HalfEven>(bits)).value();
    Ok(gaussian(x, false, bits)? * x_big * sum * small(2, bits) / pi.sqrt())
}

/// erfc x for large x by e^{−x²}/(x√π)·Σ (−1)ⁿ·1·3···(2n − 1)/(2x²)ⁿ, which is off by less than the first
/// term left out.
fn asymptotic(x: &Repr<2>, bits: usize) -> Outcome {
    let bits = bits + GUARD;
    let x_big = to_precision(x, bits.max(x.digits()));
    let square = to_precision((&x_big * &x_big).repr(), bits) << 1;
    let mut term = small(1, bits);
    let mut sum = term.clone();
    for n in 0.. {
        term = -(&term * small(2 * n + 1, bits) / &square);
        if term.clone().abs() << (bits as isize) < sum {
            break;
        }
        sum += &term;
    }
    let pi = with_constants(|constants| constants.pi::<2, HalfEven>(bits)).value();
    Ok(gaussian(x, false, bits)? * sum / (x_big * pi.sqrt()))
}

fn approximate(x: &Repr<2>) -> f64 {
    FBig::<HalfEven, 2>::from_repr_const(x.clone())
        .to_f64()
        .value()
}

/// erf x.
pub(super) fn erf(x: &Repr<2>) -> Outcome {
    let near = approximate(x).abs();
    if near < 1.0 {
        series(x, BITS)
    } else {
        // 1 − erfc keeps the bits: erfc is at most 0.16 here.
        let magnitude = to_precision(x, x.digits().max(1)).abs();
        let complement = erfc(magnitude.repr())?;
        let value = small(1, BITS + GUARD) - complement;
        Ok(if approximate(x) < 0.0 { -value } else { value })
    }
}

/// erfc x.
pub(super) fn erfc(x: &Repr<2>) -> Outcome {
    let near = approximate(x);
    if near > ASYMPTOTIC_FROM {
        return asymptotic(x, BITS);
    }
    if near < -ASYMPTOTIC_FROM {
        let mirrored = -to_precision(x, x.digits());
        return Ok(small(2, BITS + GUARD) - asymptotic(mirrored.repr(), BITS)?);
    }
    // 1 − erf x cancels the bits that erfc x < e^{−x²} lies below 1.
    let cancelled = if near > 0.0 {
        (1.5 * near * near) as usize + 8
    } else {
        0
    };
    Ok(small(1, BITS + cancelled + GUARD) - series(x, BITS + cancelled)?)
}

/// ½·erfc(−x/√2). Rounding x/√2 is amplified by x², so it is done with twice the digits.
pub(super) fn normal_cdf(x: &Repr<2>) -> Outcome {
    let bits = 2 * BITS;
    let scaled = -(to_precision(x, bits.max(x.digits())) / small(2, bits).sqrt());
    Ok(erfc(scaled.repr())? >> 1)
}

/// e^{−x²/2}/√(2π).
pub(super) fn normal_pdf(x: &Repr<2>) -> Outcome {
    let bits = BITS + GUARD;
    let pi = with_constants(|constants| constants.pi::<2, HalfEven>(bits)).value();
    Ok(gaussian(x, true, bits)? / (pi << 1).sqrt())
}
