package dev.hskstream.base.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void saysWhereTheTimeWentAndTheMemory() {
        Map<String, Double> times = new LinkedHashMap<>();
        times.put("forward", 7.5);
        times.put("encode", 0.26);

        Cost cost = new Cost(times, 1_440_000_000);

        assertThat(cost.text(10)).isEqualTo("time: forward 7.5 s (75 %), encode 0.3 s (3 %); peak memory 1.4 GB");
        assertThat(cost.json()).containsEntry("times", times).containsEntry("peakMemoryBytes", 1_440_000_000L);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(new Cost(Map.of("forward", 1.0), 0).text(0)).isEqualTo("time: forward 1.0 s (0 %)");
        assertThat(new Cost(Map.of(), 0).text(1)).isEmpty();
        assertThat(Cost.of(Map.of()).peakMemoryBytes()).isBetween(0L, ProcessMemory.peakRssBytes());
    }

    @Test
    void addsUpWhatIsMeasuredUnderOneName() {
        StopWatch times = new StopWatch();

        assertThat(times.measure("b", () -> 3)).isEqualTo(3);
        times.measure("a", () -> 0);
        times.measure("b", () -> 0);

        assertThat(times.seconds()).containsOnlyKeys("b", "a");
        assertThat(times.seconds("b")).isPositive();
        assertThat(times.seconds("never")).isZero();
    }
}
