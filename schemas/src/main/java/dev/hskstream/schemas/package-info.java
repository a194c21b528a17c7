/** What the parts of hsk-stream agree on: contracts, topics, the registry, the serde and the knowledge codec. */
@NullMarked
package dev.hskstream.schemas;

import org.jspecify.annotations.NullMarked;
