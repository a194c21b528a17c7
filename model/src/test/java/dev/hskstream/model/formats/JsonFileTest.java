package dev.hskstream.model.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transformers and tokenizers refuse the same texts ("Extra data", "trailing characters"). */
class JsonFileTest {
    private final Path directory;

    JsonFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void acceptsWhiteSpaceAfterTheObject() throws IOException {
        assertThat(JsonFile.read(write("{\"a\": 1}\r\n \n")).path("a").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "null"})
    void refusesASecondValue(String more) throws IOException {
        Path file = write("{\"a\": 1}\n" + more);

        assertThatThrownBy(() -> JsonFile.read(file))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": malformed JSON: more follows on line 2 after the object, as in a file that was"
                        + " written twice; get it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", "rest"})
    void refusesOtherTextAfterTheObject(String more) throws IOException {
        Path file = write("{\"a\": 1}\n" + more);

        assertThatThrownBy(() -> JsonFile.text(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": malformed JSON on line 2");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("config.json"), json);
    }
}
