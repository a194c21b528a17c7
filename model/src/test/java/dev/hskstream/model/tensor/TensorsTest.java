package dev.hskstream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "cuda", "gpu", "gpu:", "gpu:-1", "GPU:0", "cpu:0"})
    void refusesWhatIsNoDevice(String name) {
        assertThatThrownBy(() -> Tensors.use(name, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--device is \"" + name + "\"; it can be cpu or gpu:N, such as gpu:0");
        assertThat(Tensors.deviceName()).isEqualTo("cpu");
    }

    /** A container's limit of processors looks to the JVM as this option does. */
    @Test
    void hasNoMoreThreadsThanProcessors() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("1");
        assertThat(Tensors.threads())
                .isPositive()
                .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }

    /** The program of the child process. */
    public static final class Child {
        private Child() {}

        /** Prints the number of threads. */
        public static void main(String[] args) {
            System.out.println(Tensors.threads());
        }
    }

    @Test
    void refusesAGraphicsCardThatIsNotThere() {
        assertThatThrownBy(() -> Tensors.use("gpu:99", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "--device gpu:99: PyTorch sees " + Tensors.engine().getGpuCount() + " graphics cards");
        assertThat(Tensors.deviceName()).isEqualTo("cpu");
    }
}
