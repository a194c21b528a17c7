/** Reports a running training's progress to Kafka: as events, and as consumer lag. */
@NullMarked
package dev.hskstream.trainer.event;

import org.jspecify.annotations.NullMarked;
