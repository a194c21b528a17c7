package dev.hskstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OptionForms;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command whose text has a form: a text without it is wrong usage, and nothing is done. */
class TextOptionsTest {
    /** Names of columns, which any text can be, and hosts, which are looked up only where they are needed. */
    private static final Set<String> ANY_TEXT = Set.of("--text", "--text-pair", "--label", "--metrics-host", "--host");

    private static final Map<String, String> GOOD =
            Map.of("--set", "s", "--from", "s", "--task", "cola", "--name", "n");

    /** By option a text without its form, and part of what its message says that it can be. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry("--bootstrap-servers", List.of("localhost", "127.0.0.1:19092")),
            Map.entry("--classes", List.of("only", "two at least")),
            Map.entry("--depth", List.of("4:x", "N:TOP:KEEP")),
            Map.entry("--device", List.of("tpu:0", "cpu or gpu:N")),
            Map.entry("--extend-retention", List.of("soon", "7d")),
            Map.entry("--from", List.of("Mine!", "a-z 0-9")),
            Map.entry("--length", List.of("8:attentive", "K:attention-no-sep")),
            Map.entry("--metric", List.of("precision", "accuracy, f1")),
            Map.entry("--name", List.of(" s4", "1 to 200 characters")),
            Map.entry("--only", List.of("speeds", "codec.encode.float16")),
            Map.entry("--precision", List.of("fp16", "float32 or bfloat16")),
            Map.entry("--registry-url", List.of("ftp://registry", "http://127.0.0.1:18081")),
            Map.entry("--set", List.of("Mine!", "a-z 0-9")),
            Map.entry("--student", List.of("layer:4", "layers:4")),
            Map.entry("--task", List.of("cole", "cola, ")),
            Map.entry("--values", List.of("int4", "float32 or float16 or int8")),
            Map.entry("--width", List.of("1.5:magnitude", "(0, 1]")),
            Map.entry("--worker", List.of("a/b", "1 to 200 letters")));

    @Test
    void everyTextHasItsForm() {
        Set<String> without = new TreeSet<>();
        for (CommandLine command : hsk(Map.of()).getSubcommands().values()) {
            Set<String> forms = OptionForms.of(command.getCommandSpec()).keySet();
            for (OptionSpec option : command.getCommandSpec().options()) {
                boolean text = option.type() == String.class
                        || List.of(option.auxiliaryTypes()).contains(String.class);
                String name = option.longestName();
                if (text && !ANY_TEXT.contains(name) && !forms.contains(name)) {
                    without.add(command.getCommandName() + " " + name);
                }
            }
        }

        assertThat(without).isEmpty();
    }

    static Stream<Arguments> forms() {
        return hsk(Map.of()).getSubcommands().values().stream()
                .flatMap(command -> OptionForms.of(command.getCommandSpec()).keySet().stream()
                        .map(option -> Arguments.of(command.getCommandName(), option)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aTextWithoutItsFormIsRefusedByTheOptionsName(String command, String option) {
        List<String> wrong = Objects.requireNonNull(WRONG.get(option), option);

        String reason = refused(Map.of(), command, option, wrong.get(0));

        assertThat(reason).startsWith("hsk " + command + ": " + option).contains(wrong.get(1));
        assertThat(reason.contains(wrong.get(0))).isEqualTo(!option.equals("--registry-url"));
        assertThat(reason.length()).isLessThan(500);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void andByItsVariableWhereTheTextIsFromThere(String command, String option) {
        String variable = "HSK_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
        String wrong = Objects.requireNonNull(WRONG.get(option), option).get(0);

        assertThat(refused(Map.of(variable, wrong), command, option))
                .startsWith("hsk " + command + ": " + option)
                .endsWith(" (from the environment variable " + variable + ")");
    }

    /** The reason; the line has what else the command needs. */
    private static String refused(Map<String, String> environment, String command, String option, String... text) {
        CommandLine hsk = hsk(environment);
        List<String> line = new ArrayList<>(List.of(command));
        for (OptionSpec needed : spec(hsk, command).options()) {
            if (needed.required() && !needed.longestName().equals(option)) {
                line.addAll(List.of(needed.longestName(), GOOD.getOrDefault(needed.longestName(), "/no/such/place")));
            }
        }
        if (text.length > 0) {
            line.addAll(List.of(option, text[0]));
        }
        StringWriter err = new StringWriter();
        hsk.setErr(new PrintWriter(err, true));

        assertThat(hsk.execute(line.toArray(String[]::new))).as("%s", err).isEqualTo(HskCommandLine.USAGE);

        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(2).last().isEqualTo("Try: hsk " + command + " --help");
        return lines.get(0);
    }

    private static CommandSpec spec(CommandLine hsk, String command) {
        return Objects.requireNonNull(hsk.getSubcommands().get(command), command)
                .getCommandSpec();
    }

    private static CommandLine hsk(Map<String, String> environment) {
        try {
            Constructor<Hsk> constructor = Hsk.class.getDeclaredConstructor();
            constructor.setAccessible(true);
            return HskCommandLine.of(constructor.newInstance(), environment);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
