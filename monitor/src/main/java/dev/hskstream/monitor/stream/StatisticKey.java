package dev.hskstream.monitor.stream;

import java.util.Collection;
import java.util.SortedMap;

/** The keys of {@code hsk.statistics}. */
public final class StatisticKey {
    private StatisticKey() {}

    /** Of a run. */
    public static String run(String id) {
        return "run/" + id;
    }

    /** What the keys of all partitions of a set's knowledge begin with. */
    public static String knowledge(String set) {
        return "knowledge/" + set + "/";
    }

    /** Of a set's knowledge in one partition. */
    public static String knowledge(String set, int partition) {
        return knowledge(set) + partition;
    }

    /** What the keys of the refused records of all partitions of a topic begin with. */
    public static String refused(String topic) {
        return "refused/" + topic + "/";
    }

    /** Of the refused records of one partition of a topic. */
    static String refused(String topic, int partition) {
        return refused(topic) + partition;
    }

    /** The values of all keys that begin like this. */
    public static <V> Collection<V> under(SortedMap<String, V> map, String beginning) {
        return map.subMap(beginning, beginning + Character.MAX_VALUE).values();
    }
}
