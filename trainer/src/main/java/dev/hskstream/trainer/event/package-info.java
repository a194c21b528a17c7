/** What a training tells the world while it runs. */
@NullMarked
package dev.hskstream.trainer.event;

import org.jspecify.annotations.NullMarked;
