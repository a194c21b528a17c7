package dev.hskstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Rules for every option of every command. */
class OptionsTest {
    private static final Set<String> ANY_NUMBER = Set.of("--seed", "--limit-seed");

    @Test
    void everyNumberHasItsRange() throws ReflectiveOperationException {
        Constructor<Hsk> constructor = Hsk.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        Set<String> without = new TreeSet<>();
        int ranged = 0;
        CommandLine hsk = HskCommandLine.of(constructor.newInstance(), Map.of());
        for (CommandLine command : hsk.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (isNumber(option.type()) && !ANY_NUMBER.contains(option.longestName())) {
                    boolean has = option.userObject() instanceof Field field && field.isAnnotationPresent(Range.class);
                    ranged += has ? 1 : 0;
                    if (!has) {
                        without.add(command.getCommandName() + " " + option.longestName());
                    }
                }
            }
        }

        assertThat(without).isEmpty();
        assertThat(ranged).isGreaterThan(30);
    }

    private static boolean isNumber(Class<?> type) {
        Class<?> one = type.isArray() ? type.getComponentType() : type;
        return Number.class.isAssignableFrom(one)
                || Set.of(int.class, long.class, double.class, float.class).contains(one);
    }
}
