package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceSpecTest {
    private static final NamespaceKind KIND = NamespaceKind.INSTANCE;
    private static final Scope SCOPE = new Scope(World.SUBSCRIPTION, Instant.parse("2026-11-01T00:00:00Z"), List.of());

    private static NamespaceSpec.Builder shop() {
        return NamespaceSpec.builder("shop-ns", World.CLUSTER);
    }

    @Test
    void aNamespaceIsItsNameAndItsLabels() {
        NamespaceSpec spec =
                shop().podSecurity("restricted").label("team", "shop").build();
        Write.Apply apply = (Write.Apply) KIND.create(spec, SCOPE).get(0);

        assertThat(apply.object().cluster()).isEqualTo(World.CLUSTER.in(World.SUBSCRIPTION));
        assertThat(apply.manifest()).isEqualTo(Yaml.read("""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop-ns
                  labels:
                    app.kubernetes.io/managed-by: aks4j
                    pod-security.kubernetes.io/enforce: restricted
                    team: shop
                """));
        assertThat(KIND.compare(spec, apply.manifest(), SCOPE).change()).isEqualTo(Change.NONE);
        assertThat(KIND.owns(spec, apply.manifest())).isTrue();
        assertThat(KIND.summary(spec)).isEqualTo("pod security restricted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "-shop", "shop.ns", "shop-"})
    void namesThatKubernetesDoesNotTakeAreRefused(String name) {
        assertThatThrownBy(() -> NamespaceSpec.of(name, World.CLUSTER))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-K8S-001");
        assertThat(NamespaceSpec.of("a".repeat(63), World.CLUSTER).name()).hasSize(63);
    }

    @Test
    void levelsAndLabelsAreChecked() {
        assertThatThrownBy(() -> shop().podSecurity("strict").build()).hasMessageContaining("AKS-K8S-002");
        assertThatThrownBy(() -> shop().label("team", "the shop").build()).hasMessageContaining("AKS-K8S-003");
        assertThat(shop().label("team", "").podSecurity("baseline").build().labels())
                .hasSize(2);
    }
}
