package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

class HskCommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Train train = new Train();

    @Test
    void returnsZeroAndSaysNothingWhenTheCommandIsDone() {
        assertThat(run(Map.of(), "--batch-size", "8")).isZero();

        assertThat(train.batchSize).isEqualTo(8);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysInOneLineWhyACommandFailed() {
        train.failure = new IllegalStateException("set cola-1 is not sealed\n  seal it first");

        assertThat(run(Map.of(), "--batch-size", "8")).isEqualTo(1);

        assertThat(err.toString()).isEqualToNormalizingNewlines("hsk train: set cola-1 is not sealed; seal it first\n");
    }

    @Test
    void showsTheStackTraceOnlyWhenAsked() {
        train.failure = new NoSuchFileException("teacher/config.json");

        run(Map.of(), "--batch-size", "8", "--stacktrace");

        assertThat(err.toString())
                .startsWith("hsk train: teacher/config.json: no such file or directory")
                .contains("at " + HskCommandLineTest.class.getName());
    }

    @Test
    void reportsAnErrorLikeAnyOtherFailure() {
        train.failure = new UnsatisfiedLinkError("no torch in java.library.path");

        assertThat(run(Map.of(), "--batch-size", "8")).isEqualTo(1);

        assertThat(err.toString()).contains("hsk train: ").contains("no torch in java.library.path");
    }

    @Test
    void refusesAnUnknownOptionWithAHint() {
        assertThat(run(Map.of("HSK_BATCH_SIZE", "8"), "--batch-sise", "8")).isEqualTo(2);

        assertThat(err.toString())
                .contains("hsk train: Unknown option")
                .contains("--batch-size")
                .contains("Try: hsk train --help");
    }

    @Test
    void namesTheOptionThatIsMissing() {
        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(err.toString()).contains("hsk train: option --batch-size is needed");
    }

    @Test
    void saysWhatTheValuesOwnClassFoundWrong() {
        assertThat(run(Map.of(), "--batch-size", "8", "--depth", "9:9")).isEqualTo(2);

        assertThat(err.toString()).contains("hsk train: --depth: 9:9 has no layers");
    }

    @Test
    void readsAnOptionFromTheEnvironment() {
        assertThat(run(Map.of("HSK_BATCH_SIZE", "16"))).isZero();

        assertThat(train.batchSize).isEqualTo(16);
    }

    @Test
    void letsTheCommandLineWinOverTheEnvironment() {
        run(Map.of("HSK_BATCH_SIZE", "16"), "--batch-size", "8");

        assertThat(train.batchSize).isEqualTo(8);
    }

    @Test
    void takesAnEmptyVariableForUnset() {
        assertThat(run(Map.of("HSK_BATCH_SIZE", ""))).isEqualTo(2);
    }

    @Test
    void readsAFlagFromTheEnvironment() {
        run(Map.of("HSK_BATCH_SIZE", "16", "HSK_RESUME", "true"));

        assertThat(train.resume).isTrue();
    }

    @Test
    void namesTheVariableThatABadValueCameFrom() {
        assertThat(run(Map.of("HSK_BATCH_SIZE", "many"))).isEqualTo(2);

        assertThat(err.toString())
                .contains("'many' is not an int")
                .contains("(from the environment variable HSK_BATCH_SIZE)");
    }

    @Test
    void givesEveryCommandHelpAndVersion() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(run(Map.of(), "--version")).isZero();

        assertThat(out.toString())
                .contains("--batch-size")
                .contains("--stacktrace")
                .containsPattern("hsk-stream \\d+\\.\\d+");
    }

    @Test
    void tellsTheDefaultsOfOptionsThatHaveOne() {
        run(Map.of(), "--help");

        assertThat(out.toString()).contains("Default: 3").doesNotContainPattern("Default: *\\R");
    }

    private int run(Map<String, String> environment, String... args) {
        CommandLine commandLine = HskCommandLine.of(new Hsk(), environment);
        commandLine.addSubcommand(HskCommandLine.of(train, environment));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "train";
        System.arraycopy(args, 0, all, 1, args.length);
        return commandLine.execute(all);
    }

    @Command(name = "hsk")
    static final class Hsk {}

    @Command(name = "train")
    static final class Train implements Callable<Integer> {
        @Option(names = "--batch-size", required = true)
        int batchSize;

        @Option(names = "--depth", converter = RefusingConverter.class)
        @Nullable
        String depth;

        @Option(names = "--resume")
        boolean resume;

        @Option(names = "--set", description = "Name.")
        String set = "";

        @Option(names = "--epochs", defaultValue = "3")
        int epochs;

        @Nullable
        Throwable failure;

        @Override
        public Integer call() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof Exception exception) {
                throw exception;
            }
            return 0;
        }
    }

    static final class RefusingConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            throw new IllegalArgumentException(value + " has no layers");
        }
    }
}
