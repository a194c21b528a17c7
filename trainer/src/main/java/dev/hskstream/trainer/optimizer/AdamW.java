package dev.hskstream.trainer.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.TensorOps.AdamWGroup;
import dev.hskstream.model.tensor.TensorOps.AdamWRates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * AdamW over a model's weights, whose moments can be saved and restored. Biases and layer-norm weights get no weight
 * decay.
 */
public final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final TensorOps ops;
    private final EncoderParameters parameters;
    private final double weightDecay;
    private final Map<String, NDArray> first = new LinkedHashMap<>();
    private final Map<String, NDArray> second = new LinkedHashMap<>();
    /**
     * One buffer of zeros for each parameter whose gradient covers some rows only. The rows are written into it for an
     * update and zeroed again afterwards.
     */
    private final Map<String, NDArray> spread = new HashMap<>();

    /** Starts with zero moments for every parameter; they belong to the parameters' manager. */
    public AdamW(TensorOps ops, EncoderParameters parameters, double weightDecay) {
        this.ops = ops;
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        parameters.tensors().forEach((name, tensor) -> {
            first.put(name, tensor.zerosLike());
            second.put(name, tensor.zerosLike());
        });
    }

    /**
     * One update in place.
     *
     * @param gradients by name, of the parameters that the loss depends on; other parameters stay as they are
     * @param step counted from 1 within the stage
     * @param maxNorm gradients are scaled down to this norm; 0 for no limit
     * @return the gradients' norm before clipping
     * @throws ArithmeticException if the gradients are not finite, with nothing updated
     */
    public double update(Map<String, Gradient> gradients, long step, double learningRate, double maxNorm) {
        double norm = norm(gradients, step);
        update(gradients, norm, step, learningRate, maxNorm);
        return norm;
    }

    /**
     * The global norm of all gradients. Updates nothing.
     *
     * @throws ArithmeticException if it is not finite
     */
    public double norm(Map<String, Gradient> gradients, long step) {
        double norm = ops.norm(values(gradients));
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException("the gradients of step " + step
                    + " are not finite; lower --learning-rate, and check the data for extreme values");
        }
        return norm;
    }

    /** As {@link #update(Map, long, double, double)}, with the norm computed before. */
    public void update(Map<String, Gradient> gradients, double norm, long step, double learningRate, double maxNorm) {
        if (maxNorm > 0 && norm > maxNorm) {
            ops.scale(values(gradients), maxNorm / norm);
        }
        AdamWRates rates = new AdamWRates(step, learningRate, BETA1, BETA2, EPSILON);
        apply(gradients, AdamW::decays, weightDecay, rates);
        apply(gradients, name -> !decays(name), 0, rates);
    }

    private static List<NDArray> values(Map<String, Gradient> gradients) {
        return gradients.values().stream().map(Gradient::values).toList();
    }

    /** Sets the moments to zero, as at the start of a stage. */
    public void reset() {
        first.values().forEach(tensor -> tensor.muli(0));
        second.values().forEach(tensor -> tensor.muli(0));
    }

    /** Copies of both moments in host memory, named {@code NAME.first} and {@code NAME.second}. */
    public Map<String, HostTensor> state() {
        Map<String, HostTensor> state = new LinkedHashMap<>();
        tensors().forEach((name, tensor) -> state.put(name, Buffers.toHost(tensor)));
        return state;
    }

    /** Both moments under the names of {@link #state}: the live tensors, which updates change. */
    public Map<String, NDArray> tensors() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        first.forEach((name, tensor) -> tensors.put(name + ".first", tensor));
        second.forEach((name, tensor) -> tensors.put(name + ".second", tensor));
        return tensors;
    }

    /** Restores what {@link #state} returned. */
    public void restore(Map<String, HostTensor> state) {
        first.forEach((name, tensor) -> overwrite(tensor, state.get(name + ".first")));
        second.forEach((name, tensor) -> overwrite(tensor, state.get(name + ".second")));
    }

    static boolean decays(String name) {
        return !name.endsWith(".bias") && !name.contains("LayerNorm");
    }

    private void apply(Map<String, Gradient> gradients, Predicate<String> members, double decay, AdamWRates rates) {
        List<NDArray> p = new ArrayList<>();
        List<NDArray> g = new ArrayList<>();
        List<NDArray> m = new ArrayList<>();
        List<NDArray> v = new ArrayList<>();
        gradients.forEach((name, gradient) -> {
            if (members.test(name)) {
                p.add(Objects.requireNonNull(parameters.tensors().get(name)));
                g.add(gradient.rows() == null ? gradient.values() : spread(name, gradient));
                m.add(Objects.requireNonNull(first.get(name)));
                v.add(Objects.requireNonNull(second.get(name)));
            }
        });
        if (!p.isEmpty()) {
            ops.adamW(new AdamWGroup(p, g, m, v, decay), rates);
        }
        gradients.forEach((name, gradient) -> {
            if (gradient.rows() != null && members.test(name)) {
                spread(name, new Gradient(gradient.values().zerosLike(), gradient.rows()));
            }
        });
    }

    /** Expands a gradient of some rows to the parameter's full shape, in a buffer that is reused. */
    private NDArray spread(String name, Gradient gradient) {
        NDArray whole = spread.computeIfAbsent(
                name, n -> Objects.requireNonNull(parameters.tensors().get(n)).zerosLike());
        whole.set(new NDIndex("{}", gradient.rows()), gradient.values());
        return whole;
    }

    private void overwrite(NDArray tensor, @Nullable HostTensor values) {
        if (values == null) {
            throw new IllegalArgumentException("the optimizer's state to restore lacks a tensor");
        }
        try (NDArray copy = Buffers.copy(parameters.manager(), values)) {
            // Not copyTo: that would keep a copy in direct memory for as long as the tensor lives.
            tensor.set(new NDIndex(":"), copy);
        }
    }
}
