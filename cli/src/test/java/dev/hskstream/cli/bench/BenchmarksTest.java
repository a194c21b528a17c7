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
                .withMessageStartingWith("--only: there is no ratio \"code\"; there are codec.encode.float16, ");
    }

    @Test
    void sayWhatOperationsAllowAPrunedStudent() {
        Benchmark speedup = Benchmarks.named(List.of("speedup.rosita6.64")).get(0);

        // A layer of the teacher has 4.5 times the weights of a pruned one: about (12 x 4.5 + 6 x 3) / (6 x 3) = 4.
        assertThat(speedup.allowed().orElseThrow()).isBetween(3.9, 4.1);
    }
}
