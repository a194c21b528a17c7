/**
 * What the parts of hsk-stream agree on: Avro schemas, topics, the registry client, the serializers and the knowledge
 * codec.
 */
@NullMarked
package dev.hskstream.schemas;

import org.jspecify.annotations.NullMarked;
