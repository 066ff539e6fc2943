package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanAppliedException;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A plan is made in one process, reviewed, and applied in another. */
@AksTest
class PlanAsDataTest {

    private static final Duration LONG = Duration.ofHours(2);

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .build();

    private ClusterSpec cluster(String name, int nodes) {
        return ClusterSpec.builder(name, group)
                .kubernetesVersion("1.35")
                .network(CniOverlay.builder().nodeSubnet(vnet.subnet("nodes")).build())
                .identity(ControlPlaneIdentity.create())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(nodes))
                .build();
    }

    private ClusterSpec small(String name) {
        return ClusterSpec.builder(name, group)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
    }

    private static Aks process(SimulatedAzure azure, Ledger ledger) {
        return builder(azure).ledger(ledger).build();
    }

    private static Aks.Builder builder(SimulatedAzure azure) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport());
    }

    private Plan whole(Aks aks) {
        ClusterSpec shop = cluster("shop", 3);
        return aks.plan(
                group,
                vnet,
                shop,
                DiskClass.builder("fast").sku(DiskSku.PREMIUM_ZRS).build().on(shop));
    }

    private static Json sent(Plan plan) {
        return Json.parse(plan.toJson().toString());
    }

    @Test
    void aPlanThatWasReadSaysTheSame(Aks aks) {
        Plan plan = whole(aks);

        Plan read = Plan.fromJson(sent(plan));

        assertThat(read.toString()).isEqualTo(plan.toString());
        assertThat(read.toJson()).isEqualTo(plan.toJson());
        assertThat(read.steps()).hasSameSizeAs(plan.steps());
        assertThatThrownBy(read::apply).isInstanceOf(AksException.class).hasMessageContaining("aks.plan(json)");
    }

    @Test
    void anotherProcessAppliesItAndALedgerTakesItOnce(Aks aks, SimulatedAzure azure) {
        Json json = sent(whole(aks));
        Ledger ledger = new MemoryLedger();
        try (Aks other = process(azure, ledger);
                Aks third = process(azure, ledger)) {
            assertThat(other.plan(json).apply().await(LONG).isSuccess()).isTrue();

            assertThat(whole(aks).isEmpty()).isTrue();
            assertThatThrownBy(() -> other.plan(json).apply()).isInstanceOf(PlanAppliedException.class);
            assertThatThrownBy(() -> third.plan(json).apply()).isInstanceOf(PlanAppliedException.class);
        }
    }

    @Test
    void aSecondApplicationWhileTheFirstIsUnderWayLeavesThatAlone(Aks aks, SimulatedAzure azure) {
        Json json = sent(whole(aks));
        try (Aks other = process(azure, new MemoryLedger())) {
            Run first = other.plan(json).apply();
            assertThatThrownBy(() -> other.plan(json).apply()).isInstanceOf(PlanAppliedException.class);
            assertThat(first.await(LONG).isSuccess()).isTrue();
        }
    }

    @Test
    void whatChangedSinceThePlanWasMadeStopsTheRun(Aks aks, SimulatedAzure azure) {
        aks.plan(group, vnet, cluster("shop", 3)).apply().await(LONG);
        Json json = sent(aks.plan(group, vnet, cluster("shop", 5)));
        aks.clusters().get(cluster("shop", 3).id()).pool("system").scaleTo(4).await(LONG);

        try (Aks other = process(azure, new MemoryLedger())) {
            assertThatThrownBy(() -> other.plan(json).apply().await(LONG))
                    .hasRootCauseInstanceOf(ConflictException.class);
        }
        assertThat(aks.clusters().get(cluster("shop", 3).id()).pool("system").count())
                .isEqualTo(4);
    }

    @Test
    void aPlanForSomethingElseIsRefused(Aks aks, SimulatedAzure azure) {
        Json json = sent(whole(aks));
        assertThatThrownBy(() -> aks.plan(json.with("/subscription", "0b1f6471-1bf0-4dda-aec3-cb9272f09590")))
                .hasMessageContaining("for the subscription 0b1f6471");
        assertThatThrownBy(() -> aks.plan(json.with("/version", 2))).hasMessageContaining("reads version 1");
        assertThatThrownBy(() -> aks.plan(Json.object().put("a", 1).build())).hasMessageContaining("no plan");
        assertThatThrownBy(() -> aks.plan(json.with("/made", "yesterday"))).hasMessageContaining("cannot be read");
        try (Aks older = builder(azure).apiVersion(AksApiVersion.V2026_05_01).build()) {
            assertThatThrownBy(() -> older.plan(json)).hasMessageContaining("version of the cluster API 2026-08-01");
        }
    }

    @Test
    void aRefusedPlanStaysRefused(Aks aks, SimulatedAzure azure) {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 8);
        Plan plan = whole(aks);
        Plan read = aks.plan(sent(plan));
        assertThat(read.problems())
                .extracting(Object::toString)
                .isEqualTo(plan.problems().stream().map(Object::toString).toList());
        assertThatThrownBy(read::apply).isInstanceOf(PlanRefusedException.class);
    }

    /** Fifty plans are made before the first is applied, and the quota is enough for some of them. */
    @Test
    void plansOfOneClientDoNotEachCountOnTheWholeQuota(Aks aks, SimulatedAzure azure) {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 120);
        aks.plan(group).apply().await(LONG);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            plans.add(aks.plan(group, small("tenant-" + i)));
        }
        assertThat(plans).allSatisfy(plan -> assertThat(plan.problems()).isEmpty());

        List<Run> runs = new ArrayList<>();
        List<PlanRefusedException> refused = new ArrayList<>();
        for (Plan plan : plans) {
            try {
                runs.add(plan.apply());
            } catch (PlanRefusedException e) {
                refused.add(e);
            }
        }
        assertThat(aks.plan(group, small("late")).problems()).hasSize(1);
        runs.forEach(run -> assertThat(run.await(LONG).isSuccess()).isTrue());

        assertThat(runs).hasSizeGreaterThanOrEqualTo(8);
        assertThat(runs.size() + refused.size()).isEqualTo(50);
        assertThat(refused.get(0))
                .hasMessageContaining("AKS-OFFER-010")
                .hasMessageContaining("runs of this client take");
        // A plan from before is held against what the ended runs took; a new one against Azure's own number.
        assertThatThrownBy(() -> plans.get(49).apply()).isInstanceOf(PlanRefusedException.class);
        assertThat(aks.plan(group, small("small")).problems())
                .allSatisfy(problem -> assertThat(problem.what()).doesNotContain("runs of this client"));
    }

    @Test
    void whatOneRunTakesAndAzureCountsAlreadyIsNotTakenTwice(Aks aks, SimulatedAzure azure) {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 30);
        aks.plan(group, small("one")).apply().await(LONG);

        assertThat(aks.plan(group, small("two")).apply().await(LONG).isSuccess())
                .isTrue();
    }

    /** Every member that a plan's JSON has is in its description, and the other way round. */
    @Test
    void theDescriptionNamesEveryMember(Aks aks) throws Exception {
        Set<String> written = new LinkedHashSet<>();
        names("", whole(aks).toJson(), written);
        aks.plan(group, vnet, cluster("shop", 3)).apply().await(LONG);
        names("", aks.plan(group, vnet, cluster("shop", 5)).toJson(), written);
        names("", aks.planRemoval(group, vnet, cluster("shop", 3)).toJson(), written);
        Set<String> described = new LinkedHashSet<>();
        Pattern row = Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]]+)` \\|");
        row.matcher(Files.readString(Path.of("..", "docs", "plan-json.md")))
                .results()
                .forEach(match -> described.add(match.group(1)));

        assertThat(written).allSatisfy(name -> assertThat(described).contains(name));
        assertThat(described).contains("format", "entries[].parts[].name", "steps[].write.verb");
    }

    private static void names(String at, Json json, Set<String> names) {
        boolean free = at.endsWith(".before")
                || at.endsWith(".after")
                || at.endsWith(".body")
                || at.endsWith(".manifest")
                || at.endsWith(".effect")
                || at.startsWith("decided.")
                || at.equals("unmanaged")
                || at.endsWith(".expected[]")
                || at.endsWith(".known[]");
        if (json.isObject() && !free) {
            for (Map.Entry<String, Json> member : json.properties()) {
                String name = at.isEmpty() ? member.getKey() : at + "." + member.getKey();
                names.add(name);
                names(name, member.getValue(), names);
            }
        } else if (json.isArray()) {
            json.forEach(element -> names(at + "[]", element, names));
        }
    }
}
