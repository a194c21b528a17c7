package dev.hskstream.trainer.run;

import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import dev.hskstream.model.tensor.HostMemory;
import java.util.Map;
import java.util.Objects;

/** A copy of the weights with the best evaluation so far. They are always finite. */
final class BestModel implements AutoCloseable {
    private final Map<String, TensorSource> trained;
    private final HostMemory memory = new HostMemory();

    private Map<String, HostTensor> weights = Map.of();
    private Map<String, Double> metrics = Map.of();
    private long step;

    /** Starts without best weights. */
    BestModel(Map<String, TensorSource> trained) {
        this.trained = trained;
    }

    /** Restores the best weights from a checkpoint; they are empty if nothing was evaluated before it. */
    void resume(Map<String, HostTensor> weights, Map<String, Double> metrics, long step) {
        this.weights = memory.copy(weights);
        this.metrics = metrics;
        this.step = step;
    }

    /**
     * Copies the trained weights if their evaluation is better than all before.
     *
     * @param evaluated the metrics, the deciding one first
     * @param done steps
     * @return whether it was better
     * @throws dev.hskstream.model.formats.NonFiniteTensorException if one of the trained weights is not finite,
     *     whatever the evaluation
     */
    boolean offer(Map<String, Double> evaluated, long done) {
        trained.forEach((name, weight) -> FiniteCheck.require(name, weight.values()));
        Map.Entry<String, Double> deciding = evaluated.entrySet().iterator().next();
        boolean better = deciding.getValue() > metrics.getOrDefault(deciding.getKey(), Double.NEGATIVE_INFINITY);
        if (better) {
            keep();
            metrics = evaluated;
            step = done;
        }
        return better;
    }

    private void keep() {
        if (weights.isEmpty()) {
            weights = memory.copy(trained);
        } else {
            trained.forEach((name, weight) -> Objects.requireNonNull(weights.get(name))
                    .data()
                    .put(weight.values().data()));
        }
    }

    /** The best weights, by name; empty before the first evaluation. */
    Map<String, HostTensor> weights() {
        return weights;
    }

    /** The metrics of the best evaluation; empty before the first evaluation. */
    Map<String, Double> metrics() {
        return metrics;
    }

    /** Steps done at the best evaluation. */
    long step() {
        return step;
    }

    @Override
    public void close() {
        memory.close();
    }
}
