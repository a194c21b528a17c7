package dev.hskstream.trainer.checkpoint;

import dev.hskstream.model.formats.HostTensor;
import java.util.Map;

/**
 * The state of a training between two steps.
 *
 * @param step steps done
 * @param settings everything that decides the result, by name: a resume under others would be another training
 * @param weights the model's, by name
 * @param moments the optimizer's, by name
 * @param best the weights that evaluated best so far; empty before the first evaluation
 * @param progress the rest, as JSON: best metrics and curves
 */
public record Checkpoint(
        long step,
        Map<String, String> settings,
        Map<String, HostTensor> weights,
        Map<String, HostTensor> moments,
        Map<String, HostTensor> best,
        String progress) {}
