/** How a process reaches Kafka and the registry, and makes its topics. */
@NullMarked
package dev.hskstream.schemas.connect;

import org.jspecify.annotations.NullMarked;
