package dev.aks4j.tests.secrets;

import java.util.BitSet;
import java.util.Collection;

/**
 * Tells of most texts in one pass that none of many is in them: whatever the case of letters, the first three characters of
 * none are. Immutable.
 */
final class Starts {

    private static final int LENGTH = 3;

    private final BitSet starts = new BitSet();

    /** Takes texts of three characters or more. */
    Starts(Collection<String> texts) {
        for (String text : texts) {
            int code = 0;
            for (int i = 0; i < LENGTH; i++) {
                code = next(code, text.charAt(i));
            }
            starts.set(code);
        }
    }

    /** Returns whether one of the texts may be in this one. */
    boolean mayBeIn(String text) {
        int code = 0;
        for (int i = 0; i < text.length(); i++) {
            code = next(code, text.charAt(i));
            if (starts.get(code)) {
                return true;
            }
        }
        return false;
    }

    private static int next(int code, char c) {
        int folded = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c & 0x7f;
        return (code << 7 | folded) & 0x1f_ffff;
    }
}
