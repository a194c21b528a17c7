/** What a record was made from (data, teacher, tokenizer and compression), as eight bytes in each record. */
@NullMarked
package dev.hskstream.schemas.lineage;

import org.jspecify.annotations.NullMarked;
