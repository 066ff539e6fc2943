package dev.aks4j.tests.secrets;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Goes into clusters whose credentials are wrong or whose API server gives everything back. */
final class HostileClusters {

    private static final Duration LONG = Duration.ofHours(2);
    private static final List<String> MOODS = List.of(
            "echo422",
            "echo403",
            "echo500",
            "text400",
            "garbage200",
            "badkey",
            "nokey",
            "badtoken",
            "noyaml",
            "nobase64");

    /** Where the caller's own client fails too. What an API server answers to it is between the two. */
    private static final Set<String> OWN_CLIENT = Set.of("badkey", "nokey", "badtoken", "noyaml", "nobase64");

    private HostileClusters() {}

    static void all(SecretPlace place) {
        Told.scenario("a kubeconfig that is none");
        Told.attempt("parse", () -> Kubeconfig.parse("{ users: [" + Hostile.CLUSTER_TOKEN.text() + "\n\t}"));
        Told.attempt("parse", () -> Kubeconfig.parse("token: " + Hostile.CLUSTER_TOKEN.plain()));
        for (String mood : MOODS) {
            Told.scenario("hostile cluster (" + mood + ")");
            AksCredential credential = AksCredential.of(SigningIn.foreign(SigningIn.FOREIGN.plain()));
            try (Ledger ledger = FileLedger.open(Path.of(place.text("ledger") + "-cluster-" + mood));
                    Aks aks = place.client(place.hostile("kubeconfig-" + mood, "token"), credential, ledger)) {
                ResourceId shop = ResourceId.group("rg")
                        .inSubscription(place.text("subscription"))
                        .child("Microsoft.ContainerService/managedClusters", "shop");
                if (OWN_CLIENT.contains(mood)) {
                    Told.attempt("client", () -> {
                        try (KubernetesClient client = aks.kubernetes().client(shop, LONG)) {
                            Told.value("configuration", client.getConfiguration());
                            return client.secrets().inNamespace("default").list();
                        }
                    });
                }
                Told.attempt("run", () -> run(aks, shop));
                aks.runs().unfinished().forEach(run -> Told.value("unfinished", run));
            }
        }
    }

    private static Object run(Aks aks, ResourceId shop) {
        SecretObject object = new SecretObject(shop, new SecretValue(SecretPlace.OBJECT_SECRET.name()).toJson());
        Write write = new Write.Apply((Address.InCluster) object.address(), object.manifest());
        Run run = aks.runs()
                .start(
                        "apply a secret",
                        List.of(new Step("1", "secret", "marked", Change.CREATE, write, Set.of(), List.of())),
                        LONG);
        run.onProgress(event -> Told.value("event", event));
        return run.await(LONG);
    }
}
