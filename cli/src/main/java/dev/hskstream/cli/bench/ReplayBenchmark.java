package dev.hskstream.cli.bench;

/**
 * {@code replay.overhead}: the time of a student's training step in replay, including the wait for its batch, divided
 * by the time of the same step on a batch whose tensors are in memory already. {@code replay.starvation}: the fraction
 * of the replay time in which the training thread waits for a batch. Both use the smallest student at CoLA's lengths,
 * because its short steps make any waiting most visible.
 */
record ReplayBenchmark(Question question) implements Benchmark {
    enum Question {
        OVERHEAD("replay.overhead", 1.03),
        STARVATION("replay.starvation", 0.01);

        private final String label;
        private final double bound;

        Question(String label, double bound) {
            this.label = label;
            this.bound = bound;
        }
    }

    @Override
    public String name() {
        return question.label;
    }

    @Override
    public Target target() {
        return Target.atMost(question.bound);
    }

    @Override
    public double weight() {
        return question == Question.OVERHEAD ? 12 : 7;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        ReplayedSteps steps = new ReplayedSteps(fixtures, ModelShape.TINYBERT4, new SentenceLengths.Cola());
        return switch (question) {
            case OVERHEAD -> new Overhead(steps);
            case STARVATION -> new Starvation(steps);
        };
    }

    private record Overhead(ReplayedSteps steps) implements Sides {
        @Override
        public double first() {
            return steps.replay().seconds();
        }

        @Override
        public double second() {
            return steps.inMemory();
        }

        @Override
        public void close() {
            steps.close();
        }
    }

    private static final class Starvation implements Sides {
        private final ReplayedSteps steps;
        private double seconds;

        Starvation(ReplayedSteps steps) {
            this.steps = steps;
        }

        @Override
        public double first() {
            ReplayedSteps.Took took = steps.replay();
            seconds = took.seconds();
            return took.waited();
        }

        @Override
        public double second() {
            return seconds;
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
