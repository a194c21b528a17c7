package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The quickstart runs the commands that the README describes. */
class CommandsTest {
    private static final Path WORK = Path.of("w");
    private final Commands commands = commands(Optional.of("accuracy"), 0);

    @Test
    void importsAndFineTunes() {
        assertThat(commands.importBase(Path.of("bge.jar"))).isEqualTo(words("import --from bge.jar --out w/base"));
        assertThat(commands.finetune())
                .isEqualTo(words(
                        "finetune --base w/base --task cola --data d --out w/teacher --epochs 1 --seed 7 --restart --learning-rate 5.0E-5"
                                + " --metric accuracy"));
    }

    @Test
    void loadsProducesAndSeals() {
        assertThat(commands.load("s"))
                .isEqualTo(words("load --set s --task cola --data d --bootstrap-servers b --registry-url r"));
        assertThat(commands.produce("s"))
                .isEqualTo(
                        words("produce --set s --teacher w/teacher --depth 4:10 --length 8:left --width 0.1:magnitude"
                                + " --values float16 --bootstrap-servers b --registry-url r"));
        assertThat(commands.seal("s")).isEqualTo(words("seal --set s --bootstrap-servers b --registry-url r"));
    }

    @Test
    void trainsStudentsAndTheControlAlikeButForTheHiddenStates() {
        String student = "train --set s --student layers:4 --init w/teacher --name NAME --out w/students/NAME"
                + " --epochs 3 --seed 7 --restart --learning-rate 2.0E-4 --hard-weight 1.0OPTIONS --metric accuracy --bootstrap-servers b --registry-url r";

        assertThat(commands.train("s", StudentChoice.ALL.get(0)))
                .isEqualTo(words(student.replace("NAME", "student-4").replace("OPTIONS", "")));
        assertThat(commands.train("s", StudentChoice.ALL.get(2)))
                .isEqualTo(words(student.replace("NAME", "control-4").replace("OPTIONS", " --no-hsk")));
    }

    @Test
    void passesTheLimitToWhatReadsTheData() {
        Commands limited = commands(Optional.empty(), 100);

        assertThat(limited.finetune()).containsSequence("--limit", "100").doesNotContain("--metric");
        assertThat(limited.load("s")).containsSequence("--limit", "100");
    }

    private static Commands commands(Optional<String> metric, long limit) {
        QuickstartSettings settings = new QuickstartSettings(
                WORK,
                Optional.empty(),
                "cola",
                metric,
                limit,
                1,
                5e-5,
                3,
                2e-4,
                7,
                new QuickstartSettings.Compression("4:10", "8:left", "0.1:magnitude", "float16"));
        return new Commands(settings, Path.of("d"), words("--bootstrap-servers b --registry-url r"));
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }
}
