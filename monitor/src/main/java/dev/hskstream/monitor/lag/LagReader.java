package dev.hskstream.monitor.lag;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lag of all readers of all sets. The number of requests does not grow with sets and groups, and manifests
 * and events that were read are not read again. Not thread-safe.
 */
public final class LagReader implements AutoCloseable {
    private final KafkaConnection connection;
    private final Clock clock;
    private final Admin admin;
    private final LatestRecords<KnowledgeManifest> manifests;
    private final LatestRecords<TrainingEvent> events;
    private final TeacherPace pace = new TeacherPace();

    /** Creates a reader, without connecting yet. */
    public LagReader(KafkaConnection connection, Clock clock) {
        this(connection, clock, event -> {});
    }

    /**
     * Creates a reader, without connecting yet.
     *
     * @param each is given every training event that is read, in the topic's order
     */
    public LagReader(KafkaConnection connection, Clock clock, Consumer<ConsumerRecord<String, TrainingEvent>> each) {
        this.connection = connection;
        this.clock = clock;
        this.admin = Admin.create(connection.attemptProperties());
        this.manifests = new LatestRecords<>(connection, Topics.MANIFESTS);
        this.events = new LatestRecords<>(connection, Topics.TRAINING_EVENTS, each);
    }

    /**
     * Measures now. A missing right is not an error: what it hides is unknown.
     *
     * @throws UserException if Kafka or the registry fails
     */
    public Measurement measure() {
        Instant at = clock.instant();
        TopicRead<KnowledgeManifest> readManifests = read(manifests);
        TopicRead<TrainingEvent> readEvents = read(events);
        SortedMap<String, KnowledgeManifest> sets = readManifests.latest();
        SortedMap<String, RunReport> runs = new TreeMap<>();
        readEvents.latest().forEach((run, event) -> runs.put(run, RunReport.of(event)));
        SortedMap<String, SetReaders> readers = new TreeMap<>();
        Answers answers = ask(sets, runs, readers);
        String silent = readEvents.problem().orElse(StudentArithmetic.NO_EVENT);
        Function<String, SetLag> lag = set -> sets.containsKey(set)
                ? lag(set, sets, readers, new Runs(runs, silent), answers)
                : lag(set, readManifests.problem(), readers, new Runs(runs, silent), answers);
        List<SetLag> lags = readers.keySet().stream()
                .map(lag)
                .map(set -> pace.estimate(set, at))
                .map(set -> set.judged(answers.workersOf(set.teacher().group()), at))
                .toList();
        List<String> problems = Stream.of(readManifests.problem(), readEvents.problem())
                .flatMap(Optional::stream)
                .toList();
        return new Measurement(at, Duration.between(at, clock.instant()), lags, problems);
    }

    /** The manifests, by set name, that the last measurement has read; none of sets that the user may not read. */
    public SortedMap<String, KnowledgeManifest> manifests() {
        return manifests.latest();
    }

    /** Asks the brokers, and puts everyone who reads a set into {@code readers}. */
    private Answers ask(
            SortedMap<String, KnowledgeManifest> sets,
            SortedMap<String, RunReport> runs,
            SortedMap<String, SetReaders> readers) {
        try {
            LagRequests requests = new LagRequests(admin);
            SortedSet<String> groups = requests.groups();
            readers.putAll(SetReaders.of(sets.keySet(), groups));
            SetReaders.addRuns(readers, runs);
            // Commits are read before ends. The other way round, a commit made in between could be after the end.
            Map<String, GroupCommits> commits = requests.commits(groups(sets, readers, groups));
            return new Answers(commits, requests.workers(producing(sets)), requests.ends(topics(sets, readers)));
        } catch (ExecutionException e) {
            throw new UserException(
                    "the lag at " + connection.bootstrapServers() + " cannot be read: " + KafkaExplanation.of(e), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private record Runs(Map<String, RunReport> reports, String silent) {}

    private static SetLag lag(
            String set,
            Map<String, KnowledgeManifest> sets,
            Map<String, SetReaders> readers,
            Runs runs,
            Answers answers) {
        KnowledgeManifest manifest = Objects.requireNonNull(sets.get(set));
        return new SetLag(
                set,
                Optional.of(manifest.getState()),
                Amount.known(manifest.getSamples()),
                TeacherArithmetic.of(manifest, sets, answers),
                students(set, manifest, readers, runs, answers));
    }

    /** Of a set without a manifest, or whose manifest cannot be read. */
    private static SetLag lag(
            String set, Optional<String> problem, Map<String, SetReaders> readers, Runs runs, Answers answers) {
        String reason = problem.orElse("no manifest of set " + set + " can be read");
        return new SetLag(
                set,
                Optional.empty(),
                Amount.unknown(reason),
                TeacherArithmetic.of(Topics.of(set), answers, reason),
                students(set, null, readers, runs, answers));
    }

    private static List<ReaderLag> students(
            String set,
            @Nullable KnowledgeManifest manifest,
            Map<String, SetReaders> readers,
            Runs runs,
            Answers answers) {
        StudentArithmetic students = new StudentArithmetic(Topics.of(set), manifest, answers, runs.silent());
        List<ReaderLag> lags = new ArrayList<>();
        readers.getOrDefault(set, new SetReaders(new TreeMap<>()))
                .students()
                .forEach((student, group) -> lags.add(students.of(
                        student, group, Optional.ofNullable(runs.reports().get(set + "/" + student)))));
        return lags;
    }

    /** Also the groups that are not listed, because they do not exist or this user may not describe them. */
    private static SortedSet<String> groups(
            SortedMap<String, KnowledgeManifest> sets,
            SortedMap<String, SetReaders> readers,
            SortedSet<String> listed) {
        SortedSet<String> groups = new TreeSet<>(listed);
        sets.values().forEach(manifest -> groups.add(SetInput.group(manifest)));
        readers.values().forEach(found -> groups.addAll(found.students().values()));
        return groups;
    }

    /** The groups of the teachers that can still have work. */
    private static List<String> producing(SortedMap<String, KnowledgeManifest> sets) {
        return sets.values().stream()
                .filter(manifest -> !manifest.getState().equals("COMPLETE"))
                .map(SetInput::group)
                .toList();
    }

    private static SortedSet<String> topics(
            SortedMap<String, KnowledgeManifest> sets, SortedMap<String, SetReaders> readers) {
        SortedSet<String> topics = new TreeSet<>();
        readers.forEach((set, found) -> {
            KnowledgeManifest manifest = sets.get(set);
            topics.add(manifest == null ? Topics.of(set).samples() : SetInput.topic(manifest));
            if (!found.students().isEmpty()) {
                topics.add(Topics.of(set).knowledge());
            }
        });
        return topics;
    }

    /**
     * What could be read of a topic.
     *
     * @param problem why nothing could be read; empty if it could
     */
    private record TopicRead<V>(SortedMap<String, V> latest, Optional<String> problem) {}

    private static <V extends SpecificRecord> TopicRead<V> read(LatestRecords<V> records) {
        try {
            return new TopicRead<>(records.refresh(), Optional.empty());
        } catch (UserException e) {
            if (!KafkaErrors.causedBy(e, AuthorizationException.class)) {
                throw e;
            }
            return new TopicRead<>(new TreeMap<>(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        manifests.close();
        events.close();
        admin.close();
    }
}
