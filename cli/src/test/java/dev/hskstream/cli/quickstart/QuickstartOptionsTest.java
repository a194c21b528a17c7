package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class QuickstartOptionsTest {
    @Test
    void measuresAccuracyOnTheDefaultData() {
        QuickstartSettings settings = settings();

        assertThat(settings.metric()).contains("accuracy");
        assertThat(settings.task()).isEqualTo("cola");
        assertThat(settings.data()).isEmpty();
        assertThat(settings.workDir()).isEqualTo(Path.of("quickstart"));
    }

    @Test
    void leavesTheMetricToTheTaskOnTheUsersData(@TempDir Path data) {
        QuickstartSettings settings = settings("--data", data.toString(), "--task", "rte");

        assertThat(settings.metric()).isEmpty();
        assertThat(settings.task()).isEqualTo("rte");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThatThrownBy(() -> settings("--data", "nowhere"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("no such directory");
    }

    @Test
    void refusesAnotherTaskWithoutData() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--task", "rte"))
                .withMessageContaining("--data");
    }

    @Test
    void refusesToTrainForNoEpoch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--epochs", "0"))
                .withMessage("--epochs is 0; it has to be at least 1");
    }

    private static QuickstartSettings settings(String... args) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(args);
        return holder.options.settings();
    }

    @Command
    static final class Holder {
        @Mixin
        final QuickstartOptions options = new QuickstartOptions();
    }
}
