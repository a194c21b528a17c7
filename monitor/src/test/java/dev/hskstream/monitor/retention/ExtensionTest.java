package dev.hskstream.monitor.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    /** Three days before now. */
    private static final Instant OLDEST = Instant.parse("2026-01-07T00:00:00Z");

    private static final String WEEK = "604800000";

    @Test
    void readsHoursDaysWeeksAndForever() {
        assertThat(Extension.parse("36h").time()).contains(Duration.ofHours(36));
        assertThat(Extension.parse("7d").time()).contains(Duration.ofDays(7));
        assertThat(Extension.parse("2w").time()).contains(Duration.ofDays(14));
        assertThat(Extension.parse("forever").time()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "0d", "-1d", "1.5d", "7 d", "7m", "7D", "123456d", "ever"})
    void refusesOtherTexts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Extension.parse(text))
                .withMessageContaining("36h, 7d or 4w, or forever");
    }

    @Test
    void countsFromNowAndNotFromTheOldestRecord() {
        // The oldest record is three days old and must stay for five more: eight days.
        assertThat(changes("5d", Map.of("retention.ms", WEEK)))
                .containsExactly(new RetentionChange("t", "retention.ms", 604_800_000, 691_200_000));
    }

    @Test
    void leavesALimitThatIsLongEnough() {
        assertThat(changes("4d", Map.of("retention.ms", WEEK))).isEmpty();
        assertThat(changes("4w", Map.of("retention.ms", "-1"))).isEmpty();
    }

    @Test
    void changesASizeOnlyForEver() {
        Map<String, String> both = Map.of("retention.ms", WEEK, "retention.bytes", "1000");

        assertThat(changes("5d", both)).extracting(RetentionChange::property).containsExactly("retention.ms");
        assertThat(changes("forever", both))
                .containsExactly(
                        new RetentionChange("t", "retention.ms", 604_800_000, -1),
                        new RetentionChange("t", "retention.bytes", 1000, -1));
        assertThat(changes("forever", Map.of())).isEmpty();
    }

    private static List<RetentionChange> changes(String text, Map<String, String> config) {
        return Extension.parse(text).changes("t", RetentionLimit.of(config), OLDEST, NOW);
    }
}
