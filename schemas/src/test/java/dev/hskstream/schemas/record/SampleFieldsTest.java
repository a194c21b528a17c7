package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleFieldsTest {
    private record Row(long index, String text, @Nullable String pair, OptionalDouble label) {}

    @Test
    void givesBackWhatWasWritten() {
        for (Row row : List.of(
                new Row(0, "", null, OptionalDouble.empty()),
                new Row(7, "one", "", OptionalDouble.of(0)),
                new Row(Long.MAX_VALUE, "\u4f60", "two", OptionalDouble.of(-2.5)))) {
            var sample = SampleFields.record("dev", row.index(), row.text(), row.pair(), row.label());

            assertThat(sample.getSplit()).isEqualTo("dev");
            assertThat(SampleFields.read(sample, Row::new)).isEqualTo(row);
        }
    }
}
