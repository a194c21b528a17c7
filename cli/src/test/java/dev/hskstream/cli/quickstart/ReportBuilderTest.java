package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.cli.report.Machine;
import dev.hskstream.cli.report.ModelResult;
import dev.hskstream.cli.report.QuickstartReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
    private static final String TRAINED =
            """
            {"name":"%s","set":"q","hsk":%s,"layers":%d,"parameters":19000000,"metric":"accuracy","value":%s,
             "metrics":{"accuracy":%4$s},"bestStep":40,"seconds":9.0,"peakMemoryBytes":1,"map":"0<-0 2<-5","unknown":1,
             "curve":[{"step":10,"epoch":0.1,"loss":0.7,"hsk":0.2,"soft":null,"hard":0.5}],
             "evaluations":[{"step":40,"epoch":1.0,"value":%4$s}]}
            """;

    private final Map<String, StageRecord> stages = new LinkedHashMap<>();

    @Test
    void takesEveryNumberFromTheStages() throws Exception {
        QuickstartReport report = report();

        assertThat(report.metric()).isEqualTo("accuracy");
        assertThat(report.teacher().value()).isEqualTo(0.78);
        assertThat(report.teacher().layers()).isEqualTo(12);
        assertThat(report.majority().value()).isEqualTo(0.5);
        assertThat(report.set().bytesPerSample()).isEqualTo(4100.5);
        assertThat(report.set().hskShare()).isEqualTo(0.02);
        assertThat(report.set().devSamples()).isEqualTo(1638);
        assertThat(report.students()).extracting(ModelResult::value).containsExactly(0.71, 0.74, 0.69);
        assertThat(report.students()).extracting(ModelResult::hsk).containsExactly(true, true, false);
        assertThat(report.students()).extracting(ModelResult::bytes).containsOnly(76_000_000L);
        assertThat(report.students().get(0).curve().get(0).hsk()).isEqualTo(0.2);
        assertThat(report.students().get(0).curve().get(0).soft()).isNull();
        assertThat(report.students().get(0).map()).isEqualTo("0<-0 2<-5");
        assertThat(report.students().get(2).map()).isEmpty();
    }

    @Test
    void sumsTheStagesAndKeepsTheirOrder() throws Exception {
        assertThat(report().seconds().keySet())
                .containsExactly(
                        "import", "teacher", "load", "produce", "seal", "student-4", "student-6", "control-4", "total");
        assertThat(report().seconds()).containsEntry("total", 80.0);
    }

    @Test
    void leavesOutMemoryThatNobodyMeasured() throws Exception {
        assertThat(report().peakRssBytes())
                .containsOnlyKeys("quickstart", "teacher")
                .containsEntry("teacher", 2000L);
    }

    private QuickstartReport report() throws JsonProcessingException {
        put("import", "{\"layers\":12,\"hidden\":384,\"parameters\":33000000}", 0);
        put(
                "teacher",
                "{\"metric\":\"accuracy\",\"value\":0.78,\"majority\":0.5,\"metrics\":{\"accuracy\":0.78},"
                        + "\"curve\":[],\"evaluations\":[]}",
                2000);
        put("load", "{\"set\":\"q\",\"samples\":14600,\"devSamples\":1638,\"state\":\"LOADED\",\"reused\":false}", 0);
        put("produce", "{\"set\":\"q\",\"samples\":14600}", 0);
        put(
                "seal",
                "{\"set\":\"q\",\"digest\":\"ab\",\"samples\":14600,\"bytesPerSample\":4100.5,\"hskShare\":0.02}",
                0);
        put("student-4", String.format(Locale.ROOT, TRAINED, "student-4", true, 4, "0.71"), 0);
        put("student-6", String.format(Locale.ROOT, TRAINED, "student-6", true, 6, "0.74"), 0);
        put("control-4", String.format(Locale.ROOT, TRAINED, "control-4", false, 4, "0.69"), 0);
        QuickstartSettings settings = new QuickstartSettings(
                Path.of("w"),
                Optional.empty(),
                "cola",
                Optional.empty(),
                0,
                1,
                1e-4,
                2,
                3e-4,
                1,
                new QuickstartSettings.Compression("4:10", "all", "all", "float16"));
        return new ReportBuilder(stages, stage -> 76_000_000)
                .build("2026-01-02T03:04:05Z", settings, Set.of(), 5, new Machine("cpu", 2, 8, "os"), Map.of());
    }

    private void put(String stage, String json, long peak) throws JsonProcessingException {
        stages.put(
                stage,
                new StageRecord(
                        stage,
                        "2026-01-02T03:04:05Z",
                        Map.of(),
                        JsonMapper.builder().build().readTree(json),
                        10,
                        peak));
    }
}
