/** The digest of a whole set, which does not depend on partitions, offsets or workers. */
@NullMarked
package dev.hskstream.schemas.digest;

import org.jspecify.annotations.NullMarked;
