package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private long now;

    @Test
    void sharesByWeight() {
        TimeBudget budget = budget();

        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(25));
        now += Duration.ofSeconds(25).toNanos();
        assertThat(budget.next(3)).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void givesWhatIsLeftOverToTheLaterOnes() {
        TimeBudget budget = budget();
        Duration first = budget.next(1);
        now += Duration.ofSeconds(5).toNanos();

        assertThat(first).isEqualTo(Duration.ofSeconds(25));
        assertThat(budget.next(3)).isEqualTo(Duration.ofSeconds(95));
    }

    @Test
    void hasNothingLeftAfterTheEnd() {
        TimeBudget budget = budget();
        now += Duration.ofSeconds(101).toNanos();

        assertThat(budget.next(1)).isEqualTo(Duration.ZERO);
    }

    private TimeBudget budget() {
        return new TimeBudget(Duration.ofSeconds(100), 4, () -> now);
    }
}
