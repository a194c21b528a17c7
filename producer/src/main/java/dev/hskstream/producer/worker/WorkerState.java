package dev.hskstream.producer.worker;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a worker stands between Kafka's two ends: its producer, the transaction that is on its way, the samples that it has
 * taken and not yet committed. The one place where that is known; a transition that makes no sense is a defect and is refused.
 * Used by the worker's own thread only.
 */
final class WorkerState {
    /** The states. Those of the last line are final. */
    enum State {
        /** No producer; one may be opened as soon as the worker is a member of the group. */
        JOINING,
        /** The broker no longer takes anything from the last producer; a new one is opened once the group confirms the worker. */
        PRODUCER_LOST,
        /** A producer is open; whatever was taken is committed. */
        READY,
        /** The teacher computes what was taken. */
        COMPUTING,
        /** A transaction is on its way to Kafka. */
        COMMITTING,
        /** A transaction is on its way, and the teacher computes the next. */
        COMPUTING_AND_COMMITTING,

        /** The group has read every sample. */
        FINISHED,
        /** The worker was asked to stop. */
        STOPPED,
        /** Another worker took this one's name and place in the group. */
        REPLACED,
        /** An error that no further try would mend. */
        FAILED;

        private static final Set<State> FINAL = EnumSet.of(FINISHED, STOPPED, REPLACED, FAILED);

        /** The states from which this one is reached. */
        private Set<State> sources() {
            return switch (this) {
                case JOINING -> EnumSet.of(COMMITTING, COMPUTING_AND_COMMITTING);
                case PRODUCER_LOST -> EnumSet.of(JOINING, READY, COMPUTING, COMMITTING, COMPUTING_AND_COMMITTING);
                case READY -> EnumSet.of(JOINING, PRODUCER_LOST, COMPUTING, COMMITTING, COMPUTING_AND_COMMITTING);
                case COMPUTING -> EnumSet.of(READY, COMPUTING_AND_COMMITTING);
                case COMMITTING -> EnumSet.of(COMPUTING, COMPUTING_AND_COMMITTING);
                case COMPUTING_AND_COMMITTING -> EnumSet.of(COMMITTING);
                case FINISHED -> EnumSet.of(JOINING, PRODUCER_LOST, READY);
                case STOPPED, REPLACED, FAILED -> EnumSet.complementOf(EnumSet.copyOf(FINAL));
            };
        }

        boolean mayBecome(State next) {
            return next.sources().contains(this);
        }
    }

    private State state = State.JOINING;

    State get() {
        return state;
    }

    boolean is(State other) {
        return state == other;
    }

    /** Whether a producer is open. */
    boolean hasProducer() {
        return is(State.READY) || is(State.COMPUTING) || isCommitting();
    }

    /** Whether a transaction is on its way, or has failed on it and was not given up yet. */
    boolean isCommitting() {
        return is(State.COMMITTING) || is(State.COMPUTING_AND_COMMITTING);
    }

    /** Whether samples were taken that are not known to be committed: after an error they must be read again. */
    boolean holdsSamples() {
        return is(State.COMPUTING) || isCommitting();
    }

    /**
     * Goes on to another state.
     *
     * @throws IllegalStateException if that one cannot follow
     */
    void become(State next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a worker that is " + state + " cannot become " + next);
        }
        state = next;
    }

    /** Samples are taken for the next transaction. */
    void take() {
        become(is(State.COMMITTING) ? State.COMPUTING_AND_COMMITTING : State.COMPUTING);
    }

    /** There was nothing to take after all. */
    void takeNothing() {
        become(is(State.COMPUTING_AND_COMMITTING) ? State.COMMITTING : State.READY);
    }

    /** The transaction that was on its way is committed. */
    void committed() {
        become(is(State.COMPUTING_AND_COMMITTING) ? State.COMPUTING : State.READY);
    }

    /** What was taken, and a transaction that failed, are given up; the producer can still be used. */
    void giveUpSamples() {
        if (holdsSamples()) {
            become(State.READY);
        }
    }

    /** The producer is given up, and with it whatever was on its way. */
    void giveUpProducer() {
        become(State.JOINING);
    }

    /** As {@link #giveUpProducer}, and the broker gave this worker's transactional id away. */
    void loseProducer() {
        if (!is(State.PRODUCER_LOST)) {
            become(State.PRODUCER_LOST);
        }
    }
}
