package dev.aks4j.simulated.azure.internal.random;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** Everything in the simulator that Azure makes up: ids, suffixes, durations. Same seed, same values. Not thread-safe. */
public final class Randomness {

    private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final Random main;
    private final Random beside;
    private Random random;

    /** Starts a sequence. */
    public Randomness(long seed) {
        main = new Random(seed);
        beside = new Random(~seed);
        random = main;
    }

    /**
     * Takes what is made up from another sequence, so that the next values of this one do not depend on it.
     *
     * @param beside whether to, or to go on with this sequence
     */
    public void aside(boolean beside) {
        random = beside ? this.beside : main;
    }

    /** Returns a version 4 UUID. */
    public String guid() {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Returns lower-case hexadecimal digits. */
    public String hex(int length) {
        return pick("0123456789abcdef", length);
    }

    /** Returns decimal digits, the first of which is not zero. */
    public String digits(int length) {
        return pick("123456789", 1) + pick("0123456789", length - 1);
    }

    /** Returns lower-case letters and digits. */
    public String base36(int length) {
        return pick(BASE36, length);
    }

    /** Returns characters of URL-safe base 64. */
    public String base64(int length) {
        return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", length);
    }

    /** Returns a duration between two others, in whole milliseconds. */
    public Duration between(Duration least, Duration most) {
        long span = most.minus(least).toMillis();
        return least.plusMillis(span == 0 ? 0 : Math.floorMod(random.nextLong(), span));
    }

    private String pick(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
