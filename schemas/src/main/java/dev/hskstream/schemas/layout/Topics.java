package dev.hskstream.schemas.layout;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
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

    /** Run id to training event. */
    public static final String TRAINING_EVENTS = "hsk.training-events";

    private static final Pattern SET_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** @throws IllegalArgumentException if the name breaks the rule for set names */
    public Topics {
        if (!SET_NAME.matcher(set).matches()) {
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

    /** What a topic of this project holds; empty for any other topic. */
    public static Optional<Class<? extends SpecificRecord>> valueType(String topic) {
        if (topic.equals(MANIFESTS)) {
            return Optional.of(KnowledgeManifest.class);
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
}
