"""JAX: each function compiled by XLA for these shapes, before the time."""

import jax
import numpy

import protocol

FUNCTIONS = {
    "relu": ("jax.nn.relu", jax.nn.relu),
    "sigmoid": ("jax.nn.sigmoid", jax.nn.sigmoid),
    "tanh": ("jax.numpy.tanh", jax.numpy.tanh),
    "silu": ("jax.nn.silu", jax.nn.silu),
    "gelu": ("jax.nn.gelu(approximate=False)", lambda x: jax.nn.gelu(x, approximate=False)),
    "gelu_tanh": ("jax.nn.gelu(approximate=True)", lambda x: jax.nn.gelu(x, approximate=True)),
    "softplus": ("jax.nn.softplus", jax.nn.softplus),
    "mish": ("jax.nn.mish", jax.nn.mish),
    "elu": ("jax.nn.elu", jax.nn.elu),
    "softmax": ("jax.nn.softmax", jax.nn.softmax),
    "log_softmax": ("jax.nn.log_softmax", jax.nn.log_softmax),
}


def prepare(task, x, dy):
    if task["function"] not in FUNCTIONS:
        raise protocol.Absent("no such function")
    name, function = FUNCTIONS[task["function"]]
    x, dy = jax.device_put(x), jax.device_put(dy)
    if task["pass"] == "forward":
        compiled = jax.jit(function)
        return protocol.Way(f"jit({name})(x)", lambda: compiled(x).block_until_ready(), numpy.asarray)
    compiled = jax.jit(lambda x, dy: jax.vjp(function, x)[1](dy)[0])
    how = f"jit(vjp({name}, x)[1](dy)): recomputes from x what it needs"
    return protocol.Way(how, lambda: compiled(x, dy).block_until_ready(), numpy.asarray)


protocol.serve(
    jax.__version__,
    [
        "XLA on one CPU thread, compiled before the time; XLA allocates every output",
        "every call pays for Python and for handing the work over to XLA, 3 to 12 µs",
    ],
    prepare,
)
