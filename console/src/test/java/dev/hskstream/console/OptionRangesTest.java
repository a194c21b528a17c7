package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class OptionRangesTest {
    private final StringWriter err = new StringWriter();
    private final Train train = new Train();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs|-1|--epochs is -1; it has to be at least 1",
                "--epochs|0|--epochs is 0; it has to be at least 1",
                "--rate|0|--rate is 0.0; it has to be above 0",
                "--rate|-1e-9|--rate is -1.0E-9; it has to be above 0",
                "--share|1.01|--share is 1.01; it has to be above 0 and at most 1",
                "--warmup|1.5|--warmup is 1.5; it has to be from 0 to 1",
                "--port|65536|--port is 65536; it has to be from 0 to 65535",
                "--port|-1|--port is -1; it has to be from 0 to 65535",
                "--layers|1,-2,3|--layers is -2; it has to be at least 0",
                "--threads|0|--threads is 0; it has to be at least 1"
            })
    void refusesAValueOutOfItsRangeByTheOptionsName(String option, String value, String reason) {
        assertThat(run(Map.of(), option, value)).isEqualTo(2);
        assertThat(err.toString()).startsWith("hsk train: " + reason + System.lineSeparator());

        String variable = EnvironmentDefaults.variableName(option);
        err.getBuffer().setLength(0);
        assertThat(run(Map.of(variable, value))).isEqualTo(2);
        assertThat(err.toString()).startsWith("hsk train: " + reason + " (from the environment variable " + variable);
        assertThat(train.ran).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e400", "5d", "0x1p3", "one", "1,5"})
    void refusesWhatIsNoFiniteNumber(String value) {
        for (String option : new String[] {"--rate", "--warmup", "--boxed", "--free"}) {
            err.getBuffer().setLength(0);
            assertThat(run(Map.of(), option, value)).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("hsk train: " + option + ": \"" + value + "\" is not a finite number");
        }
        assertThat(run(Map.of("HSK_FREE", value))).isEqualTo(2);
        assertThat(err.toString()).contains("(from the environment variable HSK_FREE)");
    }

    @Test
    void takesTheBoundsThemselves() {
        assertThat(run(Map.of(), "--epochs", "1", "--rate", "5e-324", "--share", "1", "--warmup", "0"))
                .isZero();
        assertThat(run(Map.of(), "--port", "0", "--warmup", "1", "--layers", "0"))
                .isZero();
        assertThat(run(Map.of(), "--port", "65535", "--free", "-1e300")).isZero();
    }

    @Test
    void helpsWhateverTheEnvironmentSays() {
        assertThat(run(Map.of("HSK_EPOCHS", "-1"), "--help")).isZero();
    }

    @Test
    void takesAnOptionsOldNameOnTheLineAndInTheEnvironment() {
        run(Map.of(), "--clip", "3");
        assertThat(train.maxGradNorm).isEqualTo(3);
        run(Map.of("HSK_CLIP", "4"));
        assertThat(train.maxGradNorm).isEqualTo(4);
        run(Map.of("HSK_CLIP", "4", "HSK_MAX_GRAD_NORM", "5"));
        assertThat(train.maxGradNorm).isEqualTo(5);
        run(Map.of("HSK_CLIP", "4"), "--max-grad-norm", "6");
        assertThat(train.maxGradNorm).isEqualTo(6);
    }

    @Test
    void refusesWhatACommandFindsToBeWrongUsage() {
        train.failure = new dev.hskstream.base.UsageException("--metric f1 does not suit 3 classes");

        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "hsk train: --metric f1 does not suit 3 classes\nTry: hsk train --help\n");
    }

    private int run(Map<String, String> environment, String... args) {
        CommandLine commandLine = HskCommandLine.of(new Hsk(), environment);
        commandLine.addSubcommand(HskCommandLine.of(train, environment));
        commandLine.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "train";
        System.arraycopy(args, 0, all, 1, args.length);
        return commandLine.execute(all);
    }

    @Command(name = "hsk")
    static final class Hsk {}

    @Command(name = "train")
    static final class Train implements Callable<Integer> {
        @Option(names = "--epochs", defaultValue = "3")
        @Range(min = 1)
        int epochs;

        @Option(names = "--rate", defaultValue = "1")
        @Range(above = 0)
        double rate;

        @Option(names = "--share", defaultValue = "0.1")
        @Range(above = 0, max = 1)
        double share;

        @Option(names = "--warmup", defaultValue = "0.1")
        @Range(min = 0, max = 1)
        double warmup;

        @Option(names = "--port", defaultValue = "0")
        @Range(min = 0, max = 65535)
        int port;

        @Option(names = "--layers", split = ",")
        @Range(min = 0)
        int @Nullable [] layers;

        @Option(names = "--boxed")
        @Nullable
        Double boxed;

        @Option(names = "--free", defaultValue = "0")
        double free;

        @Option(
                names = {"--max-grad-norm", "--clip"},
                defaultValue = "1")
        @Range(min = 0)
        double maxGradNorm;

        @Mixin
        EngineOptions engine = new EngineOptions(name -> {});

        @Nullable
        RuntimeException failure;

        boolean ran;

        @Override
        public Integer call() {
            ran = true;
            if (failure != null) {
                throw failure;
            }
            return 0;
        }
    }
}
