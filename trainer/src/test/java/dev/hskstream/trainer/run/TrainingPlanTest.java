package dev.hskstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.optimizer.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    private static final TrainingStage FIRST = new TrainingStage("one", Objective.LABELS, 2, new Schedule(1, 0));
    private static final TrainingStage SECOND = new TrainingStage("two", Objective.LABELS, 1, new Schedule(2, 0.5));

    @Test
    void countsTheLastShortBatch() {
        assertThat(TrainingPlan.of(List.of(FIRST), 9, 4).stepsPerEpoch()).isEqualTo(3);
        assertThat(TrainingPlan.of(List.of(FIRST), 8, 4).stepsPerEpoch()).isEqualTo(2);
        assertThat(TrainingPlan.of(List.of(FIRST, SECOND), 9, 4).steps()).isEqualTo(9);
    }

    @Test
    void placesEveryStep() {
        TrainingPlan plan = TrainingPlan.of(List.of(FIRST, SECOND), 9, 4);

        assertThat(plan.at(0)).isEqualTo(new TrainingPlan.Position(FIRST, 0, 6, 0, 0));
        assertThat(plan.at(5)).isEqualTo(new TrainingPlan.Position(FIRST, 5, 6, 1, 2));
        assertThat(plan.at(6)).isEqualTo(new TrainingPlan.Position(SECOND, 0, 3, 2, 0));
        assertThat(plan.at(8)).isEqualTo(new TrainingPlan.Position(SECOND, 2, 3, 2, 2));
        assertThatThrownBy(() -> plan.at(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9");
    }

    @Test
    void everyStageHasAScheduleOfItsOwn() {
        TrainingPlan plan = TrainingPlan.of(List.of(FIRST, SECOND), 9, 4);

        assertThat(plan.at(5).learningRate()).isEqualTo(FIRST.schedule().rate(5, 6));
        assertThat(plan.at(6).learningRate()).isEqualTo(SECOND.schedule().rate(0, 3));
    }

    @Test
    void refusesAStageWithoutAnEpoch() {
        assertThatThrownBy(() -> new TrainingStage("one", Objective.LABELS, 0, new Schedule(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stage one");
    }
}
