package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.selection.StandardCompression;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CompressionOptionsTest {
    /** These are the defaults that the README states. */
    @Test
    void keepsTheStandardWhereNothingIsSaid() {
        CompressionOptions options = parse();

        assertThat(options.compression()).isEqualTo(StandardCompression.compression());
        assertThat(options.depth()).isEqualTo("4:10");
        assertThat(options.length()).isEqualTo("8:attention-no-sep");
        assertThat(options.width()).isEqualTo("0.1:magnitude");
        assertThat(options.values()).isEqualTo("int8");
    }

    @Test
    void takesWhatIsSaid() {
        CompressionOptions options =
                parse("--depth", "all", "--length", "3:left", "--width", "all", "--values", "float16");

        assertThat(options.depth() + " " + options.length() + " " + options.width() + " " + options.values())
                .isEqualTo("all 3:left all float16");
    }

    private static CompressionOptions parse(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options;
    }

    @Command
    static final class Holder {
        @Mixin
        final CompressionOptions options = new CompressionOptions();
    }
}
