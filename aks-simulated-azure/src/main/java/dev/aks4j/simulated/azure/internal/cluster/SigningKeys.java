package dev.aks4j.simulated.azure.internal.cluster;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign service-account tokens in the clusters of one cloud, no key twice. Making one is slow, so all clouds
 * of the process begin with the same ones. Guarded by the simulator's lock.
 */
public final class SigningKeys {

    private static final List<RSAKey> MADE = new ArrayList<>();

    private int given;

    /** Returns a key of its own, which is made when it is first asked for. */
    Supplier<RSAKey> another() {
        return new Supplier<>() {
            private @Nullable RSAKey key;

            @Override
            public RSAKey get() {
                if (key == null) {
                    key = number(given++);
                }
                return key;
            }
        };
    }

    private static RSAKey number(int number) {
        synchronized (MADE) {
            while (MADE.size() <= number) {
                MADE.add(generate());
            }
            return MADE.get(number);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No RSA key could be generated", e);
        }
    }
}
