package dev.hskstream.monitor.watch;

import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen in Kafka at one moment.
 *
 * @param lag the lag of all sets
 * @param manifests by set; none of sets that the user may not read
 * @param runs by run id
 */
public record Seen(
        Measurement lag, SortedMap<String, KnowledgeManifest> manifests, SortedMap<String, RunSummary> runs) {
    /** Copies the maps. */
    public Seen {
        manifests = Collections.unmodifiableSortedMap(new TreeMap<>(manifests));
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    }
}
