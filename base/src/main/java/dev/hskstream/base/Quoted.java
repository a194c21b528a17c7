package dev.hskstream.base;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;

/** Shows text of a user's file in a message so that what cannot be seen in it, such as a space at its end, is seen. */
public final class Quoted {
    private static final int LONGEST = 60;
    private static final int LONGEST_LIST = 140;

    private Quoted() {}

    /** In quotation marks; invisible characters as escapes, long text cut. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
            escape(shown, points[i]);
        }
        return shown.append(points.length > LONGEST ? "...\"" : "\"").toString();
    }

    /** As it is where that cannot be misread, else as {@link #of}. */
    public static String name(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.indexOf(',') < 0
                && of(text).equals("\"" + text + "\"");
        return plain ? text : of(text);
    }

    /** The names with commas; a long list is cut and says how many it leaves out. */
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
