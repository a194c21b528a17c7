/** Creates missing topics with the settings that sets rely on, and checks the settings of existing ones. */
@NullMarked
package dev.hskstream.kafka.topics;

import org.jspecify.annotations.NullMarked;
