package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.ModelWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever a plan writes to a new cluster in a second step: a value that Azure shows there by itself after the creation does
 * not stop it, and the same value on a pool that was there before does.
 */
class FilledInAfterCreationTest {

    private static final String OWN = "AzuresOwn";

    /** What Azure shows of resources by their paths, where it has nothing else to show. */
    private final Map<String, Json> filledIn = new LinkedHashMap<>();

    private Json shown(String path, Json found) {
        Json own = filledIn.get(path.toLowerCase(Locale.ROOT));
        return own == null || found.path("properties").isMissing() ? found : Documents.merge(own, found);
    }

    private Aks client(ModelWorld world) {
        return Aks.builder(world.azure.subscriptionId())
                .credential(AksCredential.clientSecret(
                        world.azure.tenantId(), world.azure.clientId(), world.azure.clientSecret()))
                .transport(new ShownTransport(world.azure.transport(), this::shown))
                .ledger(new MemoryLedger())
                .build();
    }

    /** Returns what a plan writes in second steps: by the path of a resource the document. */
    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Map<String, Json> second(Spec spec, String subscription) {
        Scope scope = new Scope(subscription, Instant.parse("2026-11-23T00:00:00Z"), List.of(spec));
        return ((ResourceKind<Spec>) spec.kind())
                .create(spec, scope).stream()
                        .filter(Write.Put.class::isInstance)
                        .map(Write.Put.class::cast)
                        .filter(Write.Put::merge)
                        .collect(
                                Collectors.toMap(put -> put.id().toString().toLowerCase(Locale.ROOT), Write.Put::body));
    }

    /** Returns the same document with other values. */
    private static Json others(Json said) {
        Json other = said;
        for (Map.Entry<String, JsonNode> leaf : Leaf.of(Jackson.tree(said)).entrySet()) {
            other = leaf.getValue().isBoolean()
                    ? other.with(leaf.getKey(), !leaf.getValue().asBoolean())
                    : other.with(leaf.getKey(), OWN);
        }
        return other;
    }

    private void everySecondStep(BiConsumer<ModelWorld, List<Spec>> look) {
        int calls = 0;
        for (String call : Vocabulary.CLUSTER.calls()) {
            Spec spec = Vocabulary.CLUSTER.spec(null, List.of(call));
            if (!second(spec, Vocabulary.NOWHERE).isEmpty()) {
                calls++;
                filledIn.clear();
                try (ModelWorld world = new ModelWorld()) {
                    look.accept(
                            world,
                            Wish.of(Map.of(Vocabulary.CLUSTER.name(), List.of(call)))
                                    .build());
                }
            }
        }
        assertThat(calls).isGreaterThan(1);
    }

    private void fillIn(ModelWorld world, List<Spec> specs) {
        specs.stream()
                .filter(ClusterSpec.class::isInstance)
                .forEach(spec -> second(spec, world.azure.subscriptionId())
                        .forEach((path, said) -> filledIn.put(path, others(said))));
    }

    @Test
    void whatAzureFillsInAfterTheCreationDoesNotStopTheRun() {
        everySecondStep((world, specs) -> {
            try (Aks aks = client(world)) {
                fillIn(world, specs);
                Plan plan = aks.plan(specs, PlanOptions.standard());

                assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
                assertThat(aks.plan(specs, PlanOptions.standard()).isEmpty()).isTrue();
            }
        });
    }

    @Test
    void theSameOnAPoolThatWasThereIsSomebodyElses() {
        everySecondStep((world, specs) -> {
            try (Aks aks = client(world)) {
                aks.plan(Wish.of(Map.of(Vocabulary.CLUSTER.name(), List.of())).build(), PlanOptions.standard())
                        .apply()
                        .await(LONG);
                Plan plan = aks.plan(specs, PlanOptions.standard().allowRecreate());
                fillIn(world, specs);

                assertThatThrownBy(() -> plan.apply().await(LONG)).hasMessageContaining("changed by somebody else");
            }
        });
    }
}
