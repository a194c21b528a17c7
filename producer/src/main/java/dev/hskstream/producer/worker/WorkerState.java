package dev.hskstream.producer.worker;

import java.util.EnumSet;
import java.util.Set;

/**
 * The state of a worker: whether it has a producer, a transaction in progress, and samples that were taken but not
 * committed. No other class keeps this state. A transition that is not allowed is a programming error and throws. Used
 * only by the worker's own thread.
 */
final class WorkerState {
    /** The states. The last four are final. */
    enum State {
        /** No producer is open; one may be opened once the worker is a member of the group. */
        JOINING,
        /**
         * The broker rejects the last producer; a new one is opened once the group confirms that the worker is its
         * member.
         */
        PRODUCER_LOST,
        /** A producer is open; everything that was taken is committed. */
        READY,
        /** The teacher computes the samples taken. */
        COMPUTING,
        /** A transaction is being written and committed. */
        COMMITTING,
        /** A transaction is being written and committed, and the teacher computes the next one's samples. */
        COMPUTING_AND_COMMITTING,

        /** The group has committed every sample. */
        FINISHED,
        /** The worker was asked to stop. */
        STOPPED,
        /** Another process with the same worker name took this one's place in the group. */
        REPLACED,
        /** An error occurred that retrying cannot solve. */
        FAILED;

        private static final Set<State> FINAL = EnumSet.of(FINISHED, STOPPED, REPLACED, FAILED);

        /** Returns the states from which this state can be reached. */
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

    /** Whether a transaction is in progress, or has failed and was not given up yet. */
    boolean isCommitting() {
        return is(State.COMMITTING) || is(State.COMPUTING_AND_COMMITTING);
    }

    /** Whether samples were taken that are not known to be committed; after an error they must be read again. */
    boolean holdsSamples() {
        return is(State.COMPUTING) || isCommitting();
    }

    /**
     * Changes to another state.
     *
     * @throws IllegalStateException if the transition is not allowed
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

    /** Nothing was available to take. */
    void takeNothing() {
        become(is(State.COMPUTING_AND_COMMITTING) ? State.COMMITTING : State.READY);
    }

    /** The transaction in progress was committed. */
    void committed() {
        become(is(State.COMPUTING_AND_COMMITTING) ? State.COMPUTING : State.READY);
    }

    /** Gives up the samples taken, and a transaction that failed; the producer stays open. */
    void giveUpSamples() {
        if (holdsSamples()) {
            become(State.READY);
        }
    }

    /** Gives up the producer, and with it the transaction in progress. */
    void giveUpProducer() {
        become(State.JOINING);
    }

    /** As {@link #giveUpProducer}, but the broker has fenced this worker's transactional id. */
    void loseProducer() {
        if (!is(State.PRODUCER_LOST)) {
            become(State.PRODUCER_LOST);
        }
    }
}
