package dev.hskstream.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as the registry holds it.
 *
 * @param id unique in the registry; what the wire format carries
 * @param version counted from 1 within the subject
 */
public record RegisteredSchema(int id, int version, Schema schema) {}
