package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    record Result(String set, long samples, List<Double> curve, Map<String, Double> metrics) {}

    @Test
    void printsARecordAsOneLine() {
        Result result = new Result("cola-1", 8551, List.of(0.5, 0.25), Map.of("matthews", 0.5));

        assertThat(JsonOutput.line(result))
                .isEqualTo("{\"set\":\"cola-1\",\"samples\":8551,\"curve\":[0.5,0.25],\"metrics\":{\"matthews\":0.5}}");
    }
}
