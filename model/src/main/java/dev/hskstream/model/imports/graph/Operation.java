package dev.hskstream.model.imports.graph;

import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Computes one node of a graph from its inputs (https://onnx.ai/onnx/operators/). */
final class Operation {
    private static final int FLOAT = 1;
    private static final int INTEGER = 7;
    private static final int BOOL = 9;
    private static final List<Integer> FLOATS = List.of(FLOAT, 10, 11, 16);

    private final OnnxNode node;
    private final Function<String, Value> values;
    private final int opset;

    Operation(OnnxNode node, Function<String, Value> values, int opset) {
        this.node = node;
        this.values = values;
        this.opset = opset;
    }

    /**
     * Returns the outputs in order.
     *
     * @throws GraphRunException if the operator is not known
     */
    List<Value> results() {
        String name = node.operator();
        Optional<Value> elementwise = Elementwise.result(this, name);
        if (elementwise.isPresent()) {
            return List.of(elementwise.get());
        }
        return switch (name) {
            case "Identity", "Dropout" -> List.of(in(0));
            case "Cast" -> List.of(cast(in(0), (int) integer("to", FLOAT)));
            case "CastLike" -> List.of(cast(in(0), in(1).integer() ? INTEGER : FLOAT));
            case "Shape" -> List.of(shape());
            case "Size" -> List.of(Value.of(new int[0], true, in(0).size()));
            case "ConstantOfShape" -> List.of(constantOfShape());
            case "Range" -> List.of(range());
            case "Reshape" -> List.of(reshape());
            case "Flatten" -> List.of(Shaping.flatten(in(0), (int) integer("axis", 1)));
            case "Transpose" ->
                List.of(Shaping.transpose(in(0), attribute("perm").orElse(new int[0])));
            case "Unsqueeze" -> List.of(Shaping.unsqueeze(in(0), list("axes", 1).orElseThrow()));
            case "Squeeze" -> List.of(Shaping.squeeze(in(0), list("axes", 1)));
            case "Expand" -> List.of(Broadcast.expand(in(0), in(1).toIntegers()));
            case "Concat" -> List.of(Slicing.concat(inputs(), (int) integer("axis", 0)));
            case "Gather" -> List.of(Slicing.gather(in(0), in(1), (int) integer("axis", 0)));
            case "GatherND" -> List.of(gatherPlaces());
            case "GatherElements" -> List.of(Slicing.gatherElements(in(0), in(1), (int) integer("axis", 0)));
            case "Slice" -> List.of(slice());
            case "Split" ->
                Slicing.split(
                        in(0),
                        (int) integer("axis", 0),
                        list("split", 1),
                        node.outputs().size());
            case "CumSum" -> List.of(cumulate());
            case "Softmax" -> List.of(Reduction.softmax(in(0), (int) integer("axis", opset < 13 ? 1 : -1), opset < 13));
            case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin" -> List.of(Reduction.reduce(this, name));
            case "LayerNormalization" -> List.of(Reduction.layerNorm(this));
            case "MatMul" -> List.of(Products.matMul(in(0), in(1)));
            case "MatMulInteger" -> List.of(Products.matMul(shifted(0, 2), shifted(1, 3)));
            case "Gemm" -> List.of(Products.gemm(this));
            case "DynamicQuantizeLinear" -> unquantised();
            case "DequantizeLinear" -> List.of(Products.dequantize(this));
            default -> throw new GraphRunException("operator " + name);
        };
    }

    Value in(int index) {
        if (!node.hasInput(index)) {
            throw new GraphRunException(node.operator() + " without its input " + index);
        }
        return values.apply(node.inputs().get(index));
    }

    boolean has(int index) {
        return node.hasInput(index);
    }

    List<Value> inputs() {
        return IntStream.range(0, node.inputs().size()).mapToObj(this::in).toList();
    }

    long integer(String attribute, long otherwise) {
        return node.attributes().integer(attribute, otherwise);
    }

    float real(String attribute, float otherwise) {
        return node.attributes().real(attribute, otherwise);
    }

    String text(String attribute) {
        return node.attributes().strings().getOrDefault(attribute, "");
    }

    Optional<int[]> attribute(String name) {
        return Optional.ofNullable(node.attributes().lists().get(name))
                .map(list -> list.stream().mapToInt(Math::toIntExact).toArray());
    }

    /** Reads a list that was an attribute in old versions of the operator and is an input in newer ones. */
    Optional<int[]> list(String attribute, int input) {
        return node.hasInput(input) ? Optional.of(in(input).toIntegers()) : attribute(attribute);
    }

    static Value cast(Value value, int type) {
        if (type == BOOL) {
            return new Value(value.shape(), true, i -> value.at(i) == 0 ? 0 : 1);
        }
        boolean toFloat = FLOATS.contains(type);
        return new Value(
                value.shape(), !toFloat, toFloat || value.integer() ? value::at : i -> (double) (long) value.at(i));
    }

    /**
     * Returns the shape's dimensions; since opset 15 only those from {@code start} to before {@code end}, where
     * negative numbers count from the last dimension.
     */
    private Value shape() {
        int[] shape = in(0).shape();
        int start = Slicing.bound(place("start", 0, shape.length), shape.length);
        int end = Slicing.bound(place("end", shape.length, shape.length), shape.length);
        return Value.integers(Arrays.copyOfRange(shape, start, Math.max(start, end)));
    }

    /** Clamps an index, because exporters write the largest integer for an open end. */
    private int place(String attribute, int otherwise, int extent) {
        return (int) Math.max(-extent, Math.min(extent, integer(attribute, otherwise)));
    }

    /** Reshapes; 0 keeps a dimension, unless {@code allowzero} makes the dimension 0, which is refused. */
    private Value reshape() {
        int[] shape = in(1).toIntegers();
        if (integer("allowzero", 0) == 1 && Arrays.stream(shape).anyMatch(extent -> extent == 0)) {
            throw new GraphRunException("Reshape to an extent of 0");
        }
        return Shaping.reshape(in(0), shape);
    }

    private Value gatherPlaces() {
        if (integer("batch_dims", 0) != 0) {
            throw new GraphRunException("GatherND in batches");
        }
        return Slicing.gatherPlaces(in(0), in(1));
    }

    private Value cumulate() {
        if (integer("exclusive", 0) == 1 || integer("reverse", 0) == 1) {
            throw new GraphRunException("CumSum that is exclusive or reverse");
        }
        return Reduction.cumulate(in(0), in(1).toIntegers()[0]);
    }

    private Value constantOfShape() {
        OnnxTensor value = node.attributes().tensors().get("value");
        Value one = value == null ? Value.of(new int[] {1}, false, 0) : Value.of(value);
        double number = one.at(0);
        return new Value(in(0).toIntegers(), one.integer(), i -> number);
    }

    private Value range() {
        double start = in(0).at(0);
        double step = in(2).at(0);
        int count = (int) Math.max(0, Math.ceil((in(1).at(0) - start) / step));
        return new Value(new int[] {count}, in(0).integer(), i -> start + i * step);
    }

    private Value slice() {
        int[] starts = list("starts", 1).orElseThrow();
        int[] axes = list("axes", 3)
                .orElseGet(() -> IntStream.range(0, starts.length).toArray());
        int[] steps = has(4)
                ? in(4).toIntegers()
                : IntStream.generate(() -> 1).limit(starts.length).toArray();
        return Slicing.slice(in(0), starts, list("ends", 2).orElseThrow(), axes, steps);
    }

    /** Subtracts the zero point from quantised integers. */
    private Value shifted(int index, int zeroPoint) {
        return has(zeroPoint) ? Broadcast.apply(in(index), in(zeroPoint), false, (a, b) -> a - b) : in(index);
    }

    /**
     * Passes the values on unquantised, with scale 1 and zero point 0, because the self-check is not about rounding.
     */
    private List<Value> unquantised() {
        return List.of(in(0), Value.of(new int[0], false, 1), Value.of(new int[0], true, 0));
    }
}
