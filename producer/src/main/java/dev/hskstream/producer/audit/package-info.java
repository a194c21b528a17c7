/** Audits a sealed set: runs its teacher again on some samples and compares the stored knowledge with the result. */
@NullMarked
package dev.hskstream.producer.audit;

import org.jspecify.annotations.NullMarked;
