/** Kafka serializer and deserializers for Avro records in Confluent's wire format. */
@NullMarked
package dev.hskstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
