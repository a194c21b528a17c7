package dev.hskstream.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets up by hand each state that an interrupted replacement can leave on disk. */
class AtomicDirectoryTest {
    @TempDir
    private Path home = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void place() {
        model = home.resolve("model");
    }

    @Test
    void replacesAllFilesAndLeavesNothingBeside() throws IOException {
        AtomicDirectory.replace(model, to -> {
            Files.writeString(to.resolve("a"), "1");
            Files.createDirectory(to.resolve("sub"));
            Files.writeString(to.resolve("sub/b"), "2");
        });
        AtomicDirectory.replace(model, to -> Files.writeString(to.resolve("c"), "3"));

        assertThat(AtomicFilesTest.names(model)).containsExactly("c");
        assertThat(AtomicFilesTest.names(home)).containsExactly("model");
    }

    @Test
    void keepsTheOldDirectoryWhereTheNewOneFailsHalfWay() throws IOException {
        make(model, "old");

        assertThatThrownBy(() -> AtomicDirectory.replace(model, to -> {
                    Files.writeString(to.resolve("a"), "half");
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThat(model.resolve("a")).hasContent("old");
        assertThat(AtomicFilesTest.names(home)).containsExactly("model");
    }

    @Test
    void oneInterruptedBeforeTheOldWasMovedLeavesTheOld() throws IOException {
        make(model, "old");
        make(home.resolve(".model.new"), "new");

        AtomicDirectory.recover(model);

        assertThat(model.resolve("a")).hasContent("old");
    }

    @Test
    void oneInterruptedInTheGapIsEndedWithTheNew() throws IOException {
        make(home.resolve(".model.old"), "old");
        make(home.resolve(".model.new"), "new");

        AtomicDirectory.recover(model);

        assertThat(model.resolve("a")).hasContent("new");
    }

    @Test
    void whereOnlyTheOldIsCompleteItComesBack() throws IOException {
        make(home.resolve(".model.old"), "old");
        make(home.resolve(".model-1f0"), "half");

        AtomicDirectory.recover(model);

        assertThat(model.resolve("a")).hasContent("old");
    }

    @Test
    void theNextReplacementClearsWhatAnInterruptedOneLeft() throws IOException {
        make(home.resolve(".model.old"), "old");
        make(home.resolve(".model.new"), "new");

        AtomicDirectory.replace(model, to -> Files.writeString(to.resolve("a"), "newest"));

        assertThat(model.resolve("a")).hasContent("newest");
        assertThat(AtomicFilesTest.names(home)).containsExactly("model");
    }

    @Test
    void aReaderInTheGapDoesNotDisturbTheWriter() throws IOException {
        make(model, "old");

        AtomicDirectory.replace(model, to -> {
            Files.writeString(to.resolve("a"), "new");
            AtomicDirectory.recover(model);
        });

        assertThat(model.resolve("a")).hasContent("new");
    }

    @Test
    void whatALinkPointsToIsReplacedAndTheLinkStays() throws IOException {
        make(model, "old");
        Path link = Files.createSymbolicLink(home.resolve("link"), model);

        AtomicDirectory.replace(link, to -> Files.writeString(to.resolve("a"), "new"));

        assertThat(link).isSymbolicLink();
        assertThat(model.resolve("a")).hasContent("new");
    }

    @Test
    void recoveringWhereNothingWasDoesNothing() throws IOException {
        AtomicDirectory.recover(model);

        assertThat(model).doesNotExist();
    }

    private static void make(Path directory, String content) throws IOException {
        Files.writeString(Files.createDirectory(directory).resolve("a"), content);
    }
}
