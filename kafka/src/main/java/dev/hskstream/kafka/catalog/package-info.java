/** Manifests and tokenizers: lists the sets, changes manifests, and detects lost records of a set. */
@NullMarked
package dev.hskstream.kafka.catalog;

import org.jspecify.annotations.NullMarked;
