"""Values and gradients of PyTorch, JAX and ONNX Runtime, written to record.tsv beside this file.

Needs torch, jax, onnx and onnxruntime. From the repository's root:

    python activations-core/tests/peers/record.py

Each line is one call: the library with its version, the call as text, the name of ours and its
parameters, the element type, and then inputs, cotangent, output and gradients. Arrays of one kind are
separated by semicolons. The test `peers` compares ours with this file.
"""

import math
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

# The bulk, the tails, where functions saturate, and every kink of a default.
MAGNITUDES = [
    0.0, 2.0**-20, 1e-3, 0.1, 0.375, 0.5, 0.625, 1.0, 1.5, 2.0, 2.5, 3.0, 3.25, 4.5, 6.0, 8.5, 12.0, 20.5, 40.0, 90.0,
    math.inf,
]
POINTS = [-x for x in reversed(MAGNITUDES[1:])] + MAGNITUDES
POSITIVE = [x for x in MAGNITUDES if x > 0.0]
COTANGENT = [1.0, -0.75, 2.0, 0.5, -1.5]
ROWS = [
    [0.5, -1.0, 2.0, 0.25],
    [-800.0, 0.0, 700.0, 699.0, -3.0],
    [1.0, 1.0, 1.0],
    [-3.0],
    [-math.inf, 0.5, 1.5],
]
PLAIN_ROWS = ROWS[:4]  # for functions of a row that have no value at infinities

lines = []


def cotangent(x):
    return [COTANGENT[i % len(COTANGENT)] for i in range(len(x))]


def numbers(values):
    return " ".join(repr(float(v)) for v in values)


def note(library, call, ours, parameters, element, inputs, dy, y, gradients):
    lines.append(
        "\t".join(
            [
                library,
                call,
                ours,
                numbers(parameters),
                element,
                ";".join(numbers(x) for x in inputs),
                numbers(dy),
                numbers(y),
                ";".join(numbers(g) for g in gradients),
            ]
        )
    )


def with_torch(call, ours, parameters, function, *inputs):
    tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
    dy = cotangent(inputs[0])
    y = function(*tensors)
    y.backward(torch.tensor(dy, dtype=torch.float64))
    library = "PyTorch " + torch.__version__.split("+")[0]
    note(library, call, ours, parameters, "f64", inputs, dy, y.detach().numpy(), [t.grad.numpy() for t in tensors])


def with_jax(call, ours, parameters, function, *inputs):
    arrays = [jnp.array(x, dtype=jnp.float64) for x in inputs]
    dy = cotangent(inputs[0])
    y, pullback = jax.vjp(function, *arrays)
    gradients = pullback(jnp.array(dy, dtype=jnp.float64))
    note("JAX " + jax.__version__, call, ours, parameters, "f64", inputs, dy, y, gradients)


def with_onnx(operator, ours, parameters, opset, attributes, *inputs, initializers=()):
    arrays = [np.array(x, dtype=np.float32) for x in inputs] + [np.array(x, dtype=np.float32) for x in initializers]
    names = [f"x{i}" for i in range(len(arrays))]
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node(operator, names, ["y"], **attributes)],
        "one",
        [value(name, onnx.TensorProto.FLOAT, a.shape) for name, a in zip(names, arrays)],
        [value("y", onnx.TensorProto.FLOAT, None)],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", opset)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    y = session.run(None, dict(zip(names, arrays)))[0]
    text = ", ".join([operator] + [f"{k}={v}" for k, v in attributes.items()])
    arrays = arrays[: len(inputs)]
    note("ONNX Runtime " + onnxruntime.__version__, text, ours, parameters, "f32", arrays, [], y, [])


def torch_calls():
    def each(call, ours, parameters, function, points=POINTS):
        with_torch(call, ours, parameters, function, points)

    each("relu(x)", "relu", [], F.relu)
    each("relu6(x)", "relu6", [], F.relu6)
    each("leaky_relu(x)", "leaky_relu", [0.01], F.leaky_relu)
    each("leaky_relu(x, -0.3)", "leaky_relu", [-0.3], lambda x: F.leaky_relu(x, -0.3))
    each("threshold(x, 0.5, -2)", "threshold", [0.5, -2.0], lambda x: F.threshold(x, 0.5, -2.0))
    each("hardtanh(x)", "hard_tanh", [-1.0, 1.0], F.hardtanh)
    each("hardtanh(x, -2, 0.5)", "hard_tanh", [-2.0, 0.5], lambda x: F.hardtanh(x, -2.0, 0.5))
    each("hardsigmoid(x)", "hard_sigmoid", [1.0 / 6.0, 0.5], F.hardsigmoid)
    each("hardswish(x)", "hard_swish", [], F.hardswish)
    each("hardshrink(x)", "hardshrink", [0.5], F.hardshrink)
    each("softshrink(x)", "softshrink", [0.5], F.softshrink)
    each("elu(x)", "elu", [1.0], F.elu)
    each("elu(x, 2.5)", "elu", [2.5], lambda x: F.elu(x, 2.5))
    each("selu(x)", "selu", [], F.selu)
    each("celu(x)", "celu", [1.0], F.celu)
    each("celu(x, 2.5)", "celu", [2.5], lambda x: F.celu(x, 2.5))
    each("sigmoid(x)", "sigmoid", [], torch.sigmoid)
    each("tanh(x)", "tanh", [], torch.tanh)
    each("logsigmoid(x)", "log_sigmoid", [], F.logsigmoid)
    each("softplus(x)", "softplus", [1.0], F.softplus)
    each("softplus(x, 3)", "softplus", [3.0], lambda x: F.softplus(x, 3.0))
    each("softsign(x)", "softsign", [], F.softsign)
    each("silu(x)", "silu", [], F.silu)
    each("gelu(x)", "gelu", [], F.gelu)
    each("gelu(x, approximate='tanh')", "gelu_tanh", [], lambda x: F.gelu(x, approximate="tanh"))
    each("mish(x)", "mish", [], F.mish)
    each("tanhshrink(x)", "tanhshrink", [], F.tanhshrink)
    each("atan(x)", "arctan", [], torch.atan)
    each("exp(x)", "exponential", [], torch.exp)
    for row in ROWS:
        each("softmax(x, -1)", "softmax", [], lambda x: F.softmax(x, -1), row)
        each("softmax(x / 2.5, -1)", "softmax_temperature", [2.5], lambda x: F.softmax(x / 2.5, -1), row)
        each("log_softmax(x, -1)", "log_softmax", [], lambda x: F.log_softmax(x, -1), row)
    for row in PLAIN_ROWS:
        each("softmin(x, -1)", "softmin", [], lambda x: F.softmin(x, -1), row)
        each("rms_norm(x, x.shape, eps=1e-6)", "rms_norm", [1e-6], lambda x: F.rms_norm(x, x.shape, eps=1e-6), row)
        each("layer_norm(x, x.shape)", "layer_norm", [1e-5], lambda x: F.layer_norm(x, x.shape), row)
        each("normalize(x, dim=-1)", "l2_normalize", [1e-12], lambda x: F.normalize(x, dim=-1), row)
    finite = [x for x in POINTS if math.isfinite(x)]
    gates = [0.5 - 0.25 * (i % 7) for i in range(len(finite))]
    with_torch("glu([a, b])", "glu", [], lambda a, b: F.glu(torch.stack([a, b]), 0)[0], finite, gates)
    slope = [0.25] * len(finite)
    # One slope an element: PyTorch broadcasts the slope along axis 1 only.
    with_torch(
        "prelu(x, slope)", "prelu", [], lambda x, s: F.prelu(x[None], s)[0], finite, slope
    )


def jax_calls():
    def each(call, ours, parameters, function, points=POINTS):
        with_jax("jax.nn." + call, ours, parameters, function, points)

    nn = jax.nn
    each("relu(x)", "relu", [], nn.relu)
    each("relu6(x)", "relu6", [], nn.relu6)
    each("leaky_relu(x)", "leaky_relu", [0.01], nn.leaky_relu)
    each("hard_tanh(x)", "hard_tanh", [-1.0, 1.0], nn.hard_tanh)
    each("hard_sigmoid(x)", "hard_sigmoid", [1.0 / 6.0, 0.5], nn.hard_sigmoid)
    each("hard_silu(x)", "hard_swish", [], nn.hard_silu)
    each("sparse_plus(x)", "sparse_plus", [], nn.sparse_plus)
    each("sparse_sigmoid(x)", "sparse_sigmoid", [], nn.sparse_sigmoid)
    each("elu(x, 2.5)", "elu", [2.5], lambda x: nn.elu(x, 2.5))
    each("selu(x)", "selu", [], nn.selu)
    each("celu(x, 2.5)", "celu", [2.5], lambda x: nn.celu(x, 2.5))
    each("sigmoid(x)", "sigmoid", [], nn.sigmoid)
    each("tanh(x)", "tanh", [], nn.tanh)
    each("log_sigmoid(x)", "log_sigmoid", [], nn.log_sigmoid)
    each("softplus(x)", "softplus", [1.0], nn.softplus)
    each("soft_sign(x)", "softsign", [], nn.soft_sign)
    each("silu(x)", "silu", [], nn.silu)
    each("gelu(x, approximate=False)", "gelu", [], lambda x: nn.gelu(x, approximate=False))
    each("gelu(x)", "gelu_tanh", [], nn.gelu)
    each("mish(x)", "mish", [], nn.mish)
    each("squareplus(x)", "squareplus", [4.0], nn.squareplus)
    each("identity(x)", "identity", [], nn.identity)
    each("log1mexp(x)", "log1mexp", [], nn.log1mexp, POSITIVE)
    for row in ROWS:
        each("softmax(x)", "softmax", [], nn.softmax, row)
        each("log_softmax(x)", "log_softmax", [], nn.log_softmax, row)
    for row in PLAIN_ROWS:
        each("standardize(x)", "layer_norm", [1e-5], nn.standardize, row)
    finite = [x for x in POINTS if math.isfinite(x)]
    gates = [0.5 - 0.25 * (i % 7) for i in range(len(finite))]
    with_jax(
        "jax.nn.glu([a, b])", "glu", [], lambda a, b: nn.glu(jnp.stack([a, b]), 0)[0], finite, gates
    )


def onnx_calls():
    def each(operator, ours, parameters, opset=20, points=POINTS, **attributes):
        with_onnx(operator, ours, parameters, opset, attributes, points)

    each("Relu", "relu", [])
    with_onnx("Clip", "relu6", [], 20, {}, POINTS, initializers=(0.0, 6.0))
    with_onnx("Clip", "hard_tanh", [-2.0, 0.5], 20, {}, POINTS, initializers=(-2.0, 0.5))
    each("LeakyRelu", "leaky_relu", [0.01])
    each("ThresholdedRelu", "thresholded_relu", [1.0])
    each("Elu", "elu", [2.5], alpha=2.5)
    each("Selu", "selu", [])
    each("Celu", "celu", [2.5], alpha=2.5)
    each("Sigmoid", "sigmoid", [])
    each("Tanh", "tanh", [])
    each("Softplus", "softplus", [1.0])
    each("Softsign", "softsign", [])
    each("HardSigmoid", "hard_sigmoid", [0.2, 0.5])
    each("HardSwish", "hard_swish", [])
    each("Mish", "mish", [])
    each("Gelu", "gelu", [])
    each("Gelu", "gelu_tanh", [], approximate="tanh")
    each("Shrink", "shrink", [0.0, 0.5])
    each("Shrink", "shrink", [0.25, 1.5], bias=0.25, lambd=1.5)
    each("Atan", "arctan", [])
    each("Exp", "exponential", [])
    each("Identity", "identity", [])
    for row in ROWS:
        each("Softmax", "softmax", [], points=row, axis=-1)
        each("LogSoftmax", "log_softmax", [], points=row, axis=-1)
    for row in PLAIN_ROWS:
        scale = [1.0] * len(row)
        with_onnx("LayerNormalization", "layer_norm", [1e-5], 20, {}, row, initializers=(scale,))
        with_onnx("RMSNormalization", "rms_norm", [1e-5], 23, {}, row, initializers=(scale,))
    finite = [x for x in POINTS if math.isfinite(x)]
    with_onnx("PRelu", "prelu", [], 20, {}, finite, [0.25] * len(finite))


torch_calls()
jax_calls()
onnx_calls()
header = "\t".join(["library", "call", "ours", "parameters", "element", "inputs", "dy", "y", "gradients"])
Path(__file__).with_name("record.tsv").write_text("\n".join([header] + lines) + "\n")
print(len(lines), "calls recorded")
