package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real file system of a few MiB (tmpfs) that a test can fill up. It is mounted by a shell that ends with this
 * process. If this user may not mount, the shell does it in its own user namespace, which {@link #path} reaches into.
 */
final class SmallDisk implements AutoCloseable {
    private static final String HOLD = "mount -t tmpfs -o size=$1m tmpfs \"$0\" && echo ok || exit 1;"
            + " while read size; do mount -o remount,size=${size}m \"$0\" && echo ok; done; umount -l \"$0\"";
    private static final List<List<String>> WAYS =
            List.of(List.of("sh"), List.of("unshare", "--user", "--map-root-user", "--mount", "sh"));

    private final Process shell;
    private final BufferedReader answers;
    private final Writer commands;
    private final Path path;

    private SmallDisk(Process shell, BufferedReader answers, Path path) {
        this.shell = shell;
        this.answers = answers;
        this.commands = shell.outputWriter(UTF_8);
        this.path = path;
    }

    /** Mounts a file system on an empty directory; skips the test if neither root nor user namespaces are available. */
    static SmallDisk mount(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        for (List<String> way : WAYS) {
            List<String> command = new ArrayList<>(way);
            command.addAll(List.of("-c", HOLD, directory.toString(), Integer.toString(mebibytes)));
            Process shell =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
            if ("ok".equals(answers.readLine())) {
                Path root = Path.of("/proc", Long.toString(shell.pid()), "root");
                return new SmallDisk(shell, answers, way.size() == 1 ? directory : Path.of(root + "" + directory));
            }
        }
        return abort("a small disk needs root or user namespaces (unshare --user --mount); neither is to be had");
    }

    /** Returns the root directory of the file system. */
    Path path() {
        return path;
    }

    /** Changes the size of the file system. */
    void resize(int mebibytes) throws IOException {
        commands.write(mebibytes + "\n");
        commands.flush();
        assertThat(answers.readLine()).as("remount").isEqualTo("ok");
    }

    /** Writes a file that leaves {@code free} bytes free. */
    void fill(String name, long free) throws IOException {
        try (OutputStream out = Files.newOutputStream(path.resolve(name))) {
            byte[] page = new byte[4096];
            while (Files.getFileStore(path).getUsableSpace() >= free + page.length) {
                out.write(page);
            }
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
