"""Smaller model files: 8-bit weights and activations (QDQ), or 16-bit weights that are widened when loaded.

Static QDQ as ONNX Runtime fuses it: weights int8, symmetric, one scale per output channel; activations uint8, one scale
per tensor, from the least and greatest value seen on calibration inputs; biases int32 at the product of both scales.
The first and the last convolution stay in fp32: they are cheap, and their error is seen most.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from glyphtrain.graphrun import Graph


def weights_fp16(source, target):
    """Keeps every large initializer as fp16, with a Cast to fp32 that the runtime folds when it loads the model."""
    model = onnx.load(str(source))
    casts = []
    for tensor in list(model.graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 256:
            model.graph.initializer.remove(tensor)
            half = tensor.name + "_fp16"
            model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [tensor.name], name=half + "_cast", to=TensorProto.FLOAT))
    _prepend(model, casts)
    _save(model, target)


def int8(source, target, inputs, keep_fp32=None):
    """Writes the quantised model. inputs: arrays to calibrate with; keep_fp32: names of Conv nodes left alone."""
    ranges = calibrate(source, inputs)
    model = onnx.load(str(source))
    convolutions = [node.name for node in model.graph.node if node.op_type == "Conv"]
    kept = {convolutions[0], convolutions[-1]} if keep_fp32 is None else set(keep_fp32)
    _Quantiser(model, ranges, kept).apply()
    _save(model, target)


def calibrate(source, inputs):
    """The least and the greatest value of every tensor over the inputs, zero included."""
    graph, ranges = Graph(source), {}

    def watch(name, tensor):
        if tensor.is_floating_point():
            low, high = ranges.get(name, (0.0, 0.0))
            ranges[name] = min(low, float(tensor.min())), max(high, float(tensor.max()))

    for x in inputs:
        low, high = ranges.get(graph.inputs[0], (0.0, 0.0))
        ranges[graph.inputs[0]] = min(low, float(x.min())), max(high, float(x.max()))
        graph.run(x, watch)
    return ranges


def activation_scale(low, high):
    """Scale and zero point of uint8 such that zero is exact."""
    low, high = min(0.0, low), max(0.0, high)
    scale = np.float32(max((high - low) / 255, 1e-8))
    return scale, np.uint8(np.clip(round(-low / float(scale)), 0, 255))


def weight_scales(weight):
    """One scale per output channel, for int8 without a zero point; at most half a step is lost by rounding."""
    largest = np.abs(weight).reshape(weight.shape[0], -1).max(1)
    return np.maximum(largest / 127, 1e-8).astype(np.float32)


class _Quantiser:
    def __init__(self, model, ranges, kept):
        self.model, self.graph, self.ranges, self.kept = model, model.graph, ranges, kept
        self.constants = {tensor.name: tensor for tensor in self.graph.initializer}
        self.users = {}
        for node in self.graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self.added = set()  # initializers already written

    def apply(self):
        chosen = [n for n in self.graph.node if n.op_type in ("Conv", "Add") and n.name not in self.kept]
        # A tensor between two chosen nodes goes through uint8; after a convolution and its ReLU, behind the ReLU.
        # A biased Add with a constant is no sum of two activations: left alone.
        chosen = [n for n in chosen if n.op_type == "Conv" or not any(i in self.constants for i in n.input)]
        wanted = set()
        for node in chosen:
            wanted.update([node.input[0]] if node.op_type == "Conv" else node.input)
            wanted.add(self._end(node))
        names = {id(n) for n in chosen}
        nodes = []
        for name in (value.name for value in self.graph.input):
            if name in wanted:
                nodes += self._pair(name)
        for node in self.graph.node:
            if id(node) in names and node.op_type == "Conv":
                nodes += self._weights(node)
            nodes.append(node)
            if node.output[0] in wanted:
                nodes += self._pair(node.output[0])
        self._redirect(nodes, wanted)
        del self.graph.node[:]
        self.graph.node.extend(nodes)
        used = {name for node in nodes for name in node.input}
        for tensor in list(self.graph.initializer):
            if tensor.name not in used:
                self.graph.initializer.remove(tensor)

    def _end(self, node):
        users = self.users.get(node.output[0], [])
        return users[0].output[0] if len(users) == 1 and users[0].op_type == "Relu" else node.output[0]

    def _constant(self, name, values):
        if name not in self.added:
            self.added.add(name)
            self.graph.initializer.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def _pair(self, name):
        """QuantizeLinear and DequantizeLinear of an activation."""
        scale, zero = activation_scale(*self.ranges[name])
        parameters = [self._constant(name + "_scale", scale), self._constant(name + "_zero", zero)]
        return [
            helper.make_node("QuantizeLinear", [name, *parameters], [name + "_q"], name=name + "_quantise"),
            helper.make_node("DequantizeLinear", [name + "_q", *parameters], [name + "_dq"], name=name + "_dequantise"),
        ]

    def _redirect(self, nodes, wanted):
        outputs = {value.name for value in self.graph.output}
        for node in nodes:
            if node.op_type in ("QuantizeLinear", "DequantizeLinear"):
                continue
            for i, name in enumerate(node.input):
                if name in wanted and name not in outputs:
                    node.input[i] = name + "_dq"

    def _weights(self, node):
        """Replaces weight and bias of a convolution by quantised ones behind DequantizeLinear."""
        weight = numpy_helper.to_array(self.constants[node.input[1]])
        scales = weight_scales(weight)
        shape = (-1,) + (1,) * (weight.ndim - 1)
        levels = np.clip(np.rint(weight / scales.reshape(shape)), -127, 127).astype(np.int8)
        made = [self._dequantised(node.input[1], levels, scales, np.zeros(len(scales), np.int8))]
        node.input[1] += "_dq"
        if len(node.input) > 2:
            bias = numpy_helper.to_array(self.constants[node.input[2]])
            both = (scales * activation_scale(*self.ranges[node.input[0]])[0]).astype(np.float32)
            steps = np.clip(np.rint(bias / both), -(2**31) + 1, 2**31 - 1).astype(np.int32)
            made.append(self._dequantised(node.input[2], steps, both, np.zeros(len(both), np.int32)))
            node.input[2] += "_dq"
        return made

    def _dequantised(self, name, levels, scales, zeros):
        inputs = [self._constant(f"{name}_{part}", value) for part, value in (("q", levels), ("scale", scales), ("zero", zeros))]
        return helper.make_node("DequantizeLinear", inputs, [name + "_dq"], name=name + "_dequantise", axis=0)


def _prepend(model, nodes):
    rest = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes + rest)


def _save(model, target):
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
