/** The JSON forms of what the monitor knows. */
@NullMarked
package dev.hskstream.monitor.view;

import org.jspecify.annotations.NullMarked;
