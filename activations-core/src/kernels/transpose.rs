//! Rows for columns: how short rows come to lie side by side, and back.

/// Writes the transpose of `height` rows of `width` neighbours: `to[j·to_step + i]` becomes
/// `from[i·from_step + j]`.
///
/// # Safety
/// The rows are valid for reading, their transpose for writing, and the two do not overlap.
pub(super) unsafe fn transpose<T: Copy>(
    from: *const T,
    from_step: isize,
    to: *mut T,
    to_step: isize,
    (height, width): (usize, usize),
) {
    // Where 4 does not divide a side the last square overlaps the one before: it writes the same.
    let squares = |side: usize| (0..side).step_by(4).map(move |start| start.min(side - 4));
    if height >= 4 && width >= 4 {
        for i in squares(height) {
            for j in squares(width) {
                let from = from.wrapping_offset(i as isize * from_step + j as isize);
                let to = to.wrapping_offset(j as isize * to_step + i as isize);
                // SAFETY: `i + 4 ≤ height` and `j + 4 ≤ width`.
                unsafe { square(from, from_step, to, to_step) };
            }
        }
    } else {
        for i in 0..height as isize {
            for j in 0..width as isize {
                // SAFETY: the caller's promise.
                unsafe {
                    let number = from.wrapping_offset(i * from_step + j).read();
                    to.wrapping_offset(j * to_step + i).write(number);
                }
            }
        }
    }
}

/// [`transpose`] of four by four.
///
/// # Safety
/// As for [`transpose`].
#[inline(always)]
unsafe fn square<T: Copy>(from: *const T, from_step: isize, to: *mut T, to_step: isize) {
    #[cfg(target_arch = "x86_64")]
    if size_of::<T>() == 4 {
        use std::arch::x86_64::*;
        // SAFETY: SSE is x86-64's baseline; loads and stores move 16 bytes, four numbers, unaligned,
        // and the rest acts on registers.
        unsafe {
            let row = |i| _mm_loadu_ps(from.wrapping_offset(i * from_step).cast());
            let (mut a, mut b, mut c, mut d) = (row(0), row(1), row(2), row(3));
            _MM_TRANSPOSE4_PS(&mut a, &mut b, &mut c, &mut d);
            for (j, column) in (0..).zip([a, b, c, d]) {
                _mm_storeu_ps(to.wrapping_offset(j * to_step).cast(), column);
            }
        }
        return;
    }
    for j in 0..4 {
        for i in 0..4 {
            // SAFETY: the caller's promise.
            unsafe {
                let number = from.wrapping_offset(i * from_step + j).read();
                to.wrapping_offset(j * to_step + i).write(number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;

    fn every_size<T: Copy + PartialEq + std::fmt::Debug>(number: impl Fn(usize) -> T) {
        for height in 0..14 {
            for width in 0..14 {
                let from: Vec<T> = (0..height * (width + 3)).map(&number).collect();
                let step = height + 2;
                let mut to = vec![number(9999); width * step];
                // SAFETY: two arrays of these sizes.
                unsafe {
                    let steps = (width as isize + 3, step as isize);
                    let shape = (height, width);
                    transpose(from.as_ptr(), steps.0, to.as_mut_ptr(), steps.1, shape);
                }
                for (at, found) in to.iter().enumerate() {
                    let (j, i) = (at / step, at % step);
                    let expected = if i < height {
                        from[i * (width + 3) + j]
                    } else {
                        number(9999)
                    };
                    assert_eq!(*found, expected, "{height}×{width} at {i}, {j}");
                }
            }
        }
    }

    #[test]
    fn every_size_is_transposed() {
        every_size(|i| i as f32);
        every_size(|i| i as f64);
        every_size(|i| i as u16);
    }
}
