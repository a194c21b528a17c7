package dev.hskstream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the section is open until the end of its block
class TerminalTest {
    private static final String DRAWN = "\rload  [------------------------]   0 %  0/4 samples\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void saysANoticeOnALineOfItsOwn() {
        for (ProgressStyle style : ProgressStyle.values()) {
            bytes.reset();
            terminal(style).notice("the broker is away");
            assertThat(bytes.toString(UTF_8)).isEqualToIgnoringNewLines("the broker is away");
        }
    }

    @Test
    void saysANoticeAboveTheBar() {
        Terminal terminal = terminal(ProgressStyle.BAR);
        try (Progress progress = terminal.begins("load", 4, "samples")) {
            terminal.notice("the broker is away");
        }
        terminal.notice("over");

        assertThat(bytes.toString(UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("\rthe broker is away\u001b[K\n" + DRAWN + DRAWN + "\nover\n");
    }

    @Test
    void goesOnWithTheOuterWorkOnceTheInnerEnds() {
        Terminal terminal = terminal(ProgressStyle.BAR);
        try (Progress outer = terminal.begins("load", 4, "samples")) {
            terminal.begins("check", 2, "records").close();
            bytes.reset();
            terminal.notice("a notice");
        }

        assertThat(bytes.toString(UTF_8))
                .startsWith("\ra notice")
                .contains("load")
                .doesNotContain("check");
    }

    private Terminal terminal(ProgressStyle style) {
        PrintStream out = new PrintStream(bytes, true, UTF_8);
        return new Terminal(style, () -> out, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }
}
