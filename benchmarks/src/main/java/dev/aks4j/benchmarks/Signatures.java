package dev.aks4j.benchmarks;

import java.util.Base64;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What Azure Resource Manager adds to the status URLs that it hands out: a time, the certificate of its signature, the
 * signature and a hash, as long as they are in recorded traffic. The certificate is that of the front end that signed, which
 * serves for months; signature and hash are of each URL. Certificates of one authority differ in what is their own, their
 * serial number, key, key identifier, the signature of the authority and the signed time stamps of three logs, and are alike
 * in the rest.
 */
final class Signatures {

    private static final int CERTIFICATE_BYTES = 1_826;

    /** Serial number, validity, key, key identifier, three log entries with time and signature, and the signature. */
    private static final int[] OWN = {16, 26, 256, 20, 3 * (32 + 8 + 72), 256};

    private static final int OWN_BYTES = IntStream.of(OWN).sum();
    private static final int SIGNATURE_BYTES = 256;
    private static final int HASH_BYTES = 32;

    private Signatures() {}

    /** Returns none, by name of operation. */
    static UnaryOperator<String> none() {
        return operation -> "";
    }

    /** So many bytes of a URL nobody can know beforehand if its certificate is wholly random. */
    static int randomBytes() {
        return CERTIFICATE_BYTES + SIGNATURE_BYTES + HASH_BYTES;
    }

    /**
     * Returns those of so many front ends, by name of operation.
     *
     * @param random whether every byte of a certificate is its own, which is so of no real one
     */
    static UnaryOperator<String> of(int frontEnds, boolean random) {
        return operation -> {
            int seed = operation.hashCode();
            Random own = new Random(seed);
            Random frontEnd = new Random(Math.floorMod(seed, frontEnds));
            return "&t=638875318954738030&c="
                    + (random ? text(frontEnd, CERTIFICATE_BYTES) : certificate(frontEnd))
                    + "&s=" + text(own, SIGNATURE_BYTES)
                    + "&h=" + text(own, HASH_BYTES);
        };
    }

    /** Certificates of nobody, with as much that is their own as a certificate of RSA with 2,048 bits has. */
    private static String certificate(Random own) {
        byte[] bytes = new byte[CERTIFICATE_BYTES];
        new Random(4).nextBytes(bytes);
        int at = 0;
        for (int length : OWN) {
            byte[] part = new byte[length];
            own.nextBytes(part);
            System.arraycopy(part, 0, bytes, at, length);
            at += length + (CERTIFICATE_BYTES - OWN_BYTES) / OWN.length;
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String text(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
