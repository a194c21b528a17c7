/** One owner at a time for what several processes of a host share: directories, files being written. */
@NullMarked
package dev.hskstream.schemas.lock;

import org.jspecify.annotations.NullMarked;
