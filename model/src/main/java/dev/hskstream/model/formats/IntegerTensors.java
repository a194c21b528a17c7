package dev.hskstream.model.formats;

import dev.hskstream.base.UserException;
import java.util.List;

/**
 * Integers among a checkpoint's tensors. They are buffers, such as position indices, which a model computes for itself; only
 * quantised checkpoints have weights of integers.
 */
public final class IntegerTensors {
    private static final List<String> WEIGHTS = List.of("weight", "bias", "gamma", "beta");

    private IntegerTensors() {}

    /**
     * Lets a buffer pass, which is to be left out.
     *
     * @param type as the file calls it
     * @throws UserException if the name is that of a weight
     */
    public static void requireBuffer(String name, String type) {
        if (WEIGHTS.stream().anyMatch(last -> name.equals(last) || name.endsWith("." + last))) {
            throw new UserException("tensor " + name + " is of type " + type
                    + "; weights must be F32, F16, BF16 or F64, save the model without quantisation");
        }
    }
}
