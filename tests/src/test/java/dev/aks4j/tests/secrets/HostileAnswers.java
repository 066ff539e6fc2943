package dev.aks4j.tests.secrets;

import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends a write with a secret to an Azure that gives everything back, in every form. */
final class HostileAnswers {

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final List<String> MOODS = List.of(
            "json400",
            "json409",
            "json500",
            "odd400",
            "text400",
            "html502",
            "form400",
            "garbage200",
            "challenge401",
            "drop",
            "badurl",
            "otherhost",
            "failing");

    private HostileAnswers() {}

    static void all(SecretPlace place) {
        for (String mood : MOODS) {
            for (String entra : mood.equals("json400") ? List.of("token", "brokentoken") : List.of("token")) {
                Told.scenario("hostile Azure (" + mood + ") with a " + entra + " of hostile Entra");
                try (Ledger ledger = FileLedger.open(Path.of(place.text("ledger") + "-" + mood + "-" + entra));
                        Aks aks = place.client(place.hostile(mood, entra), secret(place), ledger)) {
                    Told.attempt("read", () -> aks.clusters().list());
                    Told.attempt("plan", () -> aks.plan(ResourceGroupSpec.of("rg", Region.WEST_EUROPE)));
                    Told.attempt(
                            "clients of the Azure SDK",
                            () -> aks.azure(ContainerServiceManager::authenticate)
                                    .kubernetesClusters()
                                    .getByResourceGroup("rg", "shop"));
                    Told.attempt("run", () -> run(aks));
                    aks.runs().unfinished().forEach(run -> {
                        Told.value("unfinished", run);
                        Told.attempt("resumed", () -> run.resume().await(LONG));
                    });
                }
            }
        }
    }

    private static Object run(Aks aks) {
        Run run = aks.runs().start("write a secret", List.of(step(aks.arm().subscriptionId())), SHORT);
        run.onProgress(event -> Told.value("event", event));
        Told.value("run", run);
        return run.await(LONG);
    }

    private static AksCredential secret(SecretPlace place) {
        return AksCredential.clientSecret(place.text("tenant"), place.text("clientId"), SigningIn.WRONG_SECRET.text());
    }

    private static Step step(String subscription) {
        ResourceId shop = ResourceId.group("rg")
                .inSubscription(subscription)
                .child("Microsoft.ContainerService/managedClusters", "shop");
        Json.ObjectBuilder body = Json.object().put("location", "westeurope");
        body.putObject("properties")
                .putObject("windowsProfile")
                .put("adminPassword", new SecretValue(SecretPlace.WINDOWS_PASSWORD.name()).toJson());
        return new Step(
                "1",
                "managedCluster",
                "shop",
                Change.CREATE,
                new Write.Put(shop, "2026-08-01", body.build(), false),
                Set.of(),
                List.of());
    }
}
