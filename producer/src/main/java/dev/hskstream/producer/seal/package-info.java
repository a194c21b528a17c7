/** Proof that a set is whole, and its manifest. */
@NullMarked
package dev.hskstream.producer.seal;

import org.jspecify.annotations.NullMarked;
