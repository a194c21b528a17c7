/** A schema registry in this process, with the part of Confluent's REST API that Avro clients use. */
@NullMarked
package dev.hskstream.local.registry;

import org.jspecify.annotations.NullMarked;
