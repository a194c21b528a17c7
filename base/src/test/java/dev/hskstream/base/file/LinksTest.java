package dev.hskstream.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    private final Path directory;

    LinksTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aLinkToAFileIsThatFile() throws IOException {
        Files.writeString(directory.resolve("blob"), "text");
        Files.createSymbolicLink(directory.resolve("file"), Path.of("blob"));

        assertThat(Links.exists(directory.resolve("file"))).isTrue();
        assertThat(Links.exists(directory.resolve("other"))).isFalse();
    }

    @Test
    void aLinkToNothingIsRefusedWithItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("file"), Path.of("../blobs/a1"));

        assertThatThrownBy(() -> Links.exists(link))
                .isInstanceOf(UserException.class)
                .hasMessage(link + ": is a link to ../blobs/a1, which does not exist; get the file again, or remove the"
                        + " link");
        assertThatThrownBy(() -> FileKind.of(link)).hasMessageContaining("is a link to ../blobs/a1");
    }
}
