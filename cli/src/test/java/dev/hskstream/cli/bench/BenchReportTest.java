package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final BenchMachine MACHINE = new BenchMachine(
            "AMD EPYC", 2, 2, 16_000_000_000L, 2_000_000_000L, "Linux amd64", "OpenJDK 17", "2.7.1", "fast", "today");

    @Test
    void isJsonOfRatiosAndMachine() {
        JsonNode json = new ObjectMapper().valueToTree(report().json());

        JsonNode fast = json.at("/ratios/speedup.fast");
        assertThat(fast.get("median").asDouble()).isEqualTo(3.5);
        assertThat(fast.get("min").asDouble()).isEqualTo(3);
        assertThat(fast.get("max").asDouble()).isEqualTo(4);
        assertThat(fast.get("runs").asInt()).isEqualTo(5);
        assertThat(fast.get("target").asText()).isEqualTo(">= 3.4");
        assertThat(fast.get("allowed").asDouble()).isEqualTo(7);
        assertThat(fast.get("ofAllowed").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/ratios/wait/met").asBoolean()).isTrue();
        assertThat(json.at("/ratios/wait").has("allowed")).isFalse();
        assertThat(json.at("/machine/processor").asText()).isEqualTo("AMD EPYC");
        assertThat(json.at("/skipped/0").asText()).isEqualTo("size");
    }

    @Test
    void isMissedWhereOperationsWouldAllowMore() {
        JsonNode json = new ObjectMapper().valueToTree(report().json());

        assertThat(json.at("/ratios/speedup.fast/met").asBoolean()).isFalse();
    }

    @Test
    void isATable() {
        assertThat(report().table().lines())
                .anyMatch(
                        line -> line.matches("speedup.fast +3.500 +3.000 +4.000 +5 +>= 3.4 +7.000 \\(50 %\\) +missed"))
                .anyMatch(line -> line.matches("wait +0.0050 +0.0010 +0.0090 +3 +<= 0.01 +met"))
                .anyMatch(line -> line.matches("size +- +no time left"))
                .anyMatch(line -> line.startsWith("AMD EPYC, 2 cores, 2 threads, 16 GB memory, heap up to 2.0 GB;"));
    }

    private static BenchReport report() {
        Result fast = new Result(
                new Named("speedup.fast", Target.atLeast(3.4), OptionalDouble.of(7)), new Ratio(3.5, 3, 4, 5));
        Result wait = new Result(
                new Named("wait", Target.atMost(0.01), OptionalDouble.empty()), new Ratio(0.005, 0.001, 0.009, 3));
        return new BenchReport(List.of(fast, wait), List.of("size"), MACHINE, 12);
    }

    private record Named(String name, Target target, OptionalDouble allowed) implements Benchmark {
        @Override
        public double weight() {
            return 1;
        }

        @Override
        public Sides open(Fixtures fixtures) {
            throw new UnsupportedOperationException("nothing is measured here");
        }
    }
}
