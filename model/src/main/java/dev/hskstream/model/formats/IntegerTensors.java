package dev.hskstream.model.formats;

import dev.hskstream.base.UserException;
import java.util.List;

/**
 * Handles integer tensors in checkpoints. They are buffers, such as position ids, which a model recomputes; only
 * quantised checkpoints have integer weights.
 */
public final class IntegerTensors {
    private static final List<String> WEIGHTS = List.of("weight", "bias", "gamma", "beta");

    private IntegerTensors() {}

    /**
     * Checks that an integer tensor is a buffer, which can be ignored.
     *
     * @param type the element type's name in the file
     * @throws UserException if the name is that of a weight
     */
    public static void requireBuffer(String name, String type) {
        if (WEIGHTS.stream().anyMatch(last -> name.equals(last) || name.endsWith("." + last))) {
            throw new UserException("tensor " + name + " is of type " + type
                    + "; weights must be F32, F16, BF16 or F64, save the model without quantisation");
        }
    }
}
