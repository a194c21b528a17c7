package dev.hskstream.trainer.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's outputs for each sample, as JSON Lines:
 * {@code {"split":"dev","sample":0,"label":"no","prediction":"yes", "logits":[-0.25,1.5]}}. For regression, label and
 * prediction are numbers, and {@code logits} has one element.
 */
public final class Predictions {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final List<String> labels;
    private final StringBuilder lines = new StringBuilder();

    /** @param labels in class order; empty for regression */
    public Predictions(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    /**
     * Adds a split's samples.
     *
     * @param outputs {@code [rows, outputs]}
     */
    public void add(DevSplit split, float[][] outputs) {
        for (int i = 0; i < outputs.length; i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("split", split.name());
            line.put("sample", i);
            line.put("label", name(split.labels()[i]));
            line.put("prediction", name(labels.isEmpty() ? outputs[i][0] : Evaluator.argmax(outputs[i])));
            line.put("logits", outputs[i]);
            lines.append(json(line)).append('\n');
        }
    }

    /** Writes all lines, or leaves the file as it was. */
    public void write(Path file) throws IOException {
        AtomicFiles.writeString(file, lines.toString());
    }

    private Object name(double classOrValue) {
        return labels.isEmpty() ? classOrValue : labels.get((int) classOrValue);
    }

    private static String json(Map<String, Object> line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are always JSON", e);
        }
    }
}
