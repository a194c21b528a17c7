package dev.hskstream.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema in the registry.
 *
 * @param id unique in the registry; the id in Confluent's wire format
 * @param version version within the subject, from 1
 */
public record RegisteredSchema(int id, int version, Schema schema) {}
