package dev.hskstream.kafka.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
    /** Kafka's own clients say whether a combination is wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delivery.timeout.ms=1000",
                "delivery.timeout.ms=30004",
                "delivery.timeout.ms=5000 request.timeout.ms=4000 linger.ms=1001",
                "heartbeat.interval.ms=9000 session.timeout.ms=9000",
                "default.api.timeout.ms=20000",
                "default.api.timeout.ms=9000 request.timeout.ms=9001",
                "max.in.flight.requests.per.connection=6",
                "retries=0",
                "linger.ms=abc",
                "security.protocol=TLS",
                "fetch.max.wait.ms=-1"
            })
    void refusesWhatKafkaRefusesAndNamesThePropertyAndItsValue(String given) {
        Map<String, String> properties = parsed(given);

        assertThatThrownBy(() -> createClients(properties)).isInstanceOf(RuntimeException.class);
        String name = given.replaceAll("=.*", "");
        String value = given.replaceAll("^[^=]*=| .*", "");
        assertThatThrownBy(() -> ClientProperties.check(properties))
                .isInstanceOf(UserException.class)
                .message()
                .startsWith(name + "=")
                .contains(value)
                .hasSizeLessThan(250)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delivery.timeout.ms=30005",
                "delivery.timeout.ms=5000 request.timeout.ms=4000 linger.ms=1000",
                "heartbeat.interval.ms=8999 session.timeout.ms=9000",
                "session.timeout.ms=2000",
                "default.api.timeout.ms=30000",
                "request.timeout.ms=90000",
                "max.poll.interval.ms=1000",
                "group.protocol=consumer session.timeout.ms=9000",
                "max.in.flight.requests.per.connection=5",
                "group.protocol=consumer group.remote.assignor=uniform",
                "acks=1 enable.idempotence=false auto.offset.reset=none enable.auto.commit=true",
                "transactional.id=t group.id=g group.instance.id=i",
                "transaction.two.phase.commit.enable=true transaction.timeout.ms=20000",
                "metrics.jmx.include=a metrics.jmx.exclude=b metrics.context.tenant=c"
            })
    void acceptsWhatKafkaAccepts(String given) {
        assertThat(ClientProperties.check(parsed(given))).isEmpty();
        createClients(parsed(given));
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.jass.config, is sasl.jaas.config meant?",
        "security.protocoll, is security.protocol meant?",
        "fetch.max.byte, is fetch.max.bytes meant?",
        "completely.different.thing, has no effect",
        "basic.auth.user.info, put it into --registry-config"
    })
    void aNameThatKafkasClientsIgnoreIsReported(String name, String said) {
        assertThat(ClientProperties.check(Map.of(name, "s3cret")))
                .singleElement()
                .asString()
                .startsWith(name + " is ")
                .endsWith(said)
                .doesNotContain("s3cret");
    }

    @Test
    void classesOfTheUsersOwnMayHaveFurtherPropertiesAndValuesMayStandElsewhere() {
        assertThat(ClientProperties.check(
                        Map.of("value.serializer", ByteArraySerializer.class.getName(), "my.serializer.option", "1")))
                .isEmpty();
        assertThat(ClientProperties.check(Map.of(
                        "sasl.oauthbearer.jwt.retriever.class",
                        "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever",
                        "my.retriever.option",
                        "1")))
                .isEmpty();
        assertThat(ClientProperties.check(
                        Map.of("config.providers", "env", "linger.ms", "${env:LINGER}", "unknown.name", "1")))
                .isEmpty();
    }

    @Test
    void aStoreThatCannotBeReadIsNamedBeforeAnyConnection(@TempDir Path dir) throws Exception {
        Path store = Files.writeString(dir.resolve("trust.jks"), "not empty");
        String given = dir.resolve("trust.jks") + " ";

        assertThat(ClientProperties.check(tls("ssl.truststore.location", store.toString())))
                .isEmpty();
        assertThatThrownBy(() -> ClientProperties.check(tls("ssl.truststore.location", given)))
                .hasMessage("ssl.truststore.location=\"" + given + "\": there is no file that can be read");
        assertThatThrownBy(() -> ClientProperties.check(tls("ssl.keystore.location", dir.toString())))
                .hasMessage("ssl.keystore.location=\"" + dir + "\": there is no file that can be read");
    }

    private static Map<String, String> tls(String name, String value) {
        return Map.of("security.protocol", "ssl", name, value);
    }

    /** With the properties that the program's own clients have. */
    private static void createClients(Map<String, String> properties) {
        KafkaConnection connection = new KafkaConnection("127.0.0.1:1", "http://127.0.0.1:1", properties, Map.of());
        Map<String, Object> consumer = new HashMap<>(connection.consumerProperties());
        consumer.put("group.id", "g");
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = new HashMap<>(connection.producerProperties());
        producer.put("value.serializer", ByteArraySerializer.class);
        producer.put("key.serializer", ByteArraySerializer.class);
        Admin.create(connection.attemptProperties()).close();
        new KafkaConsumer<>(consumer).close();
        new KafkaProducer<>(producer).close();
    }

    private static Map<String, String> parsed(String given) {
        Map<String, String> properties = new HashMap<>();
        for (String one : given.split(" ", -1)) {
            properties.put(one.replaceAll("=.*", ""), one.replaceAll("^[^=]*=", ""));
        }
        return properties;
    }
}
