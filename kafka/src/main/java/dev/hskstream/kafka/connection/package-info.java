/** Where Kafka and the registry are, the properties of their clients, and what an error of theirs means. */
@NullMarked
package dev.hskstream.kafka.connection;

import org.jspecify.annotations.NullMarked;
