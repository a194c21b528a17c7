/** What long work tells of itself while it goes on, and to whom. */
@NullMarked
package dev.hskstream.base.work;

import org.jspecify.annotations.NullMarked;
