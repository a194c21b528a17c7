/** Connection settings and client properties of Kafka and the registry, and explanations of Kafka's errors. */
@NullMarked
package dev.hskstream.kafka.connection;

import org.jspecify.annotations.NullMarked;
