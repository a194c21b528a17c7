package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.LengthSelection;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.Arrays;
import java.util.List;

/**
 * Decides whether a set holds all that another compression of the same knowledge needs. Pure.
 *
 * @param set name of the source
 * @param teacherLayers number of the teacher's encoder layers
 * @param hidden the teacher's hidden size
 * @param stored what the source holds
 * @param scores whether the source's records carry the importance of their tokens
 */
record Derivability(String set, int teacherLayers, int hidden, Compression stored, boolean scores) {
    /** Units of the row by which encodings are compared; so many that what is stored once for each row does not count. */
    private static final int ROW = 1024;

    /**
     * Refuses a compression that needs what the source does not hold.
     *
     * @throws UserException naming the option, what is missing and what to do
     */
    void require(Compression wanted) {
        requireLayers(wanted);
        requireTokens(wanted.length());
        requireUnits(wanted);
        requireValues(wanted.values());
    }

    private void requireLayers(Compression wanted) {
        List<Integer> there = layers(stored);
        List<Integer> missing =
                layers(wanted).stream().filter(layer -> !there.contains(layer)).toList();
        if (!missing.isEmpty()) {
            throw refused("--depth " + wanted.depth(), "stores the layers " + there + ", not " + missing);
        }
    }

    private List<Integer> layers(Compression compression) {
        return Arrays.stream(compression.depth().layers(teacherLayers)).boxed().toList();
    }

    /** The kept tokens are stored in descending importance, so fewer of the same kind are the first of them. */
    private void requireTokens(LengthSelection wanted) {
        LengthSelection there = stored.length();
        boolean every = there instanceof LengthSelection.All;
        if (every && wanted.needsAttention() && !scores) {
            throw refused(
                    "--length " + wanted,
                    "does not carry the importance of its tokens, because it was produced without --scores");
        }
        if (!every && !sameKind(there, wanted)) {
            throw refused("--length " + wanted, "stores the tokens " + there + " only");
        }
        if (wanted.keep() > there.keep()) {
            throw refused("--length " + wanted, "stores " + there.keep() + " tokens of a sample, not " + wanted.keep());
        }
    }

    private static boolean sameKind(LengthSelection there, LengthSelection wanted) {
        if (there instanceof LengthSelection.Attention stored && wanted instanceof LengthSelection.Attention other) {
            return stored.separators() == other.separators();
        }
        return there.getClass() == wanted.getClass();
    }

    private void requireUnits(Compression wanted) {
        WidthSelection there = stored.width();
        WidthSelection width = wanted.width();
        if (there instanceof WidthSelection.All) {
            return;
        }
        String option = "--width " + width;
        if (width instanceof WidthSelection.SetWide some && there instanceof WidthSelection.SetWide all) {
            requireUnits(option, some.mask(hidden), all.mask(hidden));
        } else if (width instanceof WidthSelection.Magnitude some && there instanceof WidthSelection.Magnitude all) {
            requireMagnitude(option, some, all, wanted.length());
        } else {
            throw refused(option, "stores the units " + there + " only");
        }
    }

    private void requireUnits(String option, WidthMask wanted, WidthMask there) {
        for (int unit : wanted.units()) {
            if (Arrays.binarySearch(there.units(), unit) < 0) {
                throw refused(option, "does not store unit " + unit + ", it stores the units " + stored.width());
            }
        }
    }

    /** The largest units are those of the kept tokens: for other tokens, others may be the largest. */
    private void requireMagnitude(
            String option, WidthSelection.Magnitude wanted, WidthSelection.Magnitude there, LengthSelection length) {
        if (wanted.fraction() > there.fraction()) {
            throw refused(option, "stores the units " + there + " only");
        }
        if (!length.toString().equals(stored.length().toString())) {
            throw refused(
                    "--length " + length,
                    "stores the units of " + there + " over the tokens " + stored.length()
                            + "; of fewer tokens others may be the largest, and they are not stored");
        }
    }

    private void requireValues(ValueEncoding wanted) {
        if (wanted.bytes(1, ROW) > stored.values().bytes(1, ROW)) {
            throw refused(
                    "--values " + wanted.spec(),
                    "stores " + stored.values().spec() + ", from which " + wanted.spec() + " cannot be restored");
        }
    }

    private UserException refused(String option, String reason) {
        return new UserException(option + " cannot be derived: set " + set + " " + reason
                + "; derive what it holds, or run the teacher with hsk produce");
    }
}
