package dev.hskstream.kafka.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final List<String> said = new ArrayList<>();
    private long now;

    @Test
    void saysOnceThatItWaitsAndOnceThatItGoesOn() {
        Patience patience = new Patience(() -> "waiting at " + now / 1_000_000_000, "goes on", said::add, () -> now);

        at(patience, 9.9);
        assertThat(said).isEmpty();
        at(patience, 10);
        at(patience, 11);
        assertThat(at(patience, 200)).isEqualTo(Duration.ofSeconds(200));
        patience.came();
        patience.came();
        assertThat(said).containsExactly("waiting at 10", "goes on");

        assertThat(at(patience, 209)).isEqualTo(Duration.ofSeconds(9));
        at(patience, 211);
        assertThat(said).containsExactly("waiting at 10", "goes on", "waiting at 211");
    }

    @Test
    void saysNothingAboutShortWaits() {
        Patience patience = new Patience(() -> "waiting", "goes on", said::add, () -> now);

        at(patience, 5);
        patience.came();
        at(patience, 14);
        patience.came();

        assertThat(said).isEmpty();
    }

    private Duration at(Patience patience, double second) {
        now = (long) (second * 1e9);
        return patience.nothing();
    }
}
