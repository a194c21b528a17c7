/** The manifests and tokenizers: which sets there are, how a manifest is changed, and what of a set is not there any more. */
@NullMarked
package dev.hskstream.kafka.catalog;

import org.jspecify.annotations.NullMarked;
