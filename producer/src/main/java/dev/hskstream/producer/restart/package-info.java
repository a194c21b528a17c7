/** What a worker makes of a set before it begins: claims it, or starts the production of lost records over. */
@NullMarked
package dev.hskstream.producer.restart;

import org.jspecify.annotations.NullMarked;
