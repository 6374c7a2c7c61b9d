//! A decimal written in a declaration, carried exactly to every number type.

use std::fmt;

/// A decimal literal: its text, and that decimal rounded correctly to `f64` and to `f32`.
///
/// A number type that is wider than `f64` reads [`text`](Literal::text), so that `0.044715` means
/// that decimal and not the double nearest to it. Both roundings are kept because rounding twice,
/// to `f64` and then to `f32`, is not always the correct rounding to `f32`.
///
/// ```
/// use activations_core::Literal;
///
/// const CUBIC: Literal = Literal::new("0.044715", 0.044715, 0.044715);
/// assert_eq!(CUBIC.text(), "0.044715");
/// assert_eq!(CUBIC.f32(), 0.044715_f32);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Literal {
    text: &'static str,
    f64: f64,
    f32: f32,
}

impl Literal {
    /// The decimal `text`, with its two roundings. The caller writes the same digits three times, as
    /// the macro does, and the compiler rounds two of them.
    pub const fn new(text: &'static str, f64: f64, f32: f32) -> Self {
        Self { text, f64, f32 }
    }

    /// The digits as written, without suffix or underscores: `"0.044715"`, `"1e-3"`, `"2"`.
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// The nearest `f64`.
    pub const fn f64(self) -> f64 {
        self.f64
    }

    /// The nearest `f32`.
    pub const fn f32(self) -> f32 {
        self.f32
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}
