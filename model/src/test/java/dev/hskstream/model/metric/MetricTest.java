package dev.hskstream.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.base.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values come from the documentation of scikit-learn and SciPy, or are computed by hand. */
class MetricTest {
    private static final double EXACT = 1e-12;

    @Test
    void accuracyIsTheShareOfEqualClasses() {
        assertThat(Metric.ACCURACY.value(classes(0, 2, 1, 3), classes(0, 1, 2, 3)))
                .isEqualTo(0.5);
    }

    /** 2 true positives, 1 false positive, 2 false negatives: 4 / (4 + 1 + 2). */
    @Test
    void f1CountsClassOne() {
        assertThat(Metric.F1.value(classes(1, 1, 1, 0, 0, 0), classes(1, 1, 0, 1, 1, 0)))
                .isCloseTo(4.0 / 7, within(EXACT));
    }

    /** The example in the documentation of sklearn.metrics.matthews_corrcoef gives -0.33. */
    @Test
    void matthewsOfTwoClassesIsScikitLearns() {
        assertThat(Metric.MATTHEWS.value(classes(1, -1, 1, 1), classes(1, 1, 1, -1)))
                .isCloseTo(-1.0 / 3, within(EXACT));
    }

    /** TP 6, FP 1, FN 2, TN 3: (18 - 2) / sqrt(7 * 8 * 4 * 5). */
    @Test
    void matthewsIsThePhiCoefficient() {
        double[] predictions = classes(1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0);
        double[] labels = classes(1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0);

        assertThat(Metric.MATTHEWS.value(predictions, labels)).isCloseTo(16 / Math.sqrt(1120), within(EXACT));
    }

    /** Confusion matrix [[2,0,1],[0,1,0],[0,1,1]]: s 6, c 4, p (2,2,2), t (3,1,2): (24 - 12) / sqrt(24 * 22). */
    @Test
    void matthewsOfThreeClassesIsGorodkins() {
        assertThat(Metric.MATTHEWS.value(classes(0, 0, 2, 1, 1, 2), classes(0, 0, 0, 1, 2, 2)))
                .isCloseTo(12 / Math.sqrt(24 * 22), within(EXACT));
    }

    /** The examples of scipy.stats.pearsonr. */
    @Test
    void pearsonIsScipys() {
        assertThat(Metric.PEARSON.value(classes(1, 2, 3, 4, 5), new double[] {10, 9, 2.5, 6, 4}))
                .isCloseTo(-0.7426106572325057, within(1e-15));
        assertThat(Metric.PEARSON.value(classes(0, 0, 0, 1, 1, 1, 1), classes(0, 1, 2, 3, 4, 5, 6)))
                .isCloseTo(0.8660254037844386, within(1e-15));
    }

    /** The example of scipy.stats.spearmanr; the two sevens share the rank 3.5. */
    @Test
    void spearmanAveragesTheRanksOfEqualValues() {
        assertThat(Metric.SPEARMAN.value(classes(1, 2, 3, 4, 5), classes(5, 6, 7, 8, 7)))
                .isCloseTo(0.8207826816681233, within(1e-15));
    }

    @Test
    void spearmanSeesOnlyTheOrder() {
        assertThat(Metric.SPEARMAN.value(new double[] {0.1, 3, 200}, new double[] {-5, -4.9, 0}))
                .isCloseTo(1, within(EXACT));
    }

    @Test
    void isZeroWhereZeroIsDividedByZero() {
        assertThat(Metric.F1.value(classes(0, 0), classes(0, 0))).isZero();
        assertThat(Metric.MATTHEWS.value(classes(1, 1, 1), classes(1, 0, 1))).isZero();
        assertThat(Metric.PEARSON.value(classes(2, 2, 2), classes(1, 2, 3))).isZero();
        assertThat(Metric.PEARSON.value(new double[] {0.1, 0.1, 0.1}, classes(1, 2, 3)))
                .isZero();
        assertThat(Metric.SPEARMAN.value(classes(1, 2, 3), classes(4, 4, 4))).isZero();
    }

    @Test
    void staysExactForManySamples() {
        double[] predictions = new double[400_000];
        double[] labels = new double[400_000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            predictions[i] = i % 4 == 0 ? 1 - labels[i] : labels[i];
        }

        assertThat(Metric.MATTHEWS.value(predictions, labels)).isCloseTo(1 / Math.sqrt(3), within(EXACT));
    }

    @Test
    void isFoundByName() {
        for (Metric metric : Metric.values()) {
            assertThat(Metric.of(metric.id())).isEqualTo(metric);
        }
        assertThatThrownBy(() -> Metric.of("bleu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no metric \"bleu\"; there are accuracy, f1, matthews, pearson, spearman");
    }

    @Test
    void refusesUnequalAndEmptyInput() {
        assertThatThrownBy(() -> Metric.ACCURACY.value(classes(1), classes(1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Metric.ACCURACY.value(classes(), classes()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decidesOnlyWhereItSuitsTheTask() {
        assertThat(Metric.deciding(null, List.of("f1", "accuracy"), 2)).containsExactly("f1", "accuracy");
        assertThat(Metric.deciding("accuracy", List.of("f1", "accuracy"), 2)).containsExactly("accuracy", "f1");
        assertThat(Metric.deciding("spearman", List.of("pearson", "spearman"), 0))
                .containsExactly("spearman", "pearson");
        for (String[] wrong : new String[][] {
            {"pearson", "3"},
            {"spearman", "2"},
            {"accuracy", "0"},
            {"matthews", "0"},
            {"f1", "0"},
            {"f1", "3"},
            {"x", "2"}
        }) {
            assertThatThrownBy(() -> Metric.deciding(wrong[0], List.of("accuracy"), Integer.parseInt(wrong[1])))
                    .as("%s of %s classes", (Object[]) wrong)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(wrong[0]);
        }
    }

    @Test
    void saysOnWhichLabelsItIsNotDefined() {
        assertThat(Metric.PEARSON.undefined(classes(2, 2))).isPresent();
        assertThat(Metric.SPEARMAN.undefined(classes(3))).isPresent();
        assertThat(Metric.MATTHEWS.undefined(classes(1, 1))).isPresent();
        assertThat(Metric.F1.undefined(classes(0, 0))).isPresent();
        for (Metric metric : Metric.values()) {
            assertThat(metric.undefined(classes(0, 1))).isEmpty();
        }
        assertThat(Metric.ACCURACY.undefined(classes(1, 1))).isEmpty();
    }

    private static double[] classes(double... classes) {
        return classes;
    }
}
