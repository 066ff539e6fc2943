package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every role that has a name here is one that simulated Azure defines, by the same GUID and the same name. */
class BuiltInRolesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-roles", Region.WEST_EUROPE);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static List<BuiltInRole> all() throws IllegalAccessException {
        List<BuiltInRole> all = new ArrayList<>();
        for (Field field : BuiltInRole.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == BuiltInRole.class) {
                all.add((BuiltInRole) field.get(null));
            }
        }
        return all;
    }

    @Test
    void eachIsDefinedByTheSameNameAndCanBeAssigned() throws Exception {
        ManagedIdentitySpec worker = ManagedIdentitySpec.of("worker", GROUP);
        List<Spec> specs = new ArrayList<>(List.of(GROUP, worker));
        for (BuiltInRole role : all()) {
            specs.add(RoleAssignmentSpec.of(role, GROUP.id(), Principal.of(worker)));
            Json definition = aks.await(
                            aks.arm().send(ArmRequest.get(role.definition(azure.subscriptionId()), "2022-04-01")),
                            Duration.ofMinutes(1))
                    .body();
            assertThat(definition.at("/properties/roleName").asText()).isEqualTo(role.name());
        }
        assertThat(specs).hasSizeGreaterThan(15);
        aks.plan(specs, PlanOptions.standard()).apply().await(Duration.ofHours(1));
        assertThat(aks.plan(specs, PlanOptions.standard()).isEmpty()).isTrue();
    }
}
