"""Runs an ONNX graph with torch, node by node: Debian has no ONNX Runtime for Python.

Knows the operators of the models trained here, quantised ones too (QuantizeLinear rounds and clamps as the runtime
does, so that what is measured of a quantised file is what it answers there, but for the order of additions).
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper


class Graph:
    """A model file, ready to run. A watcher(name, tensor) is told of every value that a node makes."""

    def __init__(self, path):
        model = onnx.load(str(path))
        self.nodes = list(model.graph.node)
        self.inputs = [value.name for value in model.graph.input]
        self.output = model.graph.output[0].name
        # Copied, for the arrays of onnx may not be written to.
        self._constants = {t.name: torch.from_numpy(np.array(numpy_helper.to_array(t))) for t in model.graph.initializer}
        unknown = {node.op_type for node in self.nodes} - set(_OPERATORS)
        if unknown:
            raise ValueError(f"{path} has operators that are not known here: {', '.join(sorted(unknown))}")
        self._attributes = [{a.name: helper.get_attribute_value(a) for a in node.attribute} for node in self.nodes]
        self._last_use = self._find_last_uses()

    def _find_last_uses(self):
        last = {}
        for i, node in enumerate(self.nodes):
            for name in node.input:
                last[name] = i
        return last

    @torch.no_grad()
    def run(self, x, watcher=None):
        """The output (array) for the one input (array)."""
        values = {self.inputs[0]: torch.from_numpy(np.ascontiguousarray(x))}
        for i, (node, attributes) in enumerate(zip(self.nodes, self._attributes)):
            operands = [values.get(name, self._constants.get(name)) if name else None for name in node.input]
            made = _OPERATORS[node.op_type](operands, attributes)
            values[node.output[0]] = made
            if watcher:
                watcher(node.output[0], made)
            for name in node.input:
                if self._last_use[name] == i and name != self.output:
                    values.pop(name, None)
        return values[self.output].numpy()


def _conv(operands, attributes):
    x, weight, bias = (operands + [None])[:3]
    pads = attributes.get("pads", [0, 0, 0, 0])
    if pads[:2] != pads[2:]:
        x = F.pad(x, (pads[1], pads[3], pads[0], pads[2]))
        pads = [0, 0]
    return F.conv2d(x, weight, bias, attributes.get("strides", [1, 1]), tuple(pads[:2]),
                    attributes.get("dilations", [1, 1]), attributes.get("group", 1))


def _shaped(parameter, x, axis):
    if parameter.ndim == 0 or parameter.numel() == 1:
        return parameter.reshape(())
    shape = [1] * x.ndim
    shape[axis] = -1
    return parameter.reshape(shape)


def _quantise(operands, attributes):
    x, scale, zero = operands
    low, high = (0, 255) if zero.dtype == torch.uint8 else (-128, 127)
    axis = attributes.get("axis", 1)
    levels = torch.round(x / _shaped(scale, x, axis)) + _shaped(zero, x, axis)
    return levels.clamp(low, high).to(zero.dtype)


def _dequantise(operands, attributes):
    x, scale, *zero = operands
    axis = attributes.get("axis", 1)
    shift = _shaped(zero[0], x, axis).float() if zero else 0
    return (x.float() - shift) * _shaped(scale, x, axis)


def _resize(operands, attributes):
    x = operands[0]
    sizes = operands[3] if len(operands) > 3 else None
    size = [int(v) for v in sizes[2:]] if sizes is not None else None
    factor = None if size else [float(v) for v in operands[2][2:]]
    mode = attributes["mode"].decode()
    if mode == "nearest":
        return F.interpolate(x, size=size, scale_factor=factor, mode="nearest")
    return F.interpolate(x, size=size, scale_factor=factor, mode="bilinear", align_corners=False)


def _axes(operands, attributes):
    return [int(a) for a in operands[1]] if len(operands) > 1 else attributes["axes"]


def _squeeze(operands, attributes):
    x = operands[0]
    for axis in sorted(_axes(operands, attributes), reverse=True):
        x = x.squeeze(axis)
    return x


def _cast(operands, attributes):
    if attributes["to"] != onnx.TensorProto.FLOAT:
        raise ValueError("only casts to float are known here")
    return operands[0].float()


_OPERATORS = {
    "Conv": _conv,
    "Relu": lambda operands, _: operands[0].relu(),
    "Add": lambda operands, _: operands[0] + operands[1],
    "Sigmoid": lambda operands, _: operands[0].sigmoid(),
    "Softmax": lambda operands, attributes: operands[0].softmax(attributes.get("axis", -1)),
    "Transpose": lambda operands, attributes: operands[0].permute(*attributes["perm"]),
    "Squeeze": _squeeze,
    "Resize": _resize,
    "Cast": _cast,
    "Identity": lambda operands, _: operands[0],
    "Constant": lambda _, attributes: torch.from_numpy(np.array(numpy_helper.to_array(attributes["value"]))),
    "QuantizeLinear": _quantise,
    "DequantizeLinear": _dequantise,
    "Slice": lambda operands, _: _slice(operands),
}


def _slice(operands):
    x, starts, ends, axes = operands[:4]
    steps = operands[4] if len(operands) > 4 else torch.ones_like(starts)
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes.tolist(), steps.tolist()):
        index = [slice(None)] * x.ndim
        index[axis] = slice(start, None if end > 1 << 40 else end, step)
        x = x[tuple(index)]
    return x
