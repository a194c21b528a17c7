/**
 * A grammatical-acceptability task whose data can be downloaded everywhere: the examples of LanguageTool's English
 * grammar rules, each a sentence with a mistake and its correction.
 */
@NullMarked
package dev.hskstream.cli.corpus;

import org.jspecify.annotations.NullMarked;
