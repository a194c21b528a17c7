/** How long-running work reports its progress, and how it is asked to stop. */
@NullMarked
package dev.hskstream.base.work;

import org.jspecify.annotations.NullMarked;
