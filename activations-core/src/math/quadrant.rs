//! The remainder modulo π/2 of any number, by Payne and Hanek: only those bits of 2/π are multiplied
//! that do not give whole turns.

/// 2/π in binary, 1280 bits behind the point.
const FRAC_2_PI: [u64; 20] = [
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d,
];

/// π/2 as a sum of two doubles.
const FRAC_PI_2: [f64; 2] = [std::f64::consts::FRAC_PI_2, 6.123233995736766e-17];

/// The number of the quadrant, 0 to 3, and the rest in [−π/4, π/4] as a sum of two, for |x| of 64 and
/// more; NaN where there is none. 192 bits of 2/π are multiplied, of which the integer in x uses up 53;
/// and no double is nearer to a multiple of π/2 than 2⁻⁶² of it, so that 70 bits of the rest are right.
pub(super) fn reduce_far(x: f64) -> (f64, f64, f64) {
    if !x.is_finite() || x.abs() < 64.0 {
        return (f64::NAN, f64::NAN, f64::NAN);
    }
    // x = integer·2^exponent; with 2^(exponent − 2) of 2/π dropped, whole turns are dropped.
    let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1075;
    let integer = (x.to_bits() & ((1 << 52) - 1)) | (1 << 52);
    let [a, b, c] = bits_of_frac_2_pi(exponent - 2);
    let low = u128::from(c) * u128::from(integer);
    let middle = u128::from(b) * u128::from(integer) + (low >> 64);
    let high = a.wrapping_mul(integer).wrapping_add((middle >> 64) as u64);
    // A fraction of a turn, in 192 bits, of which two are the quadrant.
    let turn = (u128::from(high) << 64) | u128::from(middle as u64);
    let rest = (turn << 2) | (u128::from(low as u64) >> 62);
    // The quadrant whose middle is nearest, and the signed distance from it.
    let quadrant = (((turn >> 126) as u8) + u8::from(rest >> 127 == 1)) % 4;
    let distance = rest.cast_signed();
    let (rest, lost) = times_frac_pi_2(distance);
    if x < 0.0 {
        (f64::from((4 - quadrant) % 4), -rest, -lost)
    } else {
        (f64::from(quadrant), rest, lost)
    }
}

/// The 192 bits behind the point of 2/π·2^shift; zeros stand before the point's first bit.
fn bits_of_frac_2_pi(shift: i32) -> [u64; 3] {
    std::array::from_fn(|word| {
        let first = shift + 64 * word as i32;
        let bits = |at: i32| FRAC_2_PI.get(at as usize).copied().unwrap_or(0);
        let (at, offset) = (first.div_euclid(64), first.rem_euclid(64));
        let (left, right) = (
            if at < 0 { 0 } else { bits(at) },
            if at < -1 { 0 } else { bits(at + 1) },
        );
        if offset == 0 {
            left
        } else {
            left << offset | right >> (64 - offset)
        }
    })
}

/// distance/2¹²⁸·π/2, rounded, and what that loses.
fn times_frac_pi_2(distance: i128) -> (f64, f64) {
    // The leading bits and the following ones, as doubles that do not overlap.
    let high = distance as f64;
    let low = (distance - high as i128) as f64;
    let unit = f64::from_bits((1023 - 128) << 52);
    let (high, low) = (high * unit, low * unit);
    // The product of the first two is split by halves, so that its lost part is known.
    let [p, q] = FRAC_PI_2;
    let product = high * p;
    let (h1, h2) = halves(high);
    let (p1, p2) = halves(p);
    let lost = ((h1 * p1 - product) + h1 * p2 + h2 * p1) + h2 * p2;
    let below = lost + (high * q + low * p);
    let rounded = product + below;
    (rounded, below - (rounded - product))
}

/// A double as a sum of two with at most 26 bits each, by Veltkamp.
fn halves(x: f64) -> (f64, f64) {
    let scaled = x * 134_217_729.0;
    let top = scaled - (scaled - x);
    (top, x - top)
}
