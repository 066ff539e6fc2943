package dev.aks4j.tests.secrets;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Specs in which somebody wrote a secret as it is: they are refused, without a word of it. */
final class PlainSecrets {

    static final Mark PLAIN = new Mark("plain secret in a spec");

    private PlainSecrets() {}

    static void all(SecretPlace place) {
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-plain", Region.WEST_EUROPE);
        Map<String, Consumer<ClusterSpec.Builder>> ways = new LinkedHashMap<>();
        ways.put(
                "service principal",
                spec -> spec.raw("/properties/servicePrincipalProfile/clientId", "x")
                        .raw("/properties/servicePrincipalProfile/secret", PLAIN.text()));
        ways.put("Windows", spec -> spec.raw("/properties/windowsProfile/adminPassword", PLAIN.text()));
        ways.put(
                "proxy",
                spec -> spec.httpProxy(proxy -> proxy.servers(
                        "http://user:" + PLAIN.plain() + "@proxy:3128",
                        "http://user:" + PLAIN.plain() + "@proxy:3128")));
        ways.put("wrong place", spec -> spec.raw("/properties/agentPoolProfiles/0/secret", PLAIN.text()));
        ways.put("wrong type", spec -> spec.raw("/properties/dnsPrefix", Map.of("password", PLAIN.text())));
        try (Aks aks = place.client(place.simulated(), place.credential(), new MemoryLedger())) {
            ways.forEach((name, way) -> {
                Told.scenario("a plain secret in a spec: " + name);
                Told.attempt("plan", () -> {
                    ClusterSpec.Builder builder = ClusterSpec.builder("plain", group)
                            .systemPool(
                                    "system",
                                    pool -> pool.vmSize("Standard_D4ds_v5").count(3));
                    way.accept(builder);
                    Told.value("builder", builder);
                    ClusterSpec spec = builder.build();
                    Told.value("spec", spec);
                    return aks.plan(group, spec);
                });
            });
            Told.scenario("a plain secret in a Kubernetes secret");
            Told.attempt("plan", () -> {
                SecretObject object = new SecretObject(WholeLife.cluster(false).id(), Json.of(PLAIN.text()));
                return aks.plan(object);
            });
        }
    }
}
