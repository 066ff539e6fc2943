package dev.aks4j.examples.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.spring.AksAutoConfiguration;
import dev.aks4j.spring.test.SimulatedAks;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TenantsTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AksAutoConfiguration.class))
            .withUserConfiguration(Service.class)
            .withPropertyValues("aks4j.subscriptions.tenants.id=00000000-0000-0000-0000-00000000000a");

    /** The service without its web server and its database, on a simulated Azure. */
    @Configuration(proxyBeanMethods = false)
    @SimulatedAks
    @Import({Tenants.class, TenantController.class})
    static class Service {}

    @Test
    void tenantGetsAClusterAndTheRunIsFoundByItsIdAndItsTenant() {
        service.run(context -> {
            TenantController controller = context.getBean(TenantController.class);
            Tenants tenants = context.getBean(Tenants.class);
            JsonMapper jackson = new JsonMapper();
            JsonNode plan = jackson.readTree(jackson.writeValueAsString(controller.plan("acme")));
            assertThat(plan.path("entries")).hasSize(3);
            assertThat(plan.path("problems")).isEmpty();

            String run = controller.provision("acme").get("run");
            context.getBean(SimulatedAzure.class).time().advance(Duration.ofHours(1));

            assertThat(controller.run(run).getBody()).satisfies(view -> {
                assertThat(view.state()).isEqualTo(RunState.SUCCEEDED.name());
                assertThat(jackson.writeValueAsString(view)).contains("\"acme\"", "\"tenant\"", run);
            });
            assertThat(controller.runs("acme")).hasSize(1);
            assertThat(controller.runs("other")).isEmpty();
            assertThat(context.getBean(SimulatedAzure.class)).hasCluster("acme");
            assertThat(tenants.plan("acme").isEmpty()).isTrue();
            assertThat(List.of(context.getBeanNamesForType(Aks.class))).hasSize(1);
            assertThat(context.getBean(Transport.class)).isNotNull();
        });
    }

    @Test
    void badNameIsRefusedWithItsProblems() {
        service.run(context -> {
            TenantController controller = context.getBean(TenantController.class);
            try {
                controller.plan("-bad-");
            } catch (InvalidSpecException e) {
                assertThat(controller.refused(e)).isNotEmpty();
                return;
            }
            throw new AssertionError("not refused");
        });
    }
}
