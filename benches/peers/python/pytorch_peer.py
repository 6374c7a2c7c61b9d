"""PyTorch, through the operators that its own layers and autograd call, with outputs given beforehand."""

import torch

import protocol

aten = torch.ops.aten

# The call as text, and as code. `out` is there beforehand, but where PyTorch has no such form.
FORWARD = {
    "relu": ("torch.clamp_min(x, 0, out=y)", lambda x, out: torch.clamp_min(x, 0, out=out)),
    "sigmoid": ("torch.sigmoid(x, out=y)", lambda x, out: torch.sigmoid(x, out=out)),
    "tanh": ("torch.tanh(x, out=y)", lambda x, out: torch.tanh(x, out=out)),
    "silu": ("aten.silu.out(x, out=y)", lambda x, out: aten.silu.out(x, out=out)),
    "gelu": ("aten.gelu.out(x, out=y)", lambda x, out: aten.gelu.out(x, out=out)),
    "gelu_tanh": (
        "aten.gelu.out(x, approximate='tanh', out=y)",
        lambda x, out: aten.gelu.out(x, approximate="tanh", out=out),
    ),
    "softplus": ("aten.softplus.out(x, out=y)", lambda x, out: aten.softplus.out(x, out=out)),
    "mish": ("aten.mish.out(x, out=y)", lambda x, out: aten.mish.out(x, out=out)),
    "elu": ("aten.elu.out(x, out=y)", lambda x, out: aten.elu.out(x, out=out)),
    "softmax": ("aten._softmax.out(x, 1, False, out=y)", lambda x, out: aten._softmax.out(x, 1, False, out=out)),
    "log_softmax": (
        "aten._log_softmax.out(x, 1, False, out=y)",
        lambda x, out: aten._log_softmax.out(x, 1, False, out=out),
    ),
}

FLOAT = torch.float32
VJP = {
    "relu": (
        "aten.threshold_backward.grad_input(dy, y, 0, grad_input=dx)",
        lambda dy, x, y, dx: aten.threshold_backward.grad_input(dy, y, 0, grad_input=dx),
    ),
    "sigmoid": (
        "aten.sigmoid_backward.grad_input(dy, y, grad_input=dx)",
        lambda dy, x, y, dx: aten.sigmoid_backward.grad_input(dy, y, grad_input=dx),
    ),
    "tanh": (
        "aten.tanh_backward.grad_input(dy, y, grad_input=dx)",
        lambda dy, x, y, dx: aten.tanh_backward.grad_input(dy, y, grad_input=dx),
    ),
    "silu": (
        "aten.silu_backward.grad_input(dy, x, grad_input=dx)",
        lambda dy, x, y, dx: aten.silu_backward.grad_input(dy, x, grad_input=dx),
    ),
    "gelu": (
        "aten.gelu_backward.grad_input(dy, x, grad_input=dx)",
        lambda dy, x, y, dx: aten.gelu_backward.grad_input(dy, x, grad_input=dx),
    ),
    "gelu_tanh": (
        "aten.gelu_backward.grad_input(dy, x, approximate='tanh', grad_input=dx)",
        lambda dy, x, y, dx: aten.gelu_backward.grad_input(dy, x, approximate="tanh", grad_input=dx),
    ),
    "softplus": (
        "aten.softplus_backward.grad_input(dy, x, 1, 20, grad_input=dx)",
        lambda dy, x, y, dx: aten.softplus_backward.grad_input(dy, x, 1, 20, grad_input=dx),
    ),
    "mish": ("aten.mish_backward(dy, x), which allocates", lambda dy, x, y, dx: aten.mish_backward(dy, x)),
    "elu": (
        "aten.elu_backward.grad_input(dy, 1, 1, 1, True, y, grad_input=dx)",
        lambda dy, x, y, dx: aten.elu_backward.grad_input(dy, 1, 1, 1, True, y, grad_input=dx),
    ),
    "softmax": (
        "aten._softmax_backward_data.out(dy, y, 1, float32, grad_input=dx)",
        lambda dy, x, y, dx: aten._softmax_backward_data.out(dy, y, 1, FLOAT, grad_input=dx),
    ),
    "log_softmax": (
        "aten._log_softmax_backward_data.out(dy, y, 1, float32, out=dx)",
        lambda dy, x, y, dx: aten._log_softmax_backward_data.out(dy, y, 1, FLOAT, out=dx),
    ),
}


def prepare(task, x, dy):
    name = task["function"]
    if name not in FORWARD:
        raise protocol.Absent("no such operator")
    x, dy = torch.from_numpy(x), torch.from_numpy(dy)
    out = torch.empty_like(x)
    how, forward = FORWARD[name]
    if task["pass"] == "forward":
        return protocol.Way(how, lambda: forward(x, out), torch.Tensor.numpy)
    y = forward(x, torch.empty_like(x))
    how, vjp = VJP[name]
    return protocol.Way(how, lambda: vjp(dy, x, y, out), torch.Tensor.numpy)


torch.set_num_threads(1)
torch.set_grad_enabled(False)
protocol.serve(
    torch.__version__,
    [
        f"eager, vectors: {torch.backends.cpu.get_cpu_capability()}; no autograd: the operators that it would call, on"
        " what it would keep",
        "every call pays for Python and for PyTorch's dispatch, about 1 µs",
    ],
    prepare,
)
