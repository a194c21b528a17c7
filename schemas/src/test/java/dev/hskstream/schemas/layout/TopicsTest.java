package dev.hskstream.schemas.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "cola.v2", "x.student", "a.", "1.0"})
    void aNewSetHasNoDotButOneThatIsThereGoesOn(String name) {
        assertThat(Topics.of(name).set()).isEqualTo(name);
        assertThatThrownBy(() -> Topics.ofNew(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("- or _");
    }

    @Test
    void noTwoNewSetsOrTheirStudentsAndWorkersShareAName() {
        Random random = new Random(3);
        Map<String, String> owners = new HashMap<>();
        for (int round = 0; round < 5_000; round++) {
            Topics topics = Topics.ofNew(name(random, "ab-_01", "ab01").replaceAll("^[-_]", "a"));
            String student = name(random, "ab.-_", "ab");
            own(owners, topics.teacherGroup(), topics + " teacher");
            own(owners, topics.sealGroup(), topics + " seal");
            own(owners, topics.studentGroup(student), topics + " student " + student);
            own(owners, topics.loadId(), topics + " load");
            own(owners, topics.manifestId(), topics + " manifest");
            own(owners, topics.teacherGroup() + "." + student, topics + " worker " + student);
            // Kafka's metrics do not distinguish a dot from an underscore.
            for (String topic : List.of(topics.samples(), topics.dev(), topics.knowledge())) {
                own(owners, "metric " + topic.replace('.', '_').replaceFirst("^hsk_", ""), topic);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a\nb", "a\u0000"})
    void refusesAStudentsNameThatIsNone(String name) {
        assertThatThrownBy(() -> Topics.of("s").studentGroup(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--name");
    }

    private static void own(Map<String, String> owners, String name, String owner) {
        assertThat(owners.merge(name, owner, (before, now) -> before)).as(name).isEqualTo(owner);
    }

    private static String name(Random random, String characters, String last) {
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            name.append(characters.charAt(random.nextInt(characters.length())));
        }
        return name.append(last.charAt(random.nextInt(last.length()))).toString();
    }
}
