package dev.aks4j.identity;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names for federated credentials: readable, legal, and different for different service accounts. */
final class CredentialName {

    private static final int LONGEST = 120;

    private CredentialName() {}

    static String of(String cluster, String namespace, String serviceAccount) {
        String plain = cluster + "-" + namespace + "-" + serviceAccount;
        // Dots are not allowed and hyphens are in all three, so that a plain name alone could stand for several.
        String mark = UUID.nameUUIDFromBytes(
                        (cluster + "/" + namespace + "/" + serviceAccount).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        String legal = plain.replace('.', '-');
        return legal.substring(0, Math.min(legal.length(), LONGEST - mark.length() - 1)) + "-" + mark;
    }
}
