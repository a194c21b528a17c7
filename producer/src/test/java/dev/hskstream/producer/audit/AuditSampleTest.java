package dev.hskstream.producer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSampleTest {
    @ParameterizedTest
    @CsvSource({
        "10, 0.001, 10",
        "32, 0.001, 32",
        "33, 0.001, 32",
        "100000, 0.001, 100",
        "100001, 0.001, 101",
        "50, 1, 50",
        "0, 0.5, 0"
    })
    void drawsTheShareAndAtLeast32(long samples, double share, int drawn) {
        assertThat(AuditSample.of(samples, share, 1).cardinality()).isEqualTo(drawn);
        assertThat(AuditSample.of(samples, share, 1).length()).isLessThanOrEqualTo((int) samples);
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(AuditSample.of(1000, 0.1, 1))
                .isEqualTo(AuditSample.of(1000, 0.1, 1))
                .isNotEqualTo(AuditSample.of(1000, 0.1, 2));
    }

    /**
     * The number of times a sample is drawn has a binomial distribution with 4000 trials and probability 0.4, and so a
     * standard deviation of 31; four of these are allowed either way.
     */
    @Test
    void drawsEverySampleAlike() {
        int[] times = new int[80];
        for (int seed = 0; seed < 4000; seed++) {
            AuditSample.of(80, 0.4, seed).stream().forEach(i -> times[i]++);
        }
        assertThat(java.util.Arrays.stream(times))
                .allSatisfy(count -> assertThat(count).isBetween(1600 - 124, 1600 + 124));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void refusesAShareThatIsNone(double share) {
        assertThatThrownBy(() -> AuditSample.of(10, share, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--share");
    }
}
