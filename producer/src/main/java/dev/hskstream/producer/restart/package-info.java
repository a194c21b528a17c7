/** Prepares a set before a worker starts: claims it, or starts its production over if records were lost. */
@NullMarked
package dev.hskstream.producer.restart;

import org.jspecify.annotations.NullMarked;
