/** Creates the topics that are missing with the settings that sets rely on, and checks those that are there. */
@NullMarked
package dev.hskstream.kafka.topics;

import org.jspecify.annotations.NullMarked;
