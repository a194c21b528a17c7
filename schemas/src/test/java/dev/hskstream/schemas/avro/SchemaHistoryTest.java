package dev.hskstream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The current schemas can read data of every released version and vice versa, as FULL_TRANSITIVE requires. */
class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("src/test/resources/history");
    static final List<Schema> CURRENT = List.of(
            Sample.getClassSchema(),
            KnowledgeRecord.getClassSchema(),
            KnowledgeManifest.getClassSchema(),
            TokenizerPart.getClassSchema(),
            TrainingEvent.getClassSchema(),
            Statistic.getClassSchema());

    @ParameterizedTest
    @FieldSource("CURRENT")
    void followsEveryEarlierSchemaBothWays(Schema current) throws IOException {
        List<Schema> earlier = history(current.getName());

        assertThatCode(() -> new SchemaValidatorBuilder()
                        .mutualReadStrategy()
                        .validateAll()
                        .validate(current, earlier))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @FieldSource("CURRENT")
    void isTheNewestOfTheHistory(Schema current) throws IOException {
        List<Schema> history = history(current.getName());

        assertThat(current)
                .as("a changed schema needs a new file %s/%s/%d.avsc", HISTORY, current.getName(), history.size() + 1)
                .hasToString(history.get(history.size() - 1).toString());
    }

    private static List<Schema> history(String name) throws IOException {
        List<Schema> schemas = new ArrayList<>();
        Path file = HISTORY.resolve(name).resolve("1.avsc");
        while (Files.exists(file)) {
            schemas.add(new Schema.Parser().parse(Files.readString(file)));
            file = file.resolveSibling((schemas.size() + 1) + ".avsc");
        }
        assertThat(schemas).isNotEmpty();
        return schemas;
    }
}
