//! The arrays: reproducible normal numbers, and files of little-endian `f32`.

use std::fs;
use std::io;
use std::path::Path;

/// So many numbers from a normal distribution with mean 0, the same on every machine.
pub fn normal(seed: u64, deviation: f32, count: usize) -> Vec<f32> {
    let mut state = seed;
    let mut numbers = Vec::with_capacity(count + 1);
    while numbers.len() < count {
        // Box and Muller: a radius and an angle give two independent normal numbers.
        let radius = (-2.0 * uniform(&mut state).ln()).sqrt();
        let (sin, cos) = (std::f64::consts::TAU * uniform(&mut state)).sin_cos();
        numbers.push((radius * cos) as f32 * deviation);
        numbers.push((radius * sin) as f32 * deviation);
    }
    numbers.truncate(count);
    numbers
}

/// A number of (0, 1], by the generator SplitMix64.
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    ((z >> 11) + 1) as f64 / (1_u64 << 53) as f64
}

/// Reads a file of numbers.
pub fn read(path: &Path) -> io::Result<Vec<f32>> {
    let bytes = fs::read(path)?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!(
                "{}: {} bytes is no multiple of 4",
                path.display(),
                bytes.len()
            ),
        ));
    }
    Ok(numbers
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect())
}

/// Writes a file of numbers.
pub fn write(path: &Path, numbers: &[f32]) -> io::Result<()> {
    let bytes: Vec<u8> = numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    fs::write(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_normal() {
        let numbers = normal(1, 2.0, 100_000);
        let count = numbers.len() as f64;
        let mean = numbers.iter().map(|&x| f64::from(x)).sum::<f64>() / count;
        let variance = numbers.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / count;
        // Four standard errors: σ/√n, and σ²·√(2/n).
        assert!(mean.abs() < 4.0 * 2.0 / count.sqrt(), "mean {mean}");
        assert!(
            (variance - 4.0).abs() < 4.0 * 4.0 * (2.0 / count).sqrt(),
            "variance {variance}"
        );
        // P(|x| < σ) = 0.6827.
        let near = numbers.iter().filter(|x| x.abs() < 2.0).count() as f64 / count;
        assert!((near - 0.6827).abs() < 0.006, "{near} within one deviation");
    }

    #[test]
    fn a_seed_gives_the_same_numbers_and_another_gives_others() {
        assert_eq!(normal(7, 1.0, 9), normal(7, 1.0, 9));
        assert_ne!(normal(7, 1.0, 9), normal(8, 1.0, 9));
        assert_eq!(normal(7, 1.0, 9), normal(7, 1.0, 12)[..9]);
    }

    #[test]
    fn a_file_keeps_every_bit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("numbers");
        let numbers = [0.0, -0.0, 1.5e-45, f32::MAX, f32::NEG_INFINITY];
        write(&path, &numbers).expect("written");
        let again = read(&path).expect("read");
        assert_eq!(
            numbers.map(f32::to_bits).to_vec(),
            again.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_torn_file_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("numbers");
        fs::write(&path, [1, 2, 3, 4, 5]).expect("written");
        assert_eq!(
            read(&path).expect_err("torn").kind(),
            io::ErrorKind::InvalidData
        );
    }
}
