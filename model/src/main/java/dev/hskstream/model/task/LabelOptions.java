package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a plain table, given by {@code --regression} and {@code --classes}.
 *
 * @param regression whether the labels are scores
 * @param classes names in class order; empty if they are to be found in the training rows
 */
public record LabelOptions(boolean regression, List<String> classes) {
    private static final Pattern WHOLE_NUMBERS = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})");

    public LabelOptions {
        classes = List.copyOf(classes);
    }

    /** The labels are to be found in the training rows. */
    public static LabelOptions found() {
        return new LabelOptions(false, List.of());
    }

    /**
     * Parses the options.
     *
     * @param classes names separated by commas, or {@code FIRST..LAST} for integers; null if not given
     * @throws UsageException if the list is not a valid list of classes
     */
    public static LabelOptions of(boolean regression, @Nullable String classes) {
        if (classes == null) {
            return new LabelOptions(regression, List.of());
        }
        if (regression) {
            throw new UsageException("--regression and --classes contradict each other; give one of them");
        }
        return new LabelOptions(false, names(classes));
    }

    /** Throws {@link UsageException} if the list, as the command line has it, cannot be one of classes. */
    public static void requireClasses(String classes) {
        names(classes);
    }

    private static List<String> names(String classes) {
        List<String> names = new ArrayList<>();
        for (String name : classes.split(",", -1)) {
            names.addAll(expand(name.strip()));
        }
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> name.isEmpty() || !seen.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException("--classes " + Quoted.of(classes) + ": "
                            + (name.isEmpty() ? "a name is empty" : Quoted.of(name) + " is there twice"));
                });
        if (names.size() < 2) {
            throw new UsageException(
                    "--classes " + Quoted.of(classes) + " names one class; there must be two at least");
        }
        return names;
    }

    private static List<String> expand(String name) {
        Matcher range = WHOLE_NUMBERS.matcher(name);
        if (!range.matches()) {
            return List.of(name);
        }
        List<String> numbers = new ArrayList<>();
        for (int i = Integer.parseInt(range.group(1)); i <= Integer.parseInt(range.group(2)); i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers.isEmpty() ? List.of(name) : numbers;
    }

    /** Whether neither option is given. */
    public boolean isEmpty() {
        return !regression && classes.isEmpty();
    }
}
