package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressStyleTest {
    @Test
    void drawsABarOnlyOnATerminal() {
        assertThat(ProgressStyle.of(Map.of("TERM", "xterm"), true)).isEqualTo(ProgressStyle.BAR);
        assertThat(ProgressStyle.of(Map.of("TERM", "xterm"), false)).isEqualTo(ProgressStyle.LINES);
        assertThat(ProgressStyle.of(Map.of("TERM", "dumb"), true)).isEqualTo(ProgressStyle.LINES);
        assertThat(ProgressStyle.of(Map.of(), true)).isEqualTo(ProgressStyle.LINES);
    }

    @Test
    void letsTheEnvironmentChoose() {
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", "bar"), false)).isEqualTo(ProgressStyle.BAR);
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", "none", "TERM", "xterm"), true))
                .isEqualTo(ProgressStyle.NONE);
    }
}
