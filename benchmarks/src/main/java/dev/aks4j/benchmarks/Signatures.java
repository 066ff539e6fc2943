package dev.aks4j.benchmarks;

import java.util.Base64;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What Azure Resource Manager adds to the status URLs that it hands out: a time, the certificate of its signature, the
 * signature and a hash, as long as they are in recorded traffic. The certificate is that of the front end that signed, which
 * serves for months; signature and hash are of each URL.
 */
final class Signatures {

    private static final int CERTIFICATE_BYTES = 1_826;
    private static final int SIGNATURE_BYTES = 256;
    private static final int HASH_BYTES = 32;

    private Signatures() {}

    /** Returns none, by name of operation. */
    static UnaryOperator<String> none() {
        return operation -> "";
    }

    /** Returns those of so many front ends, by name of operation. */
    static UnaryOperator<String> of(int frontEnds) {
        return operation -> {
            int seed = operation.hashCode();
            Random own = new Random(seed);
            return "&t=638875318954738030&c="
                    + text(new Random(Math.floorMod(seed, frontEnds)), CERTIFICATE_BYTES)
                    + "&s=" + text(own, SIGNATURE_BYTES)
                    + "&h=" + text(own, HASH_BYTES);
        };
    }

    private static String text(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
