package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChildResultTest {
    private static final String WHOLE =
            """
            {"name":"s","set":"q","hsk":true,"layers":4,"parameters":19,"metric":"accuracy","value":0.5,"majority":0.25,
             "metrics":{"accuracy":0.5},"map":"0<-0 2<-5","devSamples":7,"samples":9,"digest":"ab",
             "bytesPerSample":4100.5,"hskShare":0.02,"peakMemoryBytes":3,
             "curve":[{"step":10,"epoch":0,"loss":0.7,"soft":null}],"evaluations":[{"step":40,"epoch":1,"value":0.5}]}
            """;
    private static final List<Class<?>> TYPES = List.of(
            ChildResult.ImportResult.class,
            ChildResult.LoadResult.class,
            ChildResult.SealResult.class,
            ChildResult.Trained.class,
            ChildResult.FinetuneResult.class,
            ChildResult.TrainResult.class);

    @Test
    void readsWhatIsThereAndLeavesTheRest() throws Exception {
        assertThat(ChildResult.read(stage(whole()), ChildResult.SealResult.class))
                .isEqualTo(new ChildResult.SealResult("q", 9, 4100.5, 0.02, "ab"));
        assertThat(ChildResult.read(stage(whole()), ChildResult.TrainResult.class))
                .isEqualTo(new ChildResult.TrainResult(true, 4, 19, "0<-0 2<-5"));
        assertThat(ChildResult.read(stage(whole()), ChildResult.Trained.class).curve())
                .singleElement()
                .satisfies(point -> assertThat(point.hsk()).isNull());
        assertThat(ChildResult.score(stage(whole()))).contains(new ChildResult.Score("accuracy", 0.5));
        assertThat(ChildResult.peakMemory("s", whole())).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("needed")
    void namesTheFieldThatIsMissingOrNull(Class<?> type, String field) throws Exception {
        String message = "student failed: its result does not say \"" + field
                + "\"; remove stages/student.json from the work directory to do the stage again";

        assertThatThrownBy(() -> ChildResult.read(stage(whole().without(field)), type))
                .isInstanceOf(StageFailedException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> ChildResult.read(stage(whole().putNull(field)), type))
                .hasMessage(message);
    }

    /** Every component of every record, except the optional map. */
    static List<Object[]> needed() {
        List<Object[]> needed = new ArrayList<>();
        for (Class<?> type : TYPES) {
            Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getName().equals("map"))
                    .forEach(component -> needed.add(new Object[] {type, component.getName()}));
        }
        return needed;
    }

    @Test
    void doesWithoutAMapAScoreAndAPeak() throws Exception {
        ObjectNode less = (ObjectNode) whole().without(List.of("map", "value", "peakMemoryBytes"));

        assertThat(ChildResult.read(stage(less), ChildResult.TrainResult.class).map())
                .isNull();
        assertThat(ChildResult.score(stage(less))).isEmpty();
        assertThat(ChildResult.peakMemory("s", less)).isZero();
    }

    private static ObjectNode whole() throws Exception {
        return (ObjectNode) JsonMapper.builder().build().readTree(WHOLE);
    }

    private static StageRecord stage(JsonNode result) {
        return new StageRecord("student", "2026-01-02T03:04:05Z", Map.of(), result, 1, 0);
    }
}
