"""ONNX Runtime: a model of one node, with input and output bound beforehand."""

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper

import protocol

# The domain that the runtime adds to the standard's operators.
EXTENDED = "com.microsoft"

# The operator and its attributes.
OPERATORS = {
    "relu": ("Relu", {}),
    "sigmoid": ("Sigmoid", {}),
    "tanh": ("Tanh", {}),
    # The standard's own Swish has no implementation; exported models come to this one by fusion.
    "silu": ("QuickGelu", {"alpha": 1.0, "domain": EXTENDED}),
    "gelu": ("Gelu", {}),
    "gelu_tanh": ("Gelu", {"approximate": "tanh"}),
    "softplus": ("Softplus", {}),
    "mish": ("Mish", {}),
    "elu": ("Elu", {}),
    "softmax": ("Softmax", {"axis": 1}),
    "log_softmax": ("LogSoftmax", {"axis": 1}),
}


def session(name, shape):
    operator, attributes = OPERATORS[name]
    array = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    node = helper.make_node(operator, ["x"], ["y"], **attributes)
    graph = helper.make_graph([node], name, [array("x")], [array("y")])
    opsets = [helper.make_opsetid("", onnx.defs.onnx_opset_version()), helper.make_opsetid(EXTENDED, 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])


def prepare(task, x, dy):
    name = task["function"]
    if task["pass"] == "vjp":
        raise protocol.Absent("inference only")
    if name not in OPERATORS:
        raise protocol.Absent("no such operator")
    run = session(name, list(x.shape))
    y = numpy.empty_like(x)
    binding = run.io_binding()
    for bind, name, array in [(binding.bind_input, "x", x), (binding.bind_output, "y", y)]:
        bind(name, "cpu", 0, numpy.float32, list(array.shape), array.ctypes.data)

    def call():
        # The binding holds addresses only: the arrays live as long as this function does.
        run.run_with_iobinding(binding)
        return x, y

    return protocol.Way("session.run_with_iobinding(binding)", call, lambda arrays: arrays[1])


protocol.serve(
    onnxruntime.__version__,
    [
        "CPU provider, a model of one node; input and output are bound, so that nothing is copied",
        "every call pays for Python and for starting a run of the session, about 2 µs",
    ],
    prepare,
)
