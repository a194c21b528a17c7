package dev.hskstream.model.encoder;

import dev.hskstream.base.UserException;
import java.util.List;
import java.util.Optional;

/** What checkpoints of all architectures have in common: prefixes of other programs, old names, parts that are no encoder's. */
final class CheckpointNames {
    /** What other programs put before the names: a model inside a model. */
    private static final List<String> WRAPPERS = List.of("0.auto_model.", "auto_model.", "module.");

    private CheckpointNames() {}

    /**
     * A name without wrappers and without the architecture's own prefix; empty where it begins with one of {@code dropped}.
     *
     * @param own the prefix, such as {@code bert}
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

    /** The names of TensorFlow's LayerNorm survive in old checkpoints. */
    private static String modern(String name) {
        return name.replaceFirst("\\.gamma$", ".weight").replaceFirst("\\.beta$", ".bias");
    }
}
