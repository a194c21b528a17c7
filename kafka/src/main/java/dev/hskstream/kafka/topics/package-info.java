/** Creates the topics that are missing, with the settings that sets rely on. */
@NullMarked
package dev.hskstream.kafka.topics;

import org.jspecify.annotations.NullMarked;
