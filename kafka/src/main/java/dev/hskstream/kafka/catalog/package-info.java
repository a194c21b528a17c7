/** The manifests: which sets there are, what is needed to read each, and how a manifest is changed. */
@NullMarked
package dev.hskstream.kafka.catalog;

import org.jspecify.annotations.NullMarked;
