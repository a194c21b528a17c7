package dev.hskstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HandClock clock = new HandClock();

    @Test
    void printsALineEveryFiveSecondsWhereThereIsNoTerminal() {
        try (Progress progress = progress(ProgressStyle.LINES, 100)) {
            for (int second = 0; second < 11; second++) {
                clock.advance(Duration.ofSeconds(1));
                progress.advance(1);
            }
        }

        assertThat(printed().lines())
                .containsExactly(
                        "produce    5 %  5/100 samples  1.0 samples/s  1:35 left",
                        "produce   10 %  10/100 samples  1.0 samples/s  1:30 left",
                        "produce   11 %  11/100 samples  1.0 samples/s  1:29 left");
    }

    @Test
    void saysHowLongItTookOnceItIsComplete() {
        try (Progress progress = progress(ProgressStyle.LINES, 100)) {
            clock.advance(Duration.ofSeconds(4));
            progress.advance(100);
            progress.note("loss 0.41");
        }

        assertThat(printed())
                .isEqualToIgnoringNewLines("produce  100 %  100/100 samples  25 samples/s  0:04  loss 0.41");
    }

    @Test
    void redrawsTheBarInPlace() {
        try (Progress progress = progress(ProgressStyle.BAR, 4)) {
            clock.advance(Duration.ofSeconds(2));
            progress.advance(2);
        }

        String drawn = "\rproduce  [############------------]  50 %  2/4 samples  1.0 samples/s  0:02 left\u001b[K";
        assertThat(printed()).isEqualTo(drawn + drawn + System.lineSeparator());
    }

    @Test
    void leavesWhatWasDoneBeforeOutOfTheRate() {
        try (Progress progress = progress(ProgressStyle.LINES, 100)) {
            progress.skip(80);
            clock.advance(Duration.ofSeconds(10));
            progress.advance(10);
        }

        assertThat(printed()).contains(" 90 %  90/100 samples  1.0 samples/s  0:10 left");
    }

    @Test
    void countsWithoutATotal() {
        try (Progress progress = progress(ProgressStyle.LINES, 0)) {
            clock.advance(Duration.ofSeconds(2));
            progress.advance(5);
        }

        assertThat(printed()).isEqualToIgnoringNewLines("produce  5 samples  2.5 samples/s  0:02");
    }

    @Test
    void printsNothingWhenToldTo() {
        try (Progress progress = progress(ProgressStyle.NONE, 4)) {
            clock.advance(Duration.ofMinutes(1));
            progress.advance(4);
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void cutsTheBarToTheTerminal() {
        ProgressState state = new ProgressState("train", 0, 1, 9, "steps", Duration.ofSeconds(1), "x".repeat(200));

        assertThat(ProgressRenderer.bar(state, 79)).hasSize(79).endsWith(">");
    }

    @Test
    void takesTheTerminalsWidthFromTheEnvironment() {
        assertThat(Progress.columns("120")).isEqualTo(119);
        assertThat(Progress.columns("wide")).isEqualTo(100);
        assertThat(Progress.columns(null)).isEqualTo(100);
    }

    private Progress progress(ProgressStyle style, long total) {
        return new Progress(
                "produce", total, "samples", style, new PrintStream(bytes, true, UTF_8), clock, ended -> {});
    }

    private String printed() {
        return bytes.toString(UTF_8);
    }

    /** A clock that moves only when it is told to. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
