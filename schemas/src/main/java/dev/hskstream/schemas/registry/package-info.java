/** A client for the REST API of Confluent's Schema Registry. */
@NullMarked
package dev.hskstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
