/** Labelled data sets: the nine GLUE tasks (https://gluebenchmark.com) in their original files, and plain tables. */
@NullMarked
package dev.hskstream.model.task;

import org.jspecify.annotations.NullMarked;
