package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.producer.worker.WorkerState.State;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkerStateTest {
    /** All allowed transitions, written out by hand; every other one must be refused. */
    private static final Set<String> ALLOWED = Set.of(
            "JOINING READY",
            "JOINING PRODUCER_LOST",
            "JOINING FINISHED",
            "PRODUCER_LOST READY",
            "PRODUCER_LOST FINISHED",
            "READY COMPUTING",
            "READY PRODUCER_LOST",
            "READY FINISHED",
            "COMPUTING COMMITTING",
            "COMPUTING READY",
            "COMPUTING PRODUCER_LOST",
            "COMMITTING COMPUTING_AND_COMMITTING",
            "COMMITTING READY",
            "COMMITTING PRODUCER_LOST",
            "COMMITTING JOINING",
            "COMPUTING_AND_COMMITTING COMPUTING",
            "COMPUTING_AND_COMMITTING COMMITTING",
            "COMPUTING_AND_COMMITTING READY",
            "COMPUTING_AND_COMMITTING PRODUCER_LOST",
            "COMPUTING_AND_COMMITTING JOINING");

    private static final List<State> ENDS = List.of(State.STOPPED, State.REPLACED, State.FAILED);

    private final WorkerState state = new WorkerState();

    @Test
    void allowsTheseTransitionsAndNoOther() {
        Set<String> allowed = new TreeSet<>();
        for (State from : State.values()) {
            for (State to : State.values()) {
                if (from.mayBecome(to) && !ENDS.contains(to)) {
                    allowed.add(from + " " + to);
                }
            }
        }

        assertThat(allowed).containsExactlyInAnyOrderElementsOf(ALLOWED);
    }

    @Test
    void endsFromEveryStateButAnEnd() {
        for (State end : ENDS) {
            for (State from : State.values()) {
                boolean ended = ENDS.contains(from) || from == State.FINISHED;
                assertThat(from.mayBecome(end)).as("%s to %s", from, end).isNotEqualTo(ended);
            }
        }
    }

    @Test
    void refusesATransitionThatMakesNoSense() {
        assertThatThrownBy(() -> state.become(State.COMMITTING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a worker that is JOINING cannot become COMMITTING");
        assertThat(state.get()).isEqualTo(State.JOINING);
    }

    @Test
    void computesTheNextTransactionWhileOneIsOnItsWay() {
        state.become(State.READY);
        state.take();
        assertThat(state.get()).isEqualTo(State.COMPUTING);
        state.become(State.COMMITTING);
        state.take();
        assertThat(state.get()).isEqualTo(State.COMPUTING_AND_COMMITTING);
        state.committed();
        assertThat(state.get()).isEqualTo(State.COMPUTING);
        state.become(State.COMMITTING);
        state.committed();
        assertThat(state.get()).isEqualTo(State.READY);
        assertThat(state.holdsSamples()).isFalse();
    }

    @Test
    void isAsBeforeIfThereWasNothingToTake() {
        state.become(State.READY);
        state.take();
        state.takeNothing();
        assertThat(state.get()).isEqualTo(State.READY);
        state.take();
        state.become(State.COMMITTING);
        state.take();
        state.takeNothing();
        assertThat(state.get()).isEqualTo(State.COMMITTING);
    }

    @Test
    void hasAProducerUntilThatIsGivenUpOrLost() {
        assertThat(state.hasProducer()).isFalse();
        state.become(State.READY);
        state.take();
        assertThat(state.hasProducer()).isTrue();
        state.become(State.COMMITTING);
        assertThat(state.hasProducer()).isTrue();
        state.giveUpProducer();
        assertThat(state.hasProducer()).isFalse();
        state.loseProducer();
        state.loseProducer();
        assertThat(state.get()).isEqualTo(State.PRODUCER_LOST);
    }

    @Test
    void keepsItsProducerWhenOnlySamplesAreGivenUp() {
        state.giveUpSamples();
        assertThat(state.get()).isEqualTo(State.JOINING);
        state.become(State.READY);
        state.take();
        state.giveUpSamples();
        assertThat(state.get()).isEqualTo(State.READY);
    }
}
