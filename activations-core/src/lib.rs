//! Activation functions declared once, with batched forward and VJP code over ndarray.
