package dev.hskstream.trainer.checkpoint;

import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import java.util.Map;

/**
 * The state of a training between two steps.
 *
 * @param <T> {@link TensorSource} where it is about to be written, {@link HostTensor} where it was read
 * @param step steps done
 * @param settings everything that decides the result, by name: a resume under others would be another training
 * @param weights the model's, by name
 * @param moments the optimizer's, by name
 * @param best the weights that evaluated best so far; empty before the first evaluation
 * @param progress the rest, as JSON: best metrics and curves
 */
public record Checkpoint<T extends TensorSource>(
        long step,
        Map<String, String> settings,
        Map<String, T> weights,
        Map<String, T> moments,
        Map<String, T> best,
        String progress) {}
