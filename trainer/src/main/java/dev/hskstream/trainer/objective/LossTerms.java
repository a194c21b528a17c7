package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * The loss of one batch.
 *
 * @param total the weighted sum that is minimised, a scalar
 * @param parts the unweighted terms by name: {@code hsk}, {@code soft}, {@code hard}
 */
public record LossTerms(NDArray total, Map<String, NDArray> parts) {}
