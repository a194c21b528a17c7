package dev.hskstream.schemas.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void namesAreStable() {
        Topics topics = Topics.of("cola-1");

        assertThat(topics.samples()).isEqualTo("hsk.cola-1.samples");
        assertThat(topics.dev()).isEqualTo("hsk.cola-1.dev");
        assertThat(topics.knowledge()).isEqualTo("hsk.cola-1.knowledge");
        assertThat(Topics.MANIFESTS).isEqualTo("hsk.manifests");
        assertThat(Topics.TRAINING_EVENTS).isEqualTo("hsk.training-events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cola", "-cola", "co la", "a/b", ".."})
    void refusesANameThatBreaksTheRule(String name) {
        assertThatThrownBy(() -> Topics.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("a-z 0-9 . _ -");
    }

    @Test
    void allowsAHundredCharactersAndNoMore() {
        assertThat(Topics.of("a".repeat(100)).set()).hasSize(100);
        assertThatThrownBy(() -> Topics.of("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }
}
