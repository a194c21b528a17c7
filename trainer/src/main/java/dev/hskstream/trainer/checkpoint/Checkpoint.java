package dev.hskstream.trainer.checkpoint;

import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import java.util.Map;

/**
 * The state of a training between two steps.
 *
 * @param <T> {@link TensorSource} for a checkpoint to be written, {@link HostTensor} for one that was read
 * @param step number of steps done
 * @param settings every setting that affects the result, by name; with other values a resumed run would be a different
 *     training
 * @param weights the model's weights, by name
 * @param moments the optimizer's moments, by name
 * @param best the weights with the best evaluation so far; empty before the first evaluation
 * @param progress the remaining state as JSON, such as the best metrics and the curves
 */
public record Checkpoint<T extends TensorSource>(
        long step,
        Map<String, String> settings,
        Map<String, T> weights,
        Map<String, T> moments,
        Map<String, T> best,
        String progress) {}
