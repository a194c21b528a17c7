package dev.hskstream.trainer.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every setting that affects a training's result, by name.
 *
 * @param fixed data, order and model shape; with another value it would be a different training
 * @param adjustable settings that {@code --force} may change when a training resumes
 * @param origins for each fixed setting whose value is a digest, the options and contents that the digest was computed
 *     from, each with its value, the most likely cause of a difference first. They are not compared themselves; they
 *     only explain, in the error message, why a digest differs
 */
public record RunSettings(
        Map<String, String> fixed, Map<String, String> adjustable, Map<String, Map<String, String>> origins) {
    private static final Map<String, String> OLD_NAMES = Map.of("--clip", "--max-grad-norm");

    /** Separates, in a checkpoint's setting names, a setting's name from the name of an origin. */
    private static final String FROM = " from ";

    /** Settings whose values need no origins to explain them. */
    public RunSettings(Map<String, String> fixed, Map<String, String> adjustable) {
        this(fixed, adjustable, Map.of());
    }

    /** All settings and origins in one map, as checkpoints store them. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(fixed);
        all.putAll(adjustable);
        origins.forEach((name, from) -> from.forEach((origin, value) -> all.put(name + FROM + origin, value)));
        return all;
    }

    /**
     * Compares these settings with those that a checkpoint was trained with.
     *
     * @param force whether adjustable settings may differ
     * @return the adjustable settings that differ, as {@code NAME OLD -> NEW}
     * @throws CheckpointException naming the first setting that differs and must not
     */
    List<String> changesSince(Map<String, String> earlier, Object checkpoint, boolean force) {
        Map<String, String> then = renamed(earlier);
        fixed.forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                throw new CheckpointException(checkpoint + ": was trained with " + differing(name, then)
                        + "; give the same setting to go on, another --out to train beside it, or --restart to discard"
                        + " it and start anew");
            }
        });
        List<String> changes = new ArrayList<>();
        adjustable.forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                if (!force) {
                    throw new CheckpointException(
                            checkpoint + ": was trained with " + differs(name, then.get(name), value)
                                    + "; give the same setting to go on, or --force to go on with the changed one");
                }
                changes.add(name + " " + then.get(name) + " -> " + value);
            }
        });
        return changes;
    }

    /** The options or contents that explain why a fixed setting differs; the setting itself if none is known. */
    private String differing(String name, Map<String, String> then) {
        List<String> differing = new ArrayList<>();
        origins.getOrDefault(name, Map.of()).forEach((origin, now) -> {
            String before = then.get(name + FROM + origin);
            if (before != null && !before.equals(now)) {
                differing.add(differs(origin, before, now));
            }
        });
        String before = then.get(name);
        return differing.isEmpty()
                ? differs(name, before, Objects.requireNonNull(fixed.get(name)))
                : String.join(" and ", differing.subList(0, Math.min(2, differing.size())));
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

    private static String differs(String name, @Nullable String then, String now) {
        return name + " " + (then == null ? "unset" : then) + ", not " + now;
    }
}
