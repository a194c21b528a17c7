/** The names of the Kafka topics. */
@NullMarked
package dev.hskstream.schemas.topic;

import org.jspecify.annotations.NullMarked;
