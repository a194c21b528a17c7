package dev.hskstream.model.encoder;

import dev.hskstream.base.UserException;
import java.util.List;
import java.util.Optional;

/**
 * Normalises tensor names in the ways that all architectures share: removes prefixes that other programs add, renames
 * old names, and drops parts that do not belong to the encoder.
 */
final class CheckpointNames {
    /** Prefixes that other programs add when they wrap the model in another module. */
    private static final List<String> WRAPPERS = List.of("0.auto_model.", "auto_model.", "module.");

    private CheckpointNames() {}

    /**
     * Removes wrapper prefixes and the architecture's own prefix; empty if the rest begins with one of {@code dropped}.
     *
     * @param own the architecture's prefix, such as {@code bert}
     * @throws UserException if the name has the prefix of another architecture
     */
    static Optional<String> bare(String checkpointName, String own, List<String> dropped) {
        String name = checkpointName;
        for (String wrapper : WRAPPERS) {
            name = name.startsWith(wrapper) ? name.substring(wrapper.length()) : name;
        }
        for (Architecture other : Architecture.ALL) {
            if (!other.modelType().equals(own) && name.startsWith(other.modelType() + ".")) {
                throw new UserException("the weights have " + checkpointName + ", which is " + other.modelType()
                        + "'s; config.json makes the model a " + own + ", check its model_type");
            }
        }
        String bare = name.startsWith(own + ".") ? name.substring(own.length() + 1) : name;
        boolean leave = dropped.stream().anyMatch(bare::startsWith);
        return leave ? Optional.empty() : Optional.of(modern(bare));
    }

    /**
     * Renames {@code gamma} and {@code beta}, TensorFlow's names for LayerNorm weights, which old checkpoints still
     * use.
     */
    private static String modern(String name) {
        return name.replaceFirst("\\.gamma$", ".weight").replaceFirst("\\.beta$", ".bias");
    }
}
