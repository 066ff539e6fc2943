package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.KubernetesException;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds a marked secret wherever one can enter, and searches everything that comes out. */
class PlanSecretsTest {

    private static final String SECRET = "s3cr3t-marked-value";

    private final PlanWorld world = new PlanWorld();

    @TempDir
    Path directory;

    private static Thing thing() {
        return Things.thing(
                Things.id("Microsoft.Test/things", "a"),
                "thing",
                "{'properties':{'size':1,'windowsProfile':{'adminPassword':" + new SecretValue("admin").toJson()
                        + "}}}");
    }

    @Test
    void nothingThatComesOutOfARunHoldsASecret() throws IOException {
        Path file = directory.resolve("ledger");
        StringBuilder out = new StringBuilder();
        try (Ledger ledger = FileLedger.open(file)) {
            Planner planner = Planner.builder(world.process, world.process, world.time)
                    .ledger(ledger)
                    .secrets(name -> CompletableFuture.completedFuture(SECRET))
                    .build();
            world.arm.fail(request ->
                    request.target().contains("/things/") ? FakeArm.error(0, "Broken", "the size is wrong") : null);
            Plan plan = planner.plan(List.of(Things.group(), thing()), PlanOptions.standard());
            out.append(plan).append(plan.steps()).append(plan.entries());
            Run run = plan.apply();
            run.onProgress(event -> out.append(event).append(event.step()));
            Throwable failure = catchThrowable(() -> run.await(PlanWorld.LONG));
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            out.append(trace).append(run).append(run.result());
            out.append(Files.readString(file));
            planner.runs().unfinished().forEach(out::append);
        }

        assertThat(world.arm.accepted.get(1).body().toString())
                .as("Azure got it")
                .contains(SECRET);
        assertThat(out.toString()).contains("$aks4j.secret").doesNotContain(SECRET);
    }

    @Test
    void liveSecretOfAClusterIsMaskedInThePlanAndTheLedger() throws IOException {
        Path file = directory.resolve("ledger");
        world.apply(world.plan(Things.baseline().specs()));
        Address address = Address.kubernetes(Things.cluster().id(), "v1", "Secret", "default", "token");
        Things.KubernetesThing secret = new Things.KubernetesThing(
                address,
                FakeArm.json("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'token'},'data':{'key':"
                        + new SecretValue("key").toJson() + "},'type':'Opaque'}"));
        world.apply(secret);
        world.kubernetes.objects.computeIfPresent(
                address.inSubscription(FakeArm.SUBSCRIPTION),
                (key, there) -> there.with("/type", "x").with("/data/key", SECRET));

        try (Ledger ledger = FileLedger.open(file)) {
            Plan plan = world.planner(ledger).plan(List.of(secret), PlanOptions.standard());
            plan.apply();
            assertThat(plan.toString() + Files.readString(file))
                    .contains("type")
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'adminPassword':'s3cr3t-marked-value'}}",
                "{'properties':{'servicePrincipalProfile':{'secret':'s3cr3t-marked-value'}}}",
                "{'properties':{'list':[{'clientSecret':'s3cr3t-marked-value'}]}}",
                "{'properties':{'storageAccountKey':'x','accountKey':'s3cr3t-marked-value'}}",
                "{'properties':{'connectionString':'s3cr3t-marked-value'}}",
                "{'properties':{'httpProxyConfig':{'httpProxy':'http://user:s3cr3t-marked-value@proxy:3128'}}}",
                "{'properties':{'urls':{'one':'https://:s3cr3t-marked-value@host/path'}}}"
            })
    void plainSecretIsRefusedWithItsPlaceButNotItsValue(String document) {
        Thing with = Things.thing(Things.id("Microsoft.Test/things", "a"), "thing", document);
        Plan plan = world.plan(Things.group(), with);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(AksException.class)
                .hasMessageContaining("/properties/")
                .hasMessageContaining("SecretValue")
                .hasMessageNotContaining(SECRET);
        assertThat(world.ledger.unfinished()).isEmpty();
    }

    @Test
    void plainDataOfAKubernetesSecretIsRefused() {
        Address.InCluster address = new Address.InCluster(
                Things.cluster().id().inSubscription(FakeArm.SUBSCRIPTION),
                "v1",
                "Secret",
                java.util.Optional.of("default"),
                "t");
        Step step = new Step(
                "1",
                "secret",
                "t",
                Change.CREATE,
                new Write.Apply(address, FakeArm.json("{'data':{'key':'s3cr3t-marked-value'}}")),
                Set.of(),
                List.of());

        assertThatThrownBy(() -> world.planner().runs().start("x", List.of(step), PlanWorld.LONG))
                .hasMessageContaining("/data/key")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'storeAccountKey':'false'}}",
                "{'properties':{'addonProfiles':{'kv':{'config':{'enableSecretRotation':'true'}}}}}",
                "{'parameters':{'csi.storage.k8s.io/provisioner-secret-name':'azure-secret'}}",
                "{'properties':{'disablePasswordAuthentication':'x','adminPassword':''}}",
                "{'properties':{'httpProxy':'http://user@proxy:3128','issuer':'https://host:443/a@b:c'}}"
            })
    void namesThatOnlyTalkOfSecretsAreAccepted(String document) {
        Thing with = Things.thing(Things.id("Microsoft.Test/things", "a"), "thing", document);

        assertThat(world.apply(Things.group(), with).isSuccess()).isTrue();
    }

    /** An earlier version told what an API server quoted, in the exception, the events and the ledger. */
    @Test
    void refusalOfAnApiServerThatQuotesTheSecretIsToldWithoutIt() throws IOException {
        Path file = directory.resolve("ledger");
        world.apply(world.plan(Things.baseline().specs()));
        world.kubernetes.failures.add(
                new KubernetesException("apply", 422, "Invalid", "key: " + SECRET + " is no key"));
        Step step = new Step(
                "1",
                "secret",
                "t",
                Change.CREATE,
                new Write.Apply(
                        new Address.InCluster(
                                Things.cluster().id().inSubscription(FakeArm.SUBSCRIPTION),
                                "v1",
                                "Secret",
                                java.util.Optional.of("default"),
                                "t"),
                        FakeArm.json("{'data':{'key':" + new SecretValue("key").toJson() + "}}")),
                Set.of(),
                List.of());
        StringBuilder out = new StringBuilder();
        try (Ledger ledger = FileLedger.open(file)) {
            Run run = Planner.builder(world.process, world.process, world.time)
                    .kubernetes(world.kubernetes)
                    .ledger(ledger)
                    .secrets(name -> CompletableFuture.completedFuture(SECRET))
                    .build()
                    .runs()
                    .start("x", List.of(step), PlanWorld.LONG);
            run.onProgress(out::append);
            StringWriter trace = new StringWriter();
            catchThrowable(() -> run.await(PlanWorld.LONG)).printStackTrace(new PrintWriter(trace));
            out.append(trace).append(Files.readString(file));
        }
        assertThat(out.toString())
                .contains("422 Invalid: key: (secret removed) is no key")
                .doesNotContain(SECRET);
    }

    @Test
    void missingSecretSourceIsSaidPlainly() {
        Planner planner =
                Planner.builder(world.process, world.process, world.time).build();
        Run run = planner.plan(List.of(Things.group(), thing()), PlanOptions.standard())
                .apply();

        assertThatThrownBy(() -> run.await(PlanWorld.LONG))
                .hasMessageContaining("No secret source")
                .hasMessageContaining("\"admin\"");
    }
}
