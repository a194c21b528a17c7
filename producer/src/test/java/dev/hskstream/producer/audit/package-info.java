/** Tests the audit with synthetic sets. */
@NullMarked
package dev.hskstream.producer.audit;

import org.jspecify.annotations.NullMarked;
