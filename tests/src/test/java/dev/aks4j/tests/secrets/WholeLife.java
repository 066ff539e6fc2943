package dev.aks4j.tests.secrets;

import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.storage.AccountKeySpec;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.StorageAccountSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;

/** The life of a cluster with secrets on the simulator, with faults in between that quote the secrets. */
final class WholeLife {

    static final Mark COMMAND = new Mark("secret in a command");

    private static final Duration LONG = Duration.ofHours(6);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-marked", Region.WEST_EUROPE);

    private WholeLife() {}

    /** Its keys are made up by Azure; a run fetches one into a secret of the cluster. */
    static final StorageAccountSpec ACCOUNT = StorageAccountSpec.forFiles("markedaccount", GROUP, FileSku.STANDARD)
            .build();

    static ClusterSpec cluster(boolean changed) {
        return ClusterSpec.builder("marked", GROUP)
                .kubernetesVersion("1.35")
                .windows(login -> login.user(changed ? "other" : "boss")
                        .password(new SecretValue(SecretPlace.WINDOWS_PASSWORD.name())))
                .httpProxy(proxy -> proxy.servers(
                        new SecretValue(SecretPlace.PROXY_PASSWORD.name()),
                        new SecretValue(SecretPlace.PROXY_PASSWORD.name())))
                .raw(
                        "/properties/addonProfiles/somebody/config/secret",
                        new SecretValue(SecretPlace.PRINCIPAL_SECRET.name()).toJson())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(changed ? 4 : 3))
                .build();
    }

    static void all(SecretPlace place) throws Exception {
        Path file = Path.of(place.text("ledger"));
        ClusterSpec spec = cluster(false);
        SecretObject object = new SecretObject(spec.id(), new SecretValue(SecretPlace.OBJECT_SECRET.name()).toJson());
        AccountKeySpec key =
                AccountKeySpec.builder("account-key", "default", ACCOUNT).build();
        Told.scenario("a cluster comes up, with answers that quote its secrets");
        Told.value("spec", spec);
        try (Ledger ledger = FileLedger.open(file);
                Aks aks = place.client(place.simulated(), place.credential(), ledger)) {
            Told.attempt("plan", () -> {
                Plan plan = aks.plan(GROUP, ACCOUNT, spec, object, key.on(spec));
                Told.value("entries", plan.entries());
                Told.value("steps", plan.steps());
                Told.value("text", plan);
                return apply(plan.apply());
            });
        }
        Told.value("ledger", java.nio.file.Files.readString(file).replaceAll("\\?[^\"]*", "?..."));
        for (int process = 2; process < 6; process++) {
            Told.scenario("process " + process + " carries on");
            try (Ledger ledger = FileLedger.open(file);
                    Aks aks = place.client(place.simulated(), place.credential(), ledger)) {
                aks.runs().unfinished().forEach(run -> {
                    Told.value("unfinished", run);
                    Told.attempt("resumed", () -> apply(run.resume()));
                });
            }
        }
        Told.scenario("the cluster is there");
        try (Ledger ledger = FileLedger.open(file);
                Aks aks = place.client(place.simulated(), place.credential(), ledger)) {
            Told.attempt("plan again", () -> aks.plan(GROUP, ACCOUNT, cluster(true), object, key.on(spec)));
            Told.attempt("live", () -> live(aks.clusters().get(spec.id())));
            Told.attempt(
                    "clients of the Azure SDK",
                    () -> aks.azure(ContainerServiceManager::authenticate)
                            .kubernetesClusters()
                            .getByResourceGroup("rg-marked", "marked")
                            .adminKubeConfigs()
                            .size());
        }
    }

    private static Object apply(Run run) {
        run.onProgress(event -> Told.value("event", event));
        Told.value("run", run);
        return run.await(LONG);
    }

    private static Object live(Cluster cluster) {
        Told.value("cluster", cluster);
        Kubeconfig admin = cluster.adminKubeconfig();
        Told.value("kubeconfig", admin);
        Told.value("health", cluster.health());
        Told.value("pools", cluster.pools());
        Told.attempt("kubernetes", () -> {
            try (KubernetesClient client = cluster.kubernetes()) {
                return client.nodes().list().getItems().size();
            }
        });
        Told.attempt("command", () -> cluster.runCommand("echo " + COMMAND.plain(), LONG));
        Told.attempt("kubeconfig again", () -> Kubeconfig.parse(admin.text()));
        return Json.of("done");
    }
}
