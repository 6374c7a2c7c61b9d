//! Software numbers against integers and doubles.

use super::{Bound, Wide, product, quotient};

fn whole(value: i64) -> Wide {
    let size = Wide::from_parts_down(u128::from(value.unsigned_abs()), 0);
    if value < 0 { -size } else { size }
}

#[test]
fn products_and_quotients_of_integers_are_exact() {
    assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
    assert_eq!(product(1 << 64, 1 << 64), (1, 0));
    assert_eq!(quotient(7, 2), (3, 1 << 127, false));
    assert_eq!(quotient(1, 3), (0, u128::MAX / 3, true));
    assert_eq!(quotient(u128::MAX, u128::MAX), (1, 0, false));
}

#[test]
fn small_whole_numbers_are_exact() {
    for a in -40..40 {
        for b in -40..40 {
            assert_eq!(whole(a).add_down(whole(b)), whole(a + b), "{a} + {b}");
            assert_eq!(whole(a).mul_down(whole(b)), whole(a * b), "{a}·{b}");
            if b != 0 {
                assert_eq!(whole(a * b).div_down(whole(b)), whole(a), "{a}·{b}/{b}");
            }
            assert_eq!(whole(a) < whole(b), a < b);
        }
        assert_eq!(whole(a * a).sqrt_down(), whole(a.abs()));
        assert_eq!(whole(a * a).sqrt_up(), whole(a.abs()));
    }
}

#[test]
fn what_is_not_exact_is_rounded_down() {
    let (one, three) = (whole(1), whole(3));
    let third = one.div_down(three);
    let above = -(-one).div_down(three);
    assert!(third < above);
    assert!(third.mul_down(three) < one && -(-above).mul_down(three) >= one);
    // One unit of the last place apart: twice as far is 2⁻¹²⁷ of the value.
    let gap = above.add_down(-third);
    assert_eq!(gap.log2_floor(), third.log2_floor() - 127);
    let tiny = one.scale_down(-300);
    let sum = one.add_down(tiny);
    assert_eq!(sum, one);
    assert!(-(-one).add_down(-tiny) > one);
    let difference = one.add_down(-tiny);
    assert!(difference < one);
    assert!(-(-one).add_down(tiny) == one);
    let root = whole(2).sqrt_down();
    assert!(root.mul_down(root) < whole(2) && root < whole(2).sqrt_up());
}

#[test]
fn doubles_go_there_and_back() {
    for value in [0.0, 1.0, -0.1, 1e300, -5e-324, f64::MAX, f64::INFINITY] {
        let wide = Wide::from_f64(value);
        assert_eq!(wide.to_f64_down(), value);
        assert_eq!(wide.approximately(), value);
    }
    assert_eq!(
        Wide::from_parts_down((1 << 53) + 1, 0).to_f64_down(),
        (1u64 << 53) as f64
    );
    let negative = -Wide::from_parts_down((1 << 53) + 1, 0);
    assert_eq!(negative.to_f64_down(), -(((1u64 << 53) + 2) as f64));
}
