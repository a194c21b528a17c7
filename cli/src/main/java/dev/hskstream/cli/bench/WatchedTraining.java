package dev.hskstream.cli.bench;

import dev.hskstream.monitor.web.Dashboard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code train.watched}: the time of a student's training step in replay while a dashboard in the same process measures
 * every second, divided by the time of a step without a dashboard. Uses the smallest student at CoLA's lengths, whose
 * steps are the shortest.
 */
record WatchedTraining() implements Benchmark {
    private static final Dashboard.Settings SETTINGS = new Dashboard.Settings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            Duration.ofSeconds(1),
            false,
            false);

    @Override
    public String name() {
        return "train.watched";
    }

    @Override
    public Target target() {
        return Target.atMost(1.02);
    }

    @Override
    public double weight() {
        return 12;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        ReplayedSteps steps = new ReplayedSteps(fixtures, ModelShape.TINYBERT4, new SentenceLengths.Cola());
        return new Sides() {
            @Override
            @SuppressWarnings("try") // the dashboard measures while the steps run
            public double first() {
                try (Dashboard dashboard = Dashboard.start(fixtures.kafka().connection(), SETTINGS)) {
                    // Its start, with the loading of its classes, happens once in a training of hours.
                    steps.replay();
                    return second();
                }
            }

            @Override
            public double second() {
                ReplayedSteps.Took took = steps.replay();
                return took.seconds() / took.samples();
            }

            @Override
            public void close() {
                steps.close();
            }
        };
    }
}
