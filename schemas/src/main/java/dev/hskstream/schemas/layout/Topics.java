package dev.hskstream.schemas.layout;

import dev.hskstream.base.UsageException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.avro.TokenizerPart;
import dev.hskstream.schemas.avro.TrainingEvent;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * The names of one knowledge set's topics, consumer groups and transactional ids.
 *
 * @param set the set's name
 */
public record Topics(String set) {
    /** Compacted topic: from set name to manifest. */
    public static final String MANIFESTS = "hsk.manifests";

    /** Compacted topic: from tokenizer fingerprint and part number to that part's bytes. */
    public static final String TOKENIZERS = "hsk.tokenizers";

    /** Topic: from run id to training event. */
    public static final String TRAINING_EVENTS = "hsk.training-events";

    /** Compacted topic: what the monitor computes of runs and sets. */
    public static final String STATISTICS = "hsk.statistics";

    private static final Pattern SET_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern STUDENT_NAME =
            Pattern.compile("[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,198}[^\\p{Cntrl}\\s])?");

    /** @throws IllegalArgumentException if the name breaks the rule for set names */
    public Topics {
        if (!isSetName(set)) {
            throw new IllegalArgumentException("set name \"" + set
                    + "\" is not allowed; a name has 1 to 100 of a-z 0-9 . _ - and starts with a letter or digit");
        }
    }

    /**
     * The topics of a set.
     *
     * @throws IllegalArgumentException if the name breaks the rule for set names
     */
    public static Topics of(String set) {
        return new Topics(set);
    }

    /** Whether this is a valid set name. */
    public static boolean isSetName(String name) {
        return SET_NAME.matcher(name).matches();
    }

    /**
     * The topics of a new set, whose name must not contain a dot. Older versions allowed dots, and existing sets with
     * one stay usable. The names of a new set with a dot would collide with other sets' names: Kafka's metrics do not
     * distinguish {@code a.b} from {@code a_b}; the consumer group of student {@code x} of set {@code a} could be the
     * teacher's group of a set {@code a.student}; and prefixed ACLs on {@code hsk.a.} also apply to set {@code a.b}.
     *
     * @throws UsageException if the name breaks the rule for names of new sets
     */
    public static Topics ofNew(String set) {
        Topics topics = new Topics(set);
        if (set.indexOf('.') >= 0) {
            throw new UsageException("set name \"" + set + "\" is not allowed for a new set: a dot makes it share"
                    + " topics' metrics, groups and rights with other sets; use - or _ instead");
        }
        return topics;
    }

    /** The record type of a topic's values; empty if the topic is not one of this project's. */
    public static Optional<Class<? extends SpecificRecord>> valueType(String topic) {
        if (topic.equals(MANIFESTS)) {
            return Optional.of(KnowledgeManifest.class);
        }
        if (topic.equals(TOKENIZERS)) {
            return Optional.of(TokenizerPart.class);
        }
        if (topic.equals(TRAINING_EVENTS)) {
            return Optional.of(TrainingEvent.class);
        }
        if (topic.equals(STATISTICS)) {
            return Optional.of(Statistic.class);
        }
        if (!topic.startsWith("hsk.")) {
            return Optional.empty();
        }
        if (topic.endsWith(".samples") || topic.endsWith(".dev")) {
            return Optional.of(Sample.class);
        }
        return topic.endsWith(".knowledge") ? Optional.of(KnowledgeRecord.class) : Optional.empty();
    }

    /** Topic of the training split: from sample index to {@link Sample}. */
    public String samples() {
        return "hsk." + set + ".samples";
    }

    /** Topic of the dev splits: from sample index to {@link Sample}. */
    public String dev() {
        return "hsk." + set + ".dev";
    }

    /** Topic of the knowledge: from sample index to {@link KnowledgeRecord}. */
    public String knowledge() {
        return "hsk." + set + ".knowledge";
    }

    /** Consumer group of the set's teacher workers. */
    public String teacherGroup() {
        return "hsk." + set + ".teacher";
    }

    /** Consumer group and prefix of the transactional ids of the processes that derive the set from another one. */
    public String deriveGroup() {
        return "hsk." + set + ".derive";
    }

    /** Consumer group of the seal command. */
    public String sealGroup() {
        return "hsk." + set + ".seal";
    }

    /**
     * Consumer group whose committed offsets show a student's progress.
     *
     * @throws IllegalArgumentException if the student's name cannot be part of a group's name
     */
    public String studentGroup(String student) {
        requireStudentName(student);
        return "hsk." + set + ".student." + student;
    }

    /** Throws IllegalArgumentException if the student's name cannot be part of a group's. */
    public static void requireStudentName(String student) {
        if (!STUDENT_NAME.matcher(student).matches()) {
            throw new IllegalArgumentException("--name \"" + student.replaceAll("\\p{Cntrl}", "?")
                    + "\" is not allowed; a name has 1 to 200 characters, none of them a control character, and does not"
                    + " begin or end with a space");
        }
    }

    /** Transactional id for writing the set's samples. */
    public String loadId() {
        return "hsk." + set + ".load";
    }

    /**
     * Transactional id for changing the set's manifest. If several processes use it at once, the last one fences the
     * others.
     */
    public String manifestId() {
        return "hsk." + set + ".manifest";
    }
}
