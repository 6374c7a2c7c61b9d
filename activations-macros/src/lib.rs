//! Declaration to code: the attribute `#[derive_activation]`.
