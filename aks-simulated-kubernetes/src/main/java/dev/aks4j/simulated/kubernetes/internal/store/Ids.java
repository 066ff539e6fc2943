package dev.aks4j.simulated.kubernetes.internal.store;

import java.util.Random;
import java.util.UUID;

/** Identifiers and random names that are the same in every run with the same seed. Not thread-safe. */
public final class Ids {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final Random random;
    private final Random answers;

    /** Starts a sequence. */
    public Ids(long seed) {
        random = new Random(seed);
        answers = new Random(~seed);
    }

    /** Returns a new version 4 UUID. */
    public String uuid() {
        return uuid(random);
    }

    /** Returns a UUID that only an answer shows, so that the names of objects do not depend on how often somebody reads. */
    public String audit() {
        return uuid(answers);
    }

    private static String uuid(Random random) {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Returns random characters as Kubernetes appends them to names: no vowels, no look-alikes. */
    public String suffix(int length) {
        StringBuilder suffix = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }

    /** Returns how long a watch is served, from zero up to a bound, exclusive. */
    public int patience(int bound) {
        return answers.nextInt(bound);
    }

    /** Returns a number from zero up to a bound, exclusive. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a stable, name-like text for any text, as the pod-template-hash is. */
    public static String hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        String digits = Long.toUnsignedString(hash & 0xFFFFFFFFL);
        StringBuilder name = new StringBuilder();
        for (char digit : digits.toCharArray()) {
            name.append(ALPHABET.charAt(digit - '0' + 10));
        }
        return name.toString();
    }
}
