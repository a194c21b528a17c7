/**
 * The main job from end to end: each step of it a process of its own, as it would be on machines of their own, around a
 * broker and a registry inside this one.
 */
@NullMarked
package dev.hskstream.cli.quickstart;

import org.jspecify.annotations.NullMarked;
