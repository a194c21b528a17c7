package dev.hskstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths and column names with non-ASCII letters, under any locale: runs a separate process, with the launcher's
 * settings.
 */
class LauncherLocaleTest {
    /** Written in ASCII, because this test's own process may not support other characters either. */
    private static final String SCRIPT =
            """
            set -euo pipefail
            eval "$(sed -n '/^use_utf8() {/,/^}/p' "$LAUNCHER")"
            use_utf8 2> /dev/null
            echo "numeric=${LC_ALL:-${LC_NUMERIC:-${LANG:-}}}"
            data=$'donn\\xc3\\xa9es \\xe4\\xbd\\xa0'
            mkdir -p "$data"
            printf 'texte\\t\\xc3\\xa9tiquette\\nun\\toui\\n' > "$data/train.tsv"
            "$JAVA" -cp "$CLASSES" dev.hskstream.cli.Hsk load --set s --task tsv --data "$data" --text texte \\
              --label $'\\xc3\\xa9tiqu' 2>&1 || echo "exit $?"
            """;

    private final Path directory;

    LauncherLocaleTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "xx_XX.UTF-8", "C.UTF-8"})
    void readsAndSaysNamesInUtf8(String locale) throws IOException, InterruptedException {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        Path launcher = Path.of("src/main/dist/bin/hsk").toAbsolutePath();
        assertThat(launcher).isRegularFile();
        Path script = Files.writeString(directory.resolve("script"), SCRIPT);
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        if (!locale.isEmpty()) {
            builder.environment().put("LC_ALL", locale);
        }
        builder.environment().put("LAUNCHER", launcher.toString());
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));

        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out)
                .contains("hsk load: donn\u00e9es \u4f60/train.tsv:1: there is no column \"\u00e9tiqu\"; the header has"
                        + " texte, \u00e9tiquette")
                .contains("exit 1")
                .contains("numeric=" + (locale.startsWith("xx") ? "C.UTF-8" : locale))
                .doesNotContain("\uFFFD");
    }
}
