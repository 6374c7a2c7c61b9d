//! The last step of an expansion: the public traits for a declared type, by the generic kernels.
//!
//! The implementations are for one type and one element type each, and so are compiled in the crate
//! of the declaration: the built-in activations here, optimised, and a user's own in the user's.

/// `Activation` for a type that implements [`Definition`](super::Definition).
#[doc(hidden)]
#[macro_export]
macro_rules! __element_wise {
    ($type:ident) => {
        $crate::__activation!($type, element_wise);
    };
}

/// `Activation` for a type that implements [`RowDefinition`](super::RowDefinition).
#[doc(hidden)]
#[macro_export]
macro_rules! __row_wise {
    ($type:ident) => {
        $crate::__activation!($type, row_wise);
    };
}

/// `Activation` by the kernels of module `$kernels`.
#[doc(hidden)]
#[macro_export]
macro_rules! __activation {
    ($type:ident, $kernels:ident) => {
        $crate::__activation!($type, $kernels, ::core::primitive::f32);
        $crate::__activation!($type, $kernels, ::core::primitive::f64);

        impl $crate::Activation for $type {
            fn declaration(&self) -> &'static $crate::Declaration {
                <$type as $crate::__private::Declared>::DECLARATION
            }

            fn parameters(&self) -> $crate::__private::Vec<::core::primitive::f64> {
                <$type as $crate::__private::Declared>::parameters(self)
            }

            fn with_parameters(
                &self,
                values: &[::core::primitive::f64],
            ) -> $crate::__private::Option<
                $crate::__private::Result<$crate::AnyActivation, $crate::ParameterError>,
            > {
                let other = <$type as $crate::__private::Declared>::with_parameters(self, values);
                $crate::__private::Option::Some(other.map($crate::AnyActivation::new))
            }

            fn definitions(&self) -> $crate::__private::Option<$crate::Definitions> {
                $crate::__private::Option::Some($crate::__private::$kernels::definitions(self))
            }

            fn vjp_derivative(
                &self,
                x: $crate::ndarray::ArrayView2<'_, ::core::primitive::f64>,
                dy: $crate::ndarray::ArrayView2<'_, ::core::primitive::f64>,
                tangent: $crate::ndarray::ArrayView2<'_, ::core::primitive::f64>,
                out: $crate::ndarray::ArrayViewMut2<'_, ::core::primitive::f64>,
            ) {
                $crate::__private::$kernels::vjp_derivative(self, x, dy, tangent, out)
            }
        }
    };
    ($type:ident, $kernels:ident, $element:ty) => {
        impl $crate::Kernel<$element> for $type {
            fn forward_rows(
                &self,
                x: $crate::ndarray::ArrayView2<'_, $element>,
                y: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::$kernels::forward(self, x, y)
            }

            fn forward_rows_inplace(&self, xy: $crate::ndarray::ArrayViewMut2<'_, $element>) {
                $crate::__private::$kernels::forward_inplace(self, xy)
            }

            fn vjp_rows(
                &self,
                saved: $crate::Saved<'_, $element>,
                dy: $crate::ndarray::ArrayView2<'_, $element>,
                dx: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::$kernels::vjp(self, saved, dy, dx)
            }

            fn vjp_rows_inplace(
                &self,
                saved: $crate::Saved<'_, $element>,
                dy: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::$kernels::vjp_inplace(self, saved, dy)
            }

            fn jvp_rows(
                &self,
                x: $crate::ndarray::ArrayView2<'_, $element>,
                dx: $crate::ndarray::ArrayView2<'_, $element>,
                dy: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::$kernels::jvp(self, x, dx, dy)
            }

            fn vjp_params_rows(
                &self,
                x: $crate::ndarray::ArrayView2<'_, $element>,
                dy: $crate::ndarray::ArrayView2<'_, $element>,
                sums: &mut [$crate::Sum],
            ) {
                $crate::__private::$kernels::vjp_params(self, x, dy, sums)
            }
        }
    };
}

/// `Gated` for a type that implements [`GatedDefinition`](super::GatedDefinition).
#[doc(hidden)]
#[macro_export]
macro_rules! __gated {
    ($type:ident) => {
        $crate::__gated!($type, ::core::primitive::f32);
        $crate::__gated!($type, ::core::primitive::f64);

        impl $crate::Gated for $type {
            fn declaration(&self) -> &'static $crate::Declaration {
                <$type as $crate::__private::Declared>::DECLARATION
            }

            fn parameters(&self) -> $crate::__private::Vec<::core::primitive::f64> {
                <$type as $crate::__private::Declared>::parameters(self)
            }

            fn with_parameters(
                &self,
                values: &[::core::primitive::f64],
            ) -> $crate::__private::Option<
                $crate::__private::Result<$crate::AnyGated, $crate::ParameterError>,
            > {
                let other = <$type as $crate::__private::Declared>::with_parameters(self, values);
                $crate::__private::Option::Some(other.map($crate::AnyGated::new))
            }

            fn definitions(&self) -> $crate::__private::Option<$crate::Definitions> {
                $crate::__private::Option::Some($crate::__private::gated::definitions(self))
            }

            fn tangents(
                &self,
                at: [::core::primitive::f64; 2],
                along: [::core::primitive::f64; 2],
            ) -> [::core::primitive::f64; 3] {
                $crate::__private::gated::tangents(self, at, along)
            }
        }
    };
    ($type:ident, $element:ty) => {
        impl $crate::GatedKernel<$element> for $type {
            fn forward_rows(
                &self,
                a: $crate::ndarray::ArrayView2<'_, $element>,
                b: $crate::ndarray::ArrayView2<'_, $element>,
                y: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::gated::forward(self, a, b, y)
            }

            fn vjp_rows(
                &self,
                a: $crate::ndarray::ArrayView2<'_, $element>,
                b: $crate::ndarray::ArrayView2<'_, $element>,
                dy: $crate::ndarray::ArrayView2<'_, $element>,
                da: $crate::ndarray::ArrayViewMut2<'_, $element>,
                db: $crate::ndarray::ArrayViewMut2<'_, $element>,
            ) {
                $crate::__private::gated::vjp(self, a, b, dy, da, db)
            }

            fn vjp_params_rows(
                &self,
                a: $crate::ndarray::ArrayView2<'_, $element>,
                b: $crate::ndarray::ArrayView2<'_, $element>,
                dy: $crate::ndarray::ArrayView2<'_, $element>,
                sums: &mut [$crate::Sum],
            ) {
                $crate::__private::gated::vjp_params(self, a, b, dy, sums)
            }
        }
    };
}
