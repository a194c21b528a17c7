package dev.hskstream.trainer.command;

import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.run.RunSpec;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code hsk train} reports at its end.
 *
 * @param hsk whether the student learnt from hidden-state knowledge
 * @param pairs which student layer learnt from which stored layer
 */
record TrainReport(
        String name, String set, boolean hsk, List<LayerMap.Pair> pairs, RunSpec spec, TrainingResult result) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("set", set);
        json.put("model", spec.output().directory().toString());
        json.put("hsk", hsk);
        json.put("layers", spec.model().config().layers());
        json.put("hidden", spec.model().config().hiddenSize());
        json.put("parameters", parameters());
        json.put(
                "epochs",
                spec.plan().stages().stream().mapToInt(TrainingStage::epochs).sum());
        if (hsk) {
            json.put("map", LayerMap.describe(pairs));
        }
        json.put(
                "stages", spec.plan().stages().stream().map(TrainingStage::name).toList());
        F1Class.of(result.metrics().keySet(), spec.model().config().labels())
                .ifPresent(name -> json.put("f1Class", name));
        json.putAll(Summary.json(spec.data().metrics().get(0), result));
        return json;
    }

    String text() {
        return Summary.of(spec.output().directory(), spec.model().config().labels(), result);
    }

    /** The number of the student's parameters. The projection is not counted: it is not part of the student. */
    private long parameters() {
        return spec.model().weights().entrySet().stream()
                .filter(weight -> !weight.getKey().equals(Objective.PROJECTION))
                .mapToLong(weight -> weight.getValue().size())
                .sum();
    }
}
