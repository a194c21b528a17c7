package dev.hskstream.trainer.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a training's result, by name.
 *
 * @param fixed data, order and shape: another value is another training
 * @param adjustable what {@code --force} may change on the way
 */
public record RunSettings(Map<String, String> fixed, Map<String, String> adjustable) {
    private static final Map<String, String> OLD_NAMES = Map.of("--clip", "--max-grad-norm");

    /** All of them. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(fixed);
        all.putAll(adjustable);
        return all;
    }

    /**
     * How these differ from what a checkpoint was trained with.
     *
     * @param force whether adjustable ones may differ
     * @return the adjustable ones that do, as {@code NAME OLD -> NEW}
     * @throws CheckpointException naming the first setting that must not
     */
    List<String> changesSince(Map<String, String> earlier, Object checkpoint, boolean force) {
        Map<String, String> then = renamed(earlier);
        fixed.forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                throw new CheckpointException(differs(checkpoint, name, then.get(name), value)
                        + "; give the same setting to go on, another --out to train beside it, or --restart to discard"
                        + " it and start anew");
            }
        });
        List<String> changes = new ArrayList<>();
        adjustable.forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                if (!force) {
                    throw new CheckpointException(differs(checkpoint, name, then.get(name), value)
                            + "; give the same setting to go on, or --force to go on with the changed one");
                }
                changes.add(name + " " + then.get(name) + " -> " + value);
            }
        });
        return changes;
    }

    /** Checkpoints of earlier versions have settings under their old names. */
    private static Map<String, String> renamed(Map<String, String> earlier) {
        Map<String, String> renamed = new TreeMap<>(earlier);
        OLD_NAMES.forEach((old, now) -> {
            String value = renamed.remove(old);
            if (value != null) {
                renamed.putIfAbsent(now, value);
            }
        });
        return renamed;
    }

    private static String differs(Object checkpoint, String name, @Nullable String then, String now) {
        return checkpoint + ": was trained with " + name + " " + (then == null ? "unset" : then) + ", not " + now;
    }
}
