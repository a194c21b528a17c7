package dev.hskstream.trainer.command;

import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code hsk train} says at its end.
 *
 * @param hsk whether hidden-state knowledge was learnt from
 * @param pairs which of the student's layers learnt from which stored one
 */
record TrainReport(
        String name, String set, boolean hsk, List<LayerMap.Pair> pairs, TrainingJob job, TrainingResult result) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("set", set);
        json.put("model", job.out().toString());
        json.put("hsk", hsk);
        json.put("layers", job.config().layers());
        json.put("hidden", job.config().hiddenSize());
        json.put("parameters", parameters());
        json.put("epochs", job.stages().stream().mapToInt(TrainingStage::epochs).sum());
        if (hsk) {
            json.put("map", LayerMap.describe(pairs));
        }
        json.put("stages", job.stages().stream().map(TrainingStage::name).toList());
        F1Class.of(result.metrics().keySet(), job.config().labels()).ifPresent(name -> json.put("f1Class", name));
        json.putAll(Summary.json(job.metrics().get(0), result));
        return json;
    }

    String text() {
        return Summary.of(job.out(), job.config().labels(), result);
    }

    /** The projection is not part of the student. */
    private long parameters() {
        return job.weights().entrySet().stream()
                .filter(weight -> !weight.getKey().equals(Objective.PROJECTION))
                .mapToLong(weight -> weight.getValue().size())
                .sum();
    }
}
