package dev.hskstream.schemas.layout;

import dev.hskstream.base.UsageException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.avro.TokenizerPart;
import dev.hskstream.schemas.avro.TrainingEvent;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics of one knowledge set.
 *
 * @param set the set's name
 */
public record Topics(String set) {
    /** Set name to manifest, compacted. */
    public static final String MANIFESTS = "hsk.manifests";

    /** Tokenizer fingerprint and part to the part's bytes, compacted. */
    public static final String TOKENIZERS = "hsk.tokenizers";

    /** Run id to training event. */
    public static final String TRAINING_EVENTS = "hsk.training-events";

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

    /** Whether a set may have that name. */
    public static boolean isSetName(String name) {
        return SET_NAME.matcher(name).matches();
    }

    /**
     * The topics of a set that is to be made. Names with a dot were allowed once, and sets that have one go on. A new one
     * would share names with others: Kafka's metrics take {@code a.b} for {@code a_b}, the group of the student {@code x} of
     * set {@code a} may be the teacher's of a set {@code a.student}, and rights on the prefix {@code hsk.a.} are rights on
     * {@code a.b} too.
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

    /** What a topic of this project holds; empty for any other topic. */
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
        if (!topic.startsWith("hsk.")) {
            return Optional.empty();
        }
        if (topic.endsWith(".samples") || topic.endsWith(".dev")) {
            return Optional.of(Sample.class);
        }
        return topic.endsWith(".knowledge") ? Optional.of(KnowledgeRecord.class) : Optional.empty();
    }

    /** Sample index to Sample, training split. */
    public String samples() {
        return "hsk." + set + ".samples";
    }

    /** Sample index to Sample, the dev split or splits. */
    public String dev() {
        return "hsk." + set + ".dev";
    }

    /** Sample index to KnowledgeRecord. */
    public String knowledge() {
        return "hsk." + set + ".knowledge";
    }

    /** Consumer group of the set's teacher workers. */
    public String teacherGroup() {
        return "hsk." + set + ".teacher";
    }

    /** Consumer group of sealing. */
    public String sealGroup() {
        return "hsk." + set + ".seal";
    }

    /**
     * Consumer group that shows a student's progress.
     *
     * @throws IllegalArgumentException if the student's name cannot be part of a group's
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

    /** Transactional id of whoever writes the set's samples. */
    public String loadId() {
        return "hsk." + set + ".load";
    }

    /** Transactional id of whoever changes the set's manifest: of several at one time, the last one wins. */
    public String manifestId() {
        return "hsk." + set + ".manifest";
    }
}
