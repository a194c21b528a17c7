package dev.hskstream.model.imports.graph;

import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that compute each element of their output from one element of each input. */
final class Elementwise {
    private Elementwise() {}

    /** Computes the operator; empty if it is not element-wise or not known. */
    static Optional<Value> result(Operation operation, String name) {
        if (name.equals("Where")) {
            return Optional.of(Broadcast.where(operation.in(0), operation.in(1), operation.in(2)));
        }
        DoubleUnaryOperator unary = unary(operation, name);
        if (unary != null) {
            Value value = operation.in(0);
            double[] result = value.toArray();
            for (int i = 0; i < result.length; i++) {
                result[i] = unary.applyAsDouble(result[i]);
            }
            boolean integer = value.integer() || name.equals("IsNaN");
            return Optional.of(Value.of(value.shape(), integer, result));
        }
        DoubleBinaryOperator truth = comparison(name);
        if (truth != null) {
            return Optional.of(Broadcast.apply(operation.in(0), operation.in(1), true, truth));
        }
        return arithmetic(operation, name);
    }

    private static Optional<Value> arithmetic(Operation operation, String name) {
        DoubleBinaryOperator binary = binary(name);
        if (binary == null) {
            return Optional.empty();
        }
        Value a = operation.in(0);
        Value b = operation.in(1);
        boolean integer = a.integer() && b.integer();
        DoubleBinaryOperator exact = name.equals("Div") && integer ? (x, y) -> quotient((long) x, (long) y) : binary;
        return Optional.of(Broadcast.apply(a, b, integer, exact));
    }

    /** Divides integers as ONNX does, rounding towards zero. */
    private static long quotient(long x, long y) {
        return x / y;
    }

    private static @Nullable DoubleUnaryOperator unary(Operation operation, String name) {
        return switch (name) {
            case "Sqrt" -> Math::sqrt;
            case "Neg" -> x -> -x;
            case "Abs" -> Math::abs;
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Reciprocal" -> x -> 1 / x;
            case "Tanh" -> Math::tanh;
            case "Sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "Relu" -> x -> Math.max(0, x);
            case "Erf" -> ErrorFunction::of;
            case "Gelu" -> operation.text("approximate").equals("tanh") ? ErrorFunction::tanhGelu : ErrorFunction::gelu;
            case "Not" -> x -> x == 0 ? 1 : 0;
            case "IsNaN" -> x -> Double.isNaN(x) ? 1 : 0;
            case "Floor" -> Math::floor;
            case "Ceil" -> Math::ceil;
            case "Cos" -> Math::cos;
            case "Sin" -> Math::sin;
            case "Clip" -> clip(operation);
            default -> null;
        };
    }

    private static DoubleUnaryOperator clip(Operation operation) {
        double least = operation.has(1) ? operation.in(1).at(0) : operation.real("min", Float.NEGATIVE_INFINITY);
        double most = operation.has(2) ? operation.in(2).at(0) : operation.real("max", Float.POSITIVE_INFINITY);
        return x -> Math.min(most, Math.max(least, x));
    }

    private static @Nullable DoubleBinaryOperator binary(String name) {
        return switch (name) {
            case "Add" -> (a, b) -> a + b;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Pow" -> Math::pow;
            case "Min" -> Math::min;
            case "Max" -> Math::max;
            case "Mod" -> (a, b) -> a - b * Math.floor(a / b);
            default -> null;
        };
    }

    private static @Nullable DoubleBinaryOperator comparison(String name) {
        return switch (name) {
            case "Equal" -> (a, b) -> a == b ? 1 : 0;
            case "Less" -> (a, b) -> a < b ? 1 : 0;
            case "LessOrEqual" -> (a, b) -> a <= b ? 1 : 0;
            case "Greater" -> (a, b) -> a > b ? 1 : 0;
            case "GreaterOrEqual" -> (a, b) -> a >= b ? 1 : 0;
            case "And" -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
            case "Or" -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
            case "Xor" -> (a, b) -> (a != 0) != (b != 0) ? 1 : 0;
            default -> null;
        };
    }
}
