/** Audits of made-up sets. */
@NullMarked
package dev.hskstream.producer.audit;

import org.jspecify.annotations.NullMarked;
