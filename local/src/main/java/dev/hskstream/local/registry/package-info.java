/** A schema registry inside this process: the part of Confluent's REST API that Avro clients use. */
@NullMarked
package dev.hskstream.local.registry;

import org.jspecify.annotations.NullMarked;
