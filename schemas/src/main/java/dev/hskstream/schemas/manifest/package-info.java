/** The manifests of the knowledge sets: store, state, lineage. */
@NullMarked
package dev.hskstream.schemas.manifest;

import org.jspecify.annotations.NullMarked;
