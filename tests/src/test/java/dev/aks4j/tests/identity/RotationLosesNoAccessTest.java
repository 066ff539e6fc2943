package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.identity.ClientSecretRotation;
import dev.aks4j.identity.ClientSecretRotation.Rotated;
import dev.aks4j.testing.Property;
import dev.aks4j.testing.Property.Draw;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Secrets are rotated in drawn orders, and old ones removed once, twice, late or never; what Graph is asked is lost on the way
 * there or back, and a secret cannot be handed over. Whatever happens, who uses the secret that was handed over last signs in.
 */
class RotationLosesNoAccessTest {

    private final SimulatedAzure azure = SimulatedAzure.create();

    /** Loses one request to Graph: before it arrives, or its answer. */
    private static final class Losing implements Transport {
        private final Transport way;
        private int left = Integer.MAX_VALUE;
        private boolean before;

        Losing(Transport way) {
            this.way = way;
        }

        @Override
        public HttpClient azure() {
            HttpClient real = way.azure();
            return new HttpClient() {
                @Override
                public Mono<HttpResponse> send(HttpRequest request) {
                    return send(request, Context.NONE);
                }

                @Override
                public Mono<HttpResponse> send(HttpRequest request, Context context) {
                    boolean lost = request.getUrl().getHost().startsWith("graph.") && left-- == 0;
                    if (lost && before) {
                        return Mono.error(new IOException("lost on the way there"));
                    }
                    Mono<HttpResponse> answer = real.send(request, context);
                    return lost ? answer.then(Mono.error(new IOException("lost on the way back"))) : answer;
                }
            };
        }

        @Override
        public IHttpClient entra() {
            return way.entra();
        }

        @Override
        public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
            return way.kubernetes();
        }

        @Override
        public Scheduler scheduler() {
            return way.scheduler();
        }
    }

    private boolean signsIn(Aks aks, String client, String secret) {
        try {
            aks.await(aks.signIn(AksCredential.clientSecret(azure.tenantId(), client, secret)), Duration.ofMinutes(1));
            return true;
        } catch (CredentialException refused) {
            return false;
        }
    }

    @Test
    void whateverIsLostOrDoneTwiceTheSecretInUseSignsIn() {
        int[] done = new int[3];
        Property.tries(8).holds(draw -> {
            Losing transport = new Losing(azure.transport());
            try (Aks aks = Aks.builder(azure.subscriptionId())
                    .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                    .transport(transport)
                    .build()) {
                String client = azure.addApplication("deployer-" + draw.integer(0, 1_000_000), "the-first-secret");
                ClientSecretRotation rotation = ClientSecretRotation.of(aks, client);
                String[] inUse = {"the-first-secret"};
                List<Rotated> rotations = new ArrayList<>();
                List<String> story = new ArrayList<>();
                for (int step = draw.integer(2, 7); step > 0; step--) {
                    transport.before = draw.integer(0, 1) == 0;
                    transport.left = draw.integer(0, 2) == 0 ? draw.integer(0, 5) : Integer.MAX_VALUE;
                    story.add(step(draw, rotation, rotations, inUse, done) + " losing " + transport.left);
                    transport.left = Integer.MAX_VALUE;
                    assertThat(signsIn(aks, client, inUse[0]))
                            .as(story.toString())
                            .isTrue();
                }
            }
        });
        azure.close();
        assertThat(done[0]).as("rotated").isGreaterThan(4);
        assertThat(done[1]).as("removed").isGreaterThan(2);
        assertThat(done[2]).as("failed").isGreaterThan(2);
    }

    private String step(Draw draw, ClientSecretRotation rotation, List<Rotated> rotations, String[] inUse, int[] done) {
        boolean remove = !rotations.isEmpty() && draw.integer(0, 1) == 0;
        boolean closed = draw.integer(0, 3) == 0;
        try {
            if (remove) {
                rotation.removeOld(draw.oneOf(rotations));
                done[1]++;
                return "removed";
            }
            rotations.add(rotation.rotate(azure.time().now().plus(Duration.ofDays(90)), secret -> {
                if (closed) {
                    throw new IllegalStateException("the vault is closed");
                }
                inUse[0] = secret;
            }));
            done[0]++;
            return "rotated";
        } catch (RuntimeException failure) {
            done[2]++;
            return (remove ? "not removed: " : "not rotated: ") + failure.getMessage();
        }
    }
}
