/** Failures that are told to users, which every room throws and nothing of ours is needed for. */
@NullMarked
package dev.hskstream.base;

import org.jspecify.annotations.NullMarked;
