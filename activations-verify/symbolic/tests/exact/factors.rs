//! Prime factors of rationals.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Constants are factored by divisors up to this.
const DIVISORS: u32 = 2_000;

/// The prime factors of a positive rational; what small divisors leave counts as one.
pub(super) fn primes(value: &BigRational) -> Option<Vec<(BigInt, i64)>> {
    let mut found = Vec::new();
    for (part, sign) in [(value.numer(), 1), (value.denom(), -1)] {
        if part.sign() != Sign::Plus {
            return None;
        }
        let mut rest = part.clone();
        for divisor in 2..DIVISORS {
            let divisor = BigInt::from(divisor);
            let mut power = 0;
            while (&rest % &divisor).is_zero() {
                rest /= &divisor;
                power += sign;
            }
            if power != 0 {
                found.push((divisor, power));
            }
        }
        if !rest.is_one() {
            found.push((rest, sign));
        }
    }
    Some(found)
}
