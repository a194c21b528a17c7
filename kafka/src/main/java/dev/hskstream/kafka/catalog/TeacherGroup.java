package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;

/** Reads the state of the consumer group of a set's teacher workers. */
public final class TeacherGroup {
    private final GroupState group;

    /** Creates a view of the set's group. */
    public TeacherGroup(KafkaConnection connection, Topics topics) {
        this.group = new GroupState(connection, topics.teacherGroup(), topics.samples());
    }

    /** The group's committed offsets, by partition of the samples topic; empty if there are none. */
    public Map<Integer, Long> committed() {
        return group.committed();
    }

    /** The current number of workers in the group. A killed worker is counted until its session times out. */
    public int members() {
        return group.members();
    }
}
