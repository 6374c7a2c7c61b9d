//! How fast: benchmarks of the activations.
