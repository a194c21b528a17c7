package dev.hskstream.kafka.connection;

import static org.apache.kafka.common.protocol.Errors.*;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.protocol.Errors;

/**
 * One sentence with a remedy for every error code of Kafka's protocol for which {@link KafkaExplanation} has no specific
 * rule. {@code %s} stands for the broker's own message, in sentences to which it adds information.
 */
final class CodeSentences {
    private static final Map<Errors, String> SENTENCES = new EnumMap<>(Errors.class);

    static {
        brokers();
        groups();
        transactions();
        records();
        topics();
        requests();
    }

    private CodeSentences() {}

    /** Returns the sentence for an error; empty if it is not an error of the protocol. */
    static Optional<String> of(Throwable error) {
        if (!(error instanceof ApiException)) {
            return Optional.empty();
        }
        Errors code = Errors.forException(error);
        // Errors.forException returns this code also for every exception that has no code.
        return code == UNKNOWN_SERVER_ERROR && !(error instanceof UnknownServerException)
                ? Optional.empty()
                : Optional.ofNullable(SENTENCES.get(code));
    }

    private static void brokers() {
        say(
                "the Kafka broker failed at a request, for a reason that only its own log tells; have the log looked at,"
                        + " then run the command again",
                UNKNOWN_SERVER_ERROR,
                OPERATION_NOT_ATTEMPTED);
        say(
                "a partition has no leader just now, as while brokers start, stop or move; check that all brokers run,"
                        + " then run the command again",
                LEADER_NOT_AVAILABLE,
                NOT_LEADER_OR_FOLLOWER,
                REPLICA_NOT_AVAILABLE,
                FENCED_LEADER_EPOCH,
                UNKNOWN_LEADER_EPOCH,
                PREFERRED_LEADER_NOT_AVAILABLE,
                ELIGIBLE_LEADERS_NOT_AVAILABLE,
                ELECTION_NOT_NEEDED,
                NEW_LEADER_ELECTED,
                INELIGIBLE_REPLICA,
                OFFSET_NOT_AVAILABLE);
        say(
                "the connection to a Kafka broker was lost; check that the brokers run and that nothing between closes"
                        + " connections, then run the command again",
                NETWORK_EXCEPTION,
                BROKER_NOT_AVAILABLE,
                REBOOTSTRAP_REQUIRED);
        say(
                "a Kafka broker has no listener for this kind of connection that clients are told of; have listeners and"
                        + " advertised.listeners checked on every broker",
                LISTENER_NOT_FOUND);
        say(
                "the Kafka brokers do not agree among themselves (%s), as while they start; if it does not pass, have"
                        + " the controller's log looked at",
                STALE_CONTROLLER_EPOCH,
                NOT_CONTROLLER,
                UNKNOWN_CONTROLLER_ID,
                STALE_BROKER_EPOCH,
                BROKER_ID_NOT_REGISTERED,
                DUPLICATE_BROKER_REGISTRATION,
                INVALID_REGISTRATION,
                INCONSISTENT_CLUSTER_ID,
                INCONSISTENT_VOTER_SET,
                INVALID_VOTER_KEY,
                DUPLICATE_VOTER,
                VOTER_NOT_FOUND,
                INVALID_UPDATE_VERSION,
                FEATURE_UPDATE_FAILED,
                PRINCIPAL_DESERIALIZATION_FAILURE,
                SNAPSHOT_NOT_FOUND,
                POSITION_OUT_OF_RANGE);
        say(
                "a Kafka broker cannot use its disk, which is full or broken; have it looked at, then run the command again",
                KAFKA_STORAGE_ERROR,
                LOG_DIR_NOT_FOUND);
        say(
                "partitions are being moved from broker to broker (%s); run the command again when that is done",
                REASSIGNMENT_IN_PROGRESS, NO_REASSIGNMENT_IN_PROGRESS);
        say(
                "this user has used up what the brokers' quotas allow; wait and run the command again, or have the quota"
                        + " raised",
                THROTTLING_QUOTA_EXCEEDED);
    }

    private static void groups() {
        say(
                "the broker that coordinates groups and transactions has just started or changed; run the command again"
                        + " in a minute",
                COORDINATOR_LOAD_IN_PROGRESS,
                NOT_COORDINATOR,
                TRANSACTION_COORDINATOR_FENCED);
        say(
                "the consumer group has given this process's partitions to others, as after a pause longer than"
                        + " session.timeout.ms or max.poll.interval.ms; start it again, and set longer ones in"
                        + " --kafka-config if it happens often",
                ILLEGAL_GENERATION,
                UNKNOWN_MEMBER_ID,
                REBALANCE_IN_PROGRESS,
                MEMBER_ID_REQUIRED,
                FENCED_MEMBER_EPOCH,
                STALE_MEMBER_EPOCH);
        say(
                "another process is in the group under this one's name, or was killed there a moment ago; give each its"
                        + " own --worker, or start it again in a minute",
                UNRELEASED_INSTANCE_ID);
        say(
                "the members of the consumer group share out partitions in different ways; run workers of one version,"
                        + " and leave group.protocol and partition.assignment.strategy out of --kafka-config",
                INCONSISTENT_GROUP_PROTOCOL,
                UNSUPPORTED_ASSIGNOR);
        say(
                "the consumer group has as many members as the brokers' group.max.size allows; start fewer workers, or"
                        + " have it raised",
                GROUP_MAX_SIZE_REACHED);
        say(
                "the consumer group still has running members; stop the set's workers, wait for 10 seconds if they were"
                        + " killed, then run the command again",
                NON_EMPTY_GROUP,
                GROUP_SUBSCRIBED_TO_TOPIC);
        say(
                "the brokers do not know the consumer group, or have forgotten it after offsets.retention.minutes; check"
                        + " --set and --name, and run hsk produce again where a set is unfinished",
                GROUP_ID_NOT_FOUND);
        say(
                "the brokers refuse the consumer group's name; use another --set or --name, and leave group.id out of"
                        + " --kafka-config",
                INVALID_GROUP_ID);
        say(
                "what a commit of offsets says is too long for the brokers; have offset.metadata.max.bytes set back to 4096",
                OFFSET_METADATA_TOO_LARGE,
                INVALID_COMMIT_OFFSET_SIZE);
        say(
                "something that is no hsk uses the same consumer group, as a share group or for Kafka Streams; stop it,"
                        + " or use another --set name",
                INVALID_RECORD_STATE,
                SHARE_SESSION_NOT_FOUND,
                INVALID_SHARE_SESSION_EPOCH,
                SHARE_SESSION_LIMIT_REACHED,
                FENCED_STATE_EPOCH,
                STREAMS_INVALID_TOPOLOGY,
                STREAMS_INVALID_TOPOLOGY_EPOCH,
                STREAMS_TOPOLOGY_FENCED);
    }

    private static void transactions() {
        say(
                "the brokers have ended this process's transaction, as after a long pause or when another of its name"
                        + " starts; nothing of it counts: run the command again, one process of each name",
                INVALID_PRODUCER_EPOCH,
                INVALID_PRODUCER_ID_MAPPING,
                UNKNOWN_PRODUCER_ID,
                OUT_OF_ORDER_SEQUENCE_NUMBER,
                DUPLICATE_SEQUENCE_NUMBER,
                INVALID_TXN_STATE,
                TRANSACTIONAL_ID_NOT_FOUND,
                TRANSACTION_ABORTABLE);
        say(
                "an earlier transaction on the same set is not ended yet; run the command again in a minute",
                CONCURRENT_TRANSACTIONS,
                UNSTABLE_OFFSET_COMMIT);
    }

    private static void records() {
        say(
                "the broker finds a record damaged, or its topic takes no such records (%s); check that the topic has"
                        + " cleanup.policy=delete, then run the command again",
                CORRUPT_MESSAGE, INVALID_RECORD);
        say(
                "a batch of records is larger than the topic's segments; set a smaller batch.size in --kafka-config, or"
                        + " have segment.bytes raised",
                RECORD_LIST_TOO_LARGE);
        say(
                "records are compressed in a way that client or broker does not know; set compression.type=lz4 in"
                        + " --kafka-config and for the topic",
                UNSUPPORTED_COMPRESSION_TYPE);
        say(
                "the brokers store records in a format that is too old for transactions; use brokers of version 3.0 or"
                        + " later",
                UNSUPPORTED_FOR_MESSAGE_FORMAT);
        say(
                "records that were asked for are not in their topic any more, removed by retention or an operator; hsk"
                        + " sets says what is lost, run hsk produce to have it made again",
                OFFSET_OUT_OF_RANGE,
                OFFSET_MOVED_TO_TIERED_STORAGE);
        say(
                "the broker lost track of what this process has read; run the command again",
                FETCH_SESSION_ID_NOT_FOUND,
                INVALID_FETCH_SESSION_EPOCH,
                FETCH_SESSION_TOPIC_ID_ERROR);
    }

    private static void topics() {
        say(
                "a topic was deleted, and perhaps made anew, while it was used; hsk sets says what is lost, run hsk"
                        + " produce or hsk load to have it made again",
                UNKNOWN_TOPIC_ID,
                INCONSISTENT_TOPIC_ID);
        say("the brokers refuse the topic's name (%s); use another --set name", INVALID_TOPIC_EXCEPTION);
        say("somebody made the same topic at the same moment; run the command again", TOPIC_ALREADY_EXISTS);
        say(
                "the brokers refuse a new topic as it is asked for (%s); check --partitions, or have the topic made by"
                        + " whoever runs the brokers",
                INVALID_PARTITIONS, INVALID_REPLICA_ASSIGNMENT, INVALID_CONFIG);
        say("the brokers let nobody delete topics; have delete.topic.enable set to true", TOPIC_DELETION_DISABLED);
    }

    private static void requests() {
        say(
                "the Kafka broker does not understand a request (%s); check that --bootstrap-servers names brokers, not"
                        + " controllers, of version 3.0 or later",
                INVALID_REQUEST,
                MISMATCHED_ENDPOINT_TYPE,
                UNSUPPORTED_ENDPOINT_TYPE,
                INVALID_REGULAR_EXPRESSION,
                RESOURCE_NOT_FOUND,
                DUPLICATE_RESOURCE);
        say(
                "a property in --kafka-config asks for what the broker does not do (%s); leave fetch.* and acks out of it",
                INVALID_FETCH_SIZE, INVALID_REQUIRED_ACKS);
        say(
                "the Kafka broker refuses the delegation token (%s); get a new one, and check sasl.jaas.config in"
                        + " --kafka-config",
                DELEGATION_TOKEN_AUTH_DISABLED,
                DELEGATION_TOKEN_NOT_FOUND,
                DELEGATION_TOKEN_OWNER_MISMATCH,
                DELEGATION_TOKEN_REQUEST_NOT_ALLOWED,
                DELEGATION_TOKEN_AUTHORIZATION_FAILED,
                DELEGATION_TOKEN_EXPIRED);
        say(
                "the Kafka broker refuses this user (%s); check the sasl.* properties in --kafka-config, and whether the"
                        + " brokers have an authorizer",
                SECURITY_DISABLED, INVALID_PRINCIPAL_TYPE, UNACCEPTABLE_CREDENTIAL);
        say(
                "the brokers refuse the client's own metrics; set enable.metrics.push=false in --kafka-config",
                UNKNOWN_SUBSCRIPTION_ID,
                TELEMETRY_TOO_LARGE);
    }

    private static void say(String sentence, Errors... codes) {
        for (Errors code : codes) {
            SENTENCES.put(code, sentence);
        }
    }
}
