/** {@code hsk bench}: how near the hardware's speed training, replay and producing come, as ratios measured side by side. */
@NullMarked
package dev.hskstream.cli.bench;

import org.jspecify.annotations.NullMarked;
