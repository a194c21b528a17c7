package dev.hskstream.model.task;

import dev.hskstream.base.PlainNumber;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The distinct labels of a plain table's training rows, if no option states them. They are taken for classes unless
 * they look like scores or like missing values.
 */
final class FoundLabels {
    /** If there are more distinct integers than this, the labels look like scores. */
    static final int MOST_WHOLE_NUMBERS = 20;

    /** Fractions in forms that {@link PlainNumber} does not read: with a decimal comma, or as a percentage. */
    private static final Pattern OTHER_FRACTION =
            Pattern.compile("[+\\-\u2212]?[0-9]*(?:,[0-9]+|[.,]?[0-9]+[\\s\u00a0]?%)|\u2212[0-9]*\\.?[0-9]+");

    private static final double UNLABELLED = -1;
    private static final String REMEDY = "leave out rows without a label, or name it with --classes if it is a class";

    /**
     * What pandas, R, spreadsheets and public data sets write for missing values. Without {@code none}, which is often
     * the name of a class.
     */
    private static final Set<String> MISSING = Set.of(
            "nan",
            "-nan",
            "<na>",
            "na",
            "n/a",
            "#na",
            "#n/a",
            "#n/a n/a",
            "null",
            "?",
            "1.#ind",
            "-1.#ind",
            "1.#qnan",
            "-1.#qnan");

    private final Map<String, Found> labels = new TreeMap<>();

    private record Found(Layout.RawExample first, int rows) {}

    private FoundLabels() {}

    /**
     * Returns the sorted classes.
     *
     * @param rows the training rows
     * @param column name of the label column, for error messages
     * @param notices receives what the user should know, one line each
     * @throws UserException if the labels are not, or may not be, classes
     */
    static List<String> classes(List<Layout.RawExample> rows, String column, Consumer<String> notices) {
        FoundLabels found = new FoundLabels();
        for (Layout.RawExample row : rows) {
            found.add(row);
        }
        found.refuseMissing();
        found.refuseScores(column);
        found.refuseDifferent(column, rows.size());
        if (found.labels.size() < 2) {
            throw new UserException(rows.get(0).file() + ": column \"" + column + "\" holds only "
                    + Quoted.of(rows.get(0).label()) + "; there is nothing to learn");
        }
        found.tellVariants(notices);
        return List.copyOf(found.labels.keySet());
    }

    private void add(Layout.RawExample row) {
        if (Labels.isNone(row.label())) {
            throw Labels.wrong(row, "is empty; fill it in or leave the row out");
        }
        labels.merge(row.label(), new Found(row, 1), (old, one) -> new Found(old.first(), old.rows() + 1));
    }

    private Found found(String label) {
        return Objects.requireNonNull(labels.get(label));
    }

    private void refuseMissing() {
        labels.forEach((label, found) -> {
            if (MISSING.contains(label.strip().toLowerCase(Locale.ROOT))) {
                throw Labels.wrong(found.first(), "stands for a missing one (" + rows(found) + "); " + REMEDY);
            }
        });
        // The labels -1 and 1 together are a common way to write two classes.
        boolean twoSigns = labels.size() == 2 && labels.keySet().stream().anyMatch(label -> is(1, label));
        labels.forEach((label, found) -> {
            if (is(UNLABELLED, label) && !twoSigns) {
                throw Labels.wrong(
                        found.first(), "marks rows without a label in test files (" + rows(found) + "); " + REMEDY);
            }
        });
    }

    private static boolean is(double value, String label) {
        OptionalDouble number = PlainNumber.parse(label.strip());
        return number.isPresent() && number.getAsDouble() == value;
    }

    private static String rows(Found found) {
        return found.rows() + (found.rows() == 1 ? " row" : " rows");
    }

    private void refuseScores(String column) {
        List<String> numbers = new ArrayList<>();
        String fraction = null;
        for (String label : labels.keySet()) {
            OptionalDouble number = PlainNumber.parse(label.strip());
            boolean otherForm = OTHER_FRACTION.matcher(label.strip()).matches();
            if (number.isPresent() || otherForm) {
                numbers.add(label);
                boolean whole = !otherForm && number.getAsDouble() == Math.rint(number.getAsDouble());
                fraction = whole ? fraction : label;
            }
        }
        boolean mostly = numbers.size() * 2 > labels.size();
        if (mostly && (fraction != null || numbers.size() > MOST_WHOLE_NUMBERS)) {
            Layout.RawExample example =
                    found(fraction == null ? numbers.get(0) : fraction).first();
            throw Labels.wrong(
                    example,
                    "looks like a score: column " + Quoted.of(column) + " holds " + numbers.size()
                            + " different numbers; give --regression if they are scores, --classes A,B,... if they are"
                            + " classes"
                            + (PlainNumber.parse(example.label().strip()).isEmpty()
                                    ? "; scores are written with a decimal point and without a unit"
                                    : ""));
        }
    }

    /**
     * Refuses the column if most rows have a label of their own: it holds texts, names or keys. Many rare classes are
     * accepted, as in a table with two rows of each class.
     */
    private void refuseDifferent(String column, int rows) {
        long once = labels.values().stream().filter(found -> found.rows() == 1).count();
        if (labels.size() > MOST_WHOLE_NUMBERS && once * 2 > rows) {
            throw Labels.wrong(
                    labels.values().iterator().next().first(),
                    "looks like no class: column " + Quoted.of(column) + " holds " + labels.size()
                            + " different labels in " + rows
                            + " rows; name the column of the labels with --label, or give --classes A,B,...");
        }
    }

    /**
     * Reports labels that differ only in case, spaces or the like, such as {@code yes}, {@code Yes} and {@code " yes"};
     * they are different classes, which may not be intended.
     */
    private void tellVariants(Consumer<String> notices) {
        Map<String, List<String>> alike = new TreeMap<>();
        labels.keySet().forEach(label -> alike.computeIfAbsent(folded(label), key -> new ArrayList<>())
                .add(label));
        alike.values().stream().filter(variants -> variants.size() > 1).forEach(variants -> {
            List<String> shown = variants.stream()
                    .limit(4)
                    .map(label -> Quoted.of(label) + " (" + rows(found(label)) + ", the first in line "
                            + found(label).first().line() + ")")
                    .toList();
            notices.accept(found(variants.get(0)).first().file() + ": " + String.join(" and ", shown)
                    + " count as different classes; make them one if they mean the same");
        });
    }

    private static String folded(String label) {
        OptionalDouble number = PlainNumber.parse(label.strip());
        if (number.isPresent()) {
            return Double.toString(number.getAsDouble() + 0.0);
        }
        return Normalizer.normalize(label, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{C}\"']+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
