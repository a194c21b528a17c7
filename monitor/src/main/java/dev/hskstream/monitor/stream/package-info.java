/** What the Kafka Streams topologies have in common: keys, serialization, refused records, and collecting statistics by key. */
@NullMarked
package dev.hskstream.monitor.stream;

import org.jspecify.annotations.NullMarked;
