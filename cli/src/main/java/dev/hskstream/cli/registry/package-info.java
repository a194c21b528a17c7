/** A schema registry inside this process: the part of Confluent's REST API that Avro clients use. */
@NullMarked
package dev.hskstream.cli.registry;

import org.jspecify.annotations.NullMarked;
