/** A Kafka broker in this process, for the quickstart, for tests and for trying things out. */
@NullMarked
package dev.hskstream.local.broker;

import org.jspecify.annotations.NullMarked;
