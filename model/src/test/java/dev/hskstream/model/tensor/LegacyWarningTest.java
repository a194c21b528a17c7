package dev.hskstream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs child processes and reads what they write to standard error. */
@Timeout(120)
class LegacyWarningTest {
    @Test
    void theEngineSaysNothingThatFrightensPeople() throws Exception {
        String said = standardError("compute");

        assertThat(said).doesNotContain("LegacyTypeDispatch", "AutoNonVariableTypeMode", "silent wrong result");
        assertThat(said).contains("before", "after");
    }

    @Test
    void whatIsSaidMeanwhileComesOutAfterwardsButForTheUnwantedLines() throws Exception {
        assertThat(standardError("aside")).isEqualTo("one é\nthree\nfour without an end\nfive\n");
    }

    @Test
    void standardErrorIsBackWhereTheWorkFails() throws Exception {
        assertThat(standardError("fail")).isEqualTo("inside\nthrown\n");
    }

    private static String standardError(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        what))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** The program of the child process. */
    public static final class Child {
        private Child() {}

        /** Does what the argument names. */
        public static void main(String[] args) {
            switch (args[0]) {
                case "compute" -> compute();
                case "aside" -> {
                    StandardErrorAside.run(
                            () -> {
                                say("one é\n");
                                say("two is unwanted\n");
                                say("three\nfour without an end");
                            },
                            line -> line.contains("unwanted"));
                    say("\nfive\n");
                }
                default -> fail();
            }
        }

        private static void compute() {
            say("before\n");
            try (NDManager manager = Tensors.newManager();
                    NDArray copy = manager.create(new float[] {0, 0})) {
                manager.create(new float[] {3, 4}).copyTo(copy);
                OpsSelection.select().close();
            }
            say("after\n");
        }

        private static void fail() {
            try {
                StandardErrorAside.run(
                        () -> {
                            say("inside\n");
                            throw new IllegalStateException("thrown");
                        },
                        line -> false);
            } catch (IllegalStateException e) {
                say(e.getMessage() + "\n");
            }
        }

        private static void say(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            System.err.write(bytes, 0, bytes.length);
        }
    }
}
