package dev.aks4j.core.internal.operation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes the signed URLs of Azure small. What they hold in base64 is kept as bytes; and what a URL has in common with one that
 * was seen before is left out, which is all of its certificate if one front end signed both, and what certificates of one
 * authority have in common if not. Thread-safe.
 */
final class UrlPacking {

    static final byte[] NONE = new byte[0];

    /** So many URLs are remembered to compare others with: front ends are few. */
    private static final int MOST = 16;

    private static final int WORTH = 24;
    private static final int LONG = 512;
    private static final int TEXT = 0;
    private static final int BASE64 = 1;
    private static final List<Known> KNOWN = new CopyOnWriteArrayList<>();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private UrlPacking() {}

    private record Known(int certificate, byte[] packed) {}

    /** Writes pieces: a sort, a length, and the bytes of the text or of what it is the base64 of. */
    static byte[] pack(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        int written = 0;
        for (int from = 0; from < text.length(); ) {
            int to = from;
            while (to < text.length() && isOfBase64(text.charAt(to))) {
                to++;
            }
            byte[] bytes = to - from >= WORTH ? decoded(text.substring(from, to)) : NONE;
            if (bytes.length > 0) {
                piece(out, TEXT, text.substring(written, from).getBytes(StandardCharsets.UTF_8));
                piece(out, BASE64, bytes);
                written = to;
            }
            from = to + 1;
        }
        piece(out, TEXT, text.substring(written).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static String unpack(byte[] packed) {
        StringBuilder text = new StringBuilder(packed.length * 4 / 3);
        pieces(
                packed,
                (sort, bytes) -> text.append(
                        sort == TEXT ? new String(bytes, StandardCharsets.UTF_8) : ENCODER.encodeToString(bytes)));
        return text.toString();
    }

    private static void pieces(byte[] packed, BiConsumer<Integer, byte[]> reader) {
        for (int at = 0; at < packed.length; ) {
            int sort = packed[at++];
            int length = 0;
            int shift = 0;
            byte next;
            do {
                next = packed[at++];
                length |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            reader.accept(sort, Arrays.copyOfRange(packed, at, at + length));
            at += length;
        }
    }

    /** Returns one that was seen before and is like it; remembers it if there are few yet. */
    static byte[] like(byte[] packed) {
        if (packed.length < LONG) {
            return NONE;
        }
        int certificate = longest(packed);
        for (Known each : KNOWN) {
            if (each.certificate == certificate) {
                return each.packed;
            }
        }
        if (KNOWN.size() < MOST) {
            KNOWN.add(new Known(certificate, packed));
            return packed;
        }
        return KNOWN.get(0).packed;
    }

    /** Returns the hash of the longest piece. */
    private static int longest(byte[] packed) {
        int[] best = {0, 0};
        pieces(packed, (sort, bytes) -> {
            if (bytes.length > best[0]) {
                best[0] = bytes.length;
                best[1] = Arrays.hashCode(bytes);
            }
        });
        return best[1];
    }

    static byte[] shorten(byte[] packed, byte[] known) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(known);
            deflater.setInput(packed);
            deflater.finish();
            byte[] buffer = new byte[packed.length + 64];
            int length = deflater.deflate(buffer);
            return Arrays.copyOf(buffer, length);
        } finally {
            deflater.end();
        }
    }

    static byte[] lengthen(byte[] own, byte[] known) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(known);
            inflater.setInput(own);
            ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
            byte[] buffer = new byte[4096];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 && !inflater.finished()) {
                    throw new IllegalStateException("A kept URL is not whole.");
                }
                out.write(buffer, 0, length);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("A kept URL is not whole.", e);
        } finally {
            inflater.end();
        }
    }

    private static void piece(ByteArrayOutputStream out, int sort, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        out.write(sort);
        int left = bytes.length;
        while (left >= 0x80) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
        out.writeBytes(bytes);
    }

    /** Returns what the text is the base64 of; nothing if it would not come back to the letter. */
    private static byte[] decoded(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return ENCODER.encodeToString(bytes).equals(text) ? bytes : NONE;
        } catch (IllegalArgumentException notBase64) {
            return NONE;
        }
    }

    private static boolean isOfBase64(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
