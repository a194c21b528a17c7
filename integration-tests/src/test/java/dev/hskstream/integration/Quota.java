package dev.hskstream.integration;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/** Limits a broker's fetch rate, so that a test can act in the middle of a read, however fast the machine is. */
final class Quota {
    private Quota() {}

    /** Limits each consumer to this many bytes per second. */
    static void set(LocalKafka kafka, double bytesPerSecond) throws Exception {
        alter(kafka, bytesPerSecond);
    }

    /** Removes the limit. */
    static void lift(LocalKafka kafka) throws Exception {
        alter(kafka, null);
    }

    private static void alter(LocalKafka kafka, @Nullable Double rate) throws Exception {
        ClientQuotaEntity everyone = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everyone, List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", rate)))))
                    .all()
                    .get();
        }
    }
}
