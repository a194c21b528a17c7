package dev.hskstream.trainer.run;

import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.optimizer.Schedule;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part of a training with one objective.
 *
 * @param name {@code hsk}, {@code predictions}, {@code joint} or {@code labels}
 * @param epochs number of epochs
 */
public record TrainingStage(String name, Objective objective, int epochs, Schedule schedule) {
    /** Refuses a stage without an epoch. */
    public TrainingStage {
        if (epochs < 1) {
            throw new IllegalArgumentException("stage " + name + " needs at least 1 epoch, got " + epochs);
        }
    }

    /** The settings of the stage that may be changed when a training is resumed, by name. */
    public Map<String, String> settings() {
        String of = " of stage " + name;
        Map<String, String> settings = new TreeMap<>();
        settings.put("learning rate" + of, Double.toString(schedule.peak()));
        settings.put("warm-up" + of, Double.toString(schedule.warmup()));
        settings.put("loss weights" + of, objective.weights().toString());
        settings.put("layers" + of, LayerMap.describe(objective.pairs()));
        settings.put("dropped units" + of, objective.dropped().toString());
        settings.put("tokens" + of, Integer.toString(objective.tokens()));
        settings.put("temperature" + of, Double.toString(objective.temperature()));
        return settings;
    }
}
