//! The roofs: what moving the data costs with no arithmetic worth the name.
//!
//! A forward pass can be no faster than a copy (one array read, one written), a VJP no faster than
//! a triad (two read, one written). Each is measured in several ways, of which the fastest counts.

use crate::protocol::{Introduction, Language, Pass, Task};
use crate::serve::{Implementation, Way, repeated};

/// Copies, whatever function it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Roof;

impl Implementation for Roof {
    fn introduction(&self) -> Introduction {
        Introduction {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            language: Language::Rust,
            notes: vec!["memcpy and a vector loop; the faster counts".to_owned()],
        }
    }

    fn prepare(&self, task: &Task, x: Vec<f32>, dy: Vec<f32>) -> Result<Vec<Box<dyn Way>>, String> {
        // Arrays of its own for each way, so that none finds the other's output in the cache.
        let fresh = vec![0.0_f32; task.elements()];
        Ok(match task.pass {
            Pass::Forward => vec![
                way(
                    "y.copy_from_slice(x)",
                    (x.clone(), Vec::new(), fresh.clone()),
                    |x, _, y| {
                        y.copy_from_slice(x);
                    },
                ),
                way("y = −x in vectors", (x, Vec::new(), fresh), |x, _, y| {
                    negate(x, y)
                }),
            ],
            Pass::Vjp => vec![way("dx = x · dy in vectors", (x, dy, fresh), multiply)],
        })
    }
}

type Arrays = (Vec<f32>, Vec<f32>, Vec<f32>);

fn way(how: &str, arrays: Arrays, call: fn(&[f32], &[f32], &mut [f32])) -> Box<dyn Way> {
    repeated(
        how,
        arrays,
        move |(x, dy, out)| call(x, dy, out),
        |(_, _, out), ()| out.clone(),
    )
}

/// Defines a loop that is compiled for the widest vectors at hand, as the kernels are.
macro_rules! vector_loop {
    ($(#[$docs:meta])* fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$docs])*
        fn $name($($argument: $type),*) {
            #[inline(always)]
            fn body($($argument: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f")]
                fn avx512($($argument: $type),*) {
                    body($($argument),*)
                }
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $type),*) {
                    body($($argument),*)
                }
                if is_x86_feature_detected!("avx512f") {
                    // SAFETY: the processor has AVX-512F, as just asked.
                    return unsafe { avx512($($argument),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has AVX2, as just asked.
                    return unsafe { avx2($($argument),*) };
                }
            }
            body($($argument),*)
        }
    };
}

vector_loop! {
    /// Not a plain copy, which the compiler would replace by memcpy.
    fn negate(x: &[f32], y: &mut [f32]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y = -x;
        }
    }
}

vector_loop! {
    fn multiply(x: &[f32], dy: &[f32], dx: &mut [f32]) {
        for ((dx, x), dy) in dx.iter_mut().zip(x).zip(dy) {
            *dx = x * dy;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(pass: Pass) -> Vec<Vec<f32>> {
        let task = Task {
            function: "any".into(),
            pass,
            rows: 1,
            columns: 33,
            x: "".into(),
            dy: "".into(),
        };
        let x: Vec<f32> = (0..33).map(|i| i as f32).collect();
        let dy = vec![2.0; 33];
        let mut ways = Roof.prepare(&task, x, dy).expect("prepared");
        ways.iter_mut().map(|way| way.result()).collect()
    }

    #[test]
    fn every_element_is_moved() {
        let expected: Vec<f32> = (0..33).map(|i| i as f32).collect();
        let negated: Vec<f32> = expected.iter().map(|x| -x).collect();
        assert_eq!(results(Pass::Forward), [expected.clone(), negated]);
        let doubled: Vec<f32> = expected.iter().map(|x| 2.0 * x).collect();
        assert_eq!(results(Pass::Vjp), [doubled]);
    }
}
