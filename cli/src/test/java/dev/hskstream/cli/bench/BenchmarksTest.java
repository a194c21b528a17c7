package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
    @Test
    void haveOneNameEach() {
        assertThat(Benchmarks.named(List.of()))
                .extracting(Benchmark::name)
                .doesNotHaveDuplicates()
                .contains("speedup.tinybert4.cola", "speedup.rosita6.128", "replay.overhead", "replay.starvation")
                .contains("replay.first_pass", "produce.overhead", "ops.training.rosita6.64", "size")
                .contains("codec.encode.float16", "codec.decode.int8");
    }

    @Test
    void areFoundByTheBeginningOfTheirNames() {
        assertThat(Benchmarks.named(List.of("codec.encode", "size")))
                .extracting(Benchmark::name)
                .containsExactly("codec.encode.float16", "codec.encode.int8", "size");
    }

    @Test
    void refuseANameThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Benchmarks.named(List.of("code")))
                .withMessageStartingWith("--only: there is no ratio code; there are codec.encode.float16, ");
    }

    @Test
    void sayWhatOperationsAllowAStudentOfHalfTheTeachersLayers() {
        Benchmark speedup = Benchmarks.named(List.of("speedup.rosita6.64")).get(0);

        // 12 layers forward and 6 forward and backward, over the latter: 30 / 18, and a little less for the head.
        assertThat(speedup.allowed().orElseThrow()).isBetween(1.66, 1.667);
    }
}
