/** How a process reaches Kafka and the registry. */
@NullMarked
package dev.hskstream.schemas.connect;

import org.jspecify.annotations.NullMarked;
