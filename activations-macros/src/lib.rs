//! Declaration to code: the attribute `#[derive_activation]`.

mod analysis;
mod bounds;
mod declaration;
mod describe;
mod emit;
mod errors;
mod expand;
mod express;
mod fallback;
mod family;
mod graph;
mod lift;
mod passes;
mod pipeline;
mod prove;
mod read;
mod tangent;
mod term;
mod validate;

use proc_macro::TokenStream;

/// Declares an activation.
#[proc_macro_attribute]
pub fn derive_activation(attribute: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(attribute.into(), item.into()).into()
}

/// Lists the activations that an inline module declares, in its constants `ALL` and `GATED`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn family(attribute: TokenStream, item: TokenStream) -> TokenStream {
    family::expand(attribute.into(), item.into()).into()
}
