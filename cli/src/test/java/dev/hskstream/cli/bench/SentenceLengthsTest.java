package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SentenceLengthsTest {
    private final SentenceLengths cola = new SentenceLengths.Cola();

    @Test
    void areColasOwnForAsManySamplesAsItHas() {
        int[] lengths = cola.of(8551);

        assertThat(Arrays.stream(lengths).filter(length -> length == 4)).hasSize(7);
        assertThat(Arrays.stream(lengths).filter(length -> length == 9)).hasSize(1154);
        assertThat(Arrays.stream(lengths).filter(length -> length == 47)).hasSize(1);
        assertThat(Arrays.stream(lengths).average().orElseThrow()).isBetween(11.32, 11.34);
    }

    @Test
    void haveColasSharesForFewerSamples() {
        int[] lengths = cola.of(512);

        assertThat(lengths).hasSize(512);
        assertThat(Arrays.stream(lengths).average().orElseThrow()).isBetween(11.2, 11.5);
    }

    @Test
    void areTheSameEveryTimeAndInNoOrder() {
        int[] lengths = cola.of(100);

        assertThat(lengths).isEqualTo(cola.of(100));
        assertThat(lengths).isNotEqualTo(Arrays.stream(lengths).sorted().toArray());
    }
}
