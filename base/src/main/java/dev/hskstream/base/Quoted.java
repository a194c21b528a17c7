package dev.hskstream.base;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;

/**
 * Quotes text from a user's file for a message, so that invisible characters, such as a trailing space, become visible.
 */
public final class Quoted {
    private static final int LONGEST = 60;
    private static final int LONGEST_LIST = 140;

    private Quoted() {}

    /** Puts the text in quotation marks, escapes invisible characters and cuts long text. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
            escape(shown, points[i]);
        }
        return shown.append(points.length > LONGEST ? "...\"" : "\"").toString();
    }

    /** Returns a name unchanged if it cannot be misread in a message, otherwise quoted as by {@link #of}. */
    public static String name(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.indexOf(',') < 0
                && of(text).equals("\"" + text + "\"");
        return plain ? text : of(text);
    }

    /** Joins the names with commas. A long list is cut and ends with the number of names that are left out. */
    public static String list(Collection<String> names) {
        StringBuilder list = new StringBuilder();
        int left = names.size();
        for (Iterator<String> each = names.iterator(); each.hasNext(); left--) {
            String name = name(each.next());
            if (list.length() > 0 && list.length() + name.length() > LONGEST_LIST) {
                return list + " and " + left + " more";
            }
            list.append(list.length() == 0 ? "" : ", ").append(name);
        }
        return list.toString();
    }

    private static void escape(StringBuilder shown, int point) {
        switch (point) {
            case '"', '\\' -> shown.append('\\').append((char) point);
            case '\t' -> shown.append("\\t");
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case ' ' -> shown.append(' ');
            default -> {
                if (isVisible(point)) {
                    shown.appendCodePoint(point);
                } else {
                    shown.append(String.format(Locale.ROOT, point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
                }
            }
        }
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
