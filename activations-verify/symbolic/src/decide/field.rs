//! Arithmetic modulo a safe prime just below 2⁶¹, and the way back to fractions.

use crate::Number;
use crate::hashing::mix;

/// 2⁶¹ minus each prime of the table.
///
/// Every p = 2⁶¹ − c here is a safe prime, that is (p − 1)/2 is prime too, with p ≡ 7 mod 8, and
/// 2, 3, 5, 7, 11 and 13 are quadratic residues. So −1 is not a residue, the residues are a group
/// of prime order, "is a residue" models "is positive", and every residue has exactly one root of
/// each degree among the residues.
const OFFSETS: [u64; 32] = [
    37_953, 150_993, 345_153, 409_713, 499_953, 538_593, 636_873, 696_153, 716_433, 812_433,
    1_130_433, 1_351_713, 1_591_953, 1_660_593, 1_798_353, 2_158_713, 2_231_793, 2_242_113,
    2_255_193, 2_330_313, 2_362_833, 2_453_553, 2_573_673, 2_719_833, 2_745_273, 2_778_033,
    2_966_793, 3_019_593, 3_089_313, 3_117_873, 3_207_033, 3_348_153,
];

/// The number of primes to choose from.
pub(super) const PRIMES: usize = OFFSETS.len();

const LOW: u128 = (1 << 61) - 1;

/// The integers modulo one prime; elements are below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    prime: u64,
    /// 2⁶¹ − prime, by which a product is folded.
    offset: u128,
}

impl Field {
    /// The field of a prime of the table.
    pub(super) fn new(index: usize) -> Field {
        let offset = OFFSETS[index % PRIMES];
        Field {
            prime: (1 << 61) - offset,
            offset: u128::from(offset),
        }
    }

    pub(super) fn add(&self, a: u64, b: u64) -> u64 {
        let sum = a + b;
        if sum >= self.prime {
            sum - self.prime
        } else {
            sum
        }
    }

    pub(super) fn sub(&self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.prime - b }
    }

    pub(super) fn neg(&self, a: u64) -> u64 {
        self.sub(0, a)
    }

    pub(super) fn mul(&self, a: u64, b: u64) -> u64 {
        // 2⁶¹ ≡ offset: 2¹²² shrinks to 2⁸⁴ and then to less than 2p.
        let product = (a as u128).wrapping_mul(b as u128);
        let once = (product & LOW).wrapping_add((product >> 61).wrapping_mul(self.offset));
        let twice = (once & LOW).wrapping_add((once >> 61).wrapping_mul(self.offset)) as u64;
        if twice >= self.prime {
            twice - self.prime
        } else {
            twice
        }
    }

    /// aⁿ
    pub(super) fn pow(&self, a: u64, mut n: u64) -> u64 {
        let (mut square, mut power) = (a, 1);
        while n > 0 {
            if n & 1 == 1 {
                power = self.mul(power, square);
            }
            n >>= 1;
            if n > 0 {
                square = self.mul(square, square);
            }
        }
        power
    }

    /// aⁿ for an exponent of either sign; `None` for 1/0.
    pub(super) fn powi(&self, a: u64, n: i64) -> Option<u64> {
        let base = if n < 0 { self.inverse(a)? } else { a };
        Some(self.pow(base, n.unsigned_abs()))
    }

    /// 1/a by Euclid's algorithm; `None` for 0.
    pub(super) fn inverse(&self, a: u64) -> Option<u64> {
        if a == 0 {
            return None;
        }
        inverse_modulo(a, self.prime).map(|inverse| if inverse == self.prime { 0 } else { inverse })
    }

    /// 1/a for each of some elements, by one inversion; `None` if one is 0.
    pub(super) fn inverses(&self, elements: &[u64]) -> Option<Vec<u64>> {
        let mut products = Vec::with_capacity(elements.len());
        let mut product = 1;
        for &element in elements {
            products.push(product);
            product = self.mul(product, element);
        }
        let mut inverse = self.inverse(product)?;
        for (entry, &element) in products.iter_mut().zip(elements).rev() {
            *entry = self.mul(*entry, inverse);
            inverse = self.mul(inverse, element);
        }
        Some(products)
    }

    /// Whether a is a square other than 0, by the Jacobi symbol.
    pub(super) fn is_residue(&self, a: u64) -> bool {
        let (mut a, mut n, mut negative) = (a, self.prime, false);
        while a != 0 {
            let twos = a.trailing_zeros();
            a >>= twos;
            if twos & 1 == 1 && matches!(n & 7, 3 | 5) {
                negative = !negative;
            }
            if a & 3 == 3 && n & 3 == 3 {
                negative = !negative;
            }
            (a, n) = (n % a, a);
        }
        n == 1 && !negative
    }

    /// The power a^(n/d) that is itself a residue, for a residue a; for odd d any a has one.
    ///
    /// `None` where the exponent has no meaning: d is a multiple of the group's order.
    pub(super) fn root_power(&self, a: u64, n: i64, d: u64) -> Option<u64> {
        let order = if d.is_multiple_of(2) {
            (self.prime - 1) / 2
        } else {
            self.prime - 1
        };
        let inverse = inverse_modulo(d % order, order)?;
        let n_reduced = n.unsigned_abs() % order;
        let exponent = (u128::from(inverse) * u128::from(n_reduced) % u128::from(order)) as u64;
        let base = if n < 0 { self.inverse(a)? } else { a };
        Some(self.pow(base, exponent))
    }

    /// The element that an exact number is; `None` if the prime divides its denominator or its
    /// numerator, for then the prime is not to be used at all.
    pub(super) fn number(&self, value: Number) -> Option<u64> {
        if value.is_zero() {
            return Some(0);
        }
        let (numerator, denominator, twos, fives) = value.parts();
        let modulus = u128::from(self.prime);
        let n = (numerator.unsigned_abs() % modulus) as u64;
        let d = (denominator.unsigned_abs() % modulus) as u64;
        if n == 0 || d == 0 {
            return None;
        }
        let mut element = if d == 1 {
            n
        } else {
            self.mul(n, self.inverse(d)?)
        };
        element = self.mul(element, self.powi(2, i64::from(twos))?);
        element = self.mul(element, self.powi(5, i64::from(fives))?);
        Some(if numerator < 0 {
            self.neg(element)
        } else {
            element
        })
    }

    /// An integer as an element.
    pub(super) fn integer(&self, value: i64) -> u64 {
        let magnitude = value.unsigned_abs() % self.prime;
        if value < 0 {
            self.neg(magnitude)
        } else {
            magnitude
        }
    }

    /// The fraction n/d ≡ a with |n| and d at most `bound`, if there is one. It is the only one
    /// where 2·bound² is below the prime.
    pub(super) fn fraction(&self, a: u64, bound: u64) -> Option<(i64, i64)> {
        let (mut r, mut s) = (self.prime, a);
        let (mut u, mut v) = (0i64, 1i64);
        while s > bound {
            let quotient = r / s;
            (r, s) = (s, r % s);
            // The cofactors stay below prime/s, which is below 2⁶¹.
            (u, v) = (v, u - quotient as i64 * v);
        }
        let d = v.unsigned_abs();
        if d == 0 || d > bound || gcd(s, d) != 1 {
            return None;
        }
        let n = s as i64;
        Some(if v < 0 { (-n, -v) } else { (n, v) })
    }
}

/// a⁻¹ modulo m, if a and m are coprime.
fn inverse_modulo(a: u64, m: u64) -> Option<u64> {
    let (mut r, mut s) = (m, a);
    let (mut u, mut v) = (0i64, 1i64);
    while s != 0 {
        let quotient = r / s;
        (r, s) = (s, r % s);
        // The last cofactor is m itself, below 2⁶¹.
        (u, v) = (v, u - quotient as i64 * v);
    }
    (r == 1).then(|| {
        if u < 0 {
            m - u.unsigned_abs()
        } else {
            u as u64
        }
    })
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Field {
    /// An element other than 0, chosen by a hash.
    pub(super) fn sample(&self, hash: u64) -> u64 {
        // Eight times the range of the field: no value is favoured by more than one in eight,
        // which random evaluation does not notice.
        mix(hash) % (self.prime - 1) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, PRIMES};
    use crate::Number;
    use crate::hashing::mix;

    /// a·b mod n by the wide division that `Field::mul` avoids.
    fn product(a: u64, b: u64, n: u64) -> u64 {
        (u128::from(a) * u128::from(b) % u128::from(n)) as u64
    }

    fn power(a: u64, mut n: u64, modulus: u64) -> u64 {
        let (mut square, mut result) = (a % modulus, 1);
        while n > 0 {
            if n & 1 == 1 {
                result = product(result, square, modulus);
            }
            square = product(square, square, modulus);
            n >>= 1;
        }
        result
    }

    /// The Miller–Rabin test with the first twelve primes, which is exact below 2⁶⁴.
    fn is_prime(n: u64) -> bool {
        let twos = (n - 1).trailing_zeros();
        let odd = (n - 1) >> twos;
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
            .into_iter()
            .all(|base| {
                let mut x = power(base, odd, n);
                x == 1
                    || (0..twos).any(|_| {
                        let found = x == n - 1;
                        x = product(x, x, n);
                        found
                    })
            })
    }

    #[test]
    fn the_primes_are_what_the_table_says() {
        assert!(is_prime(1_000_000_007) && !is_prime(1_000_000_007 * 998_244_353));
        for i in 0..PRIMES {
            let p = Field::new(i).prime;
            assert!(is_prime(p) && is_prime((p - 1) / 2) && p % 8 == 7);
            for r in [2, 3, 5, 7, 11, 13] {
                assert_eq!(power(r, (p - 1) / 2, p), 1, "{r} modulo {p}");
            }
            assert!((0..i).all(|j| Field::new(j).prime != p));
        }
    }

    #[test]
    fn operations_agree_with_wide_division() {
        for i in 0..PRIMES {
            let f = Field::new(i);
            let edges = [0, 1, 2, f.prime - 1, f.prime - 2, f.prime / 2];
            let random = (0..60).map(|k| mix(k) % f.prime);
            let values: Vec<u64> = edges.into_iter().chain(random).collect();
            for &a in &values {
                for &b in &values {
                    assert_eq!(f.mul(a, b), product(a, b, f.prime));
                    assert_eq!(f.sub(f.add(a, b), b), a);
                }
                assert_eq!(
                    f.inverse(a).map(|inverse| f.mul(inverse, a)),
                    (a != 0).then_some(1)
                );
                assert_eq!(f.is_residue(a), power(a, (f.prime - 1) / 2, f.prime) == 1);
                assert_eq!(f.pow(a, 1_000_003), power(a, 1_000_003, f.prime));
            }
        }
    }

    #[test]
    fn many_inverses_are_the_single_ones() {
        let f = Field::new(2);
        let elements: Vec<u64> = (1..20).map(|k| mix(k) % f.prime).collect();
        let single: Option<Vec<u64>> = elements.iter().map(|&a| f.inverse(a)).collect();
        assert_eq!(f.inverses(&elements), single);
        assert_eq!(f.inverses(&[1, 0, 2]), None);
    }

    #[test]
    fn roots_are_residues_and_multiply_back() {
        let f = Field::new(3);
        for k in 0..50 {
            let a = f.mul(mix(k) % f.prime, mix(k) % f.prime);
            let root = f.root_power(a, 1, 2).unwrap();
            assert!(f.is_residue(root) && f.mul(root, root) == a);
            let power = f.root_power(a, -3, 10).unwrap();
            assert_eq!(f.pow(power, 10), f.powi(a, -3).unwrap());
            let any = mix(k) % f.prime;
            let cube_root = f.root_power(any, 1, 3).unwrap();
            assert_eq!(f.pow(cube_root, 3), any);
        }
    }

    #[test]
    fn fractions_come_back() {
        let f = Field::new(5);
        for n in [-1_000_000_007i64, -3, -1, 0, 1, 2, 7, 851, 1_000_000_001] {
            for d in [1i64, 2, 3, 500, 64, 1_000_000_000] {
                let number = Number::ratio(n.into(), d.into()).unwrap();
                let element = f.number(number).unwrap();
                let (a, b) = number.to_ratio().unwrap();
                assert_eq!(f.fraction(element, 1 << 30), Some((a as i64, b as i64)));
            }
        }
        let root = f.root_power(2, 1, 2).unwrap();
        assert_eq!(f.fraction(root, 4096), None);
        assert_eq!(f.fraction(f.integer(-5), 4096), Some((-5, 1)));
    }

    #[test]
    fn a_number_that_the_prime_divides_is_refused() {
        let f = Field::new(0);
        let p = Number::ratio(f.prime.into(), 3).unwrap();
        assert_eq!(f.number(p), None);
        assert_eq!(f.number(p.checked_recip().unwrap()), None);
        assert_eq!(f.number(Number::parse("0.125").unwrap()), f.inverse(8));
        assert_eq!(f.number(Number::parse("1e-300").unwrap()), f.powi(10, -300));
    }
}
