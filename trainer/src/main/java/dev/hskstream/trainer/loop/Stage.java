package dev.hskstream.trainer.loop;

import dev.hskstream.trainer.loss.Objective;
import dev.hskstream.trainer.optimizer.Schedule;

/**
 * A stretch of training with one objective.
 *
 * @param name {@code hsk}, {@code predictions}, {@code joint} or {@code labels}
 * @param epochs how often it sees every sample
 */
public record Stage(String name, Objective objective, int epochs, Schedule schedule) {
    /** Refuses a stage without an epoch. */
    public Stage {
        if (epochs < 1) {
            throw new IllegalArgumentException("stage " + name + " needs at least 1 epoch, got " + epochs);
        }
    }
}
