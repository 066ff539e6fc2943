package dev.aks4j.core.kubernetes;

import static dev.aks4j.core.testing.RuleCases.ruleCase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

        assertThat(apply.object().cluster()).isEqualTo(World.CLUSTER.inSubscription(World.SUBSCRIPTION));
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

    static Stream<RuleCase> cases() {
        return Stream.of(
                name(""),
                name("Shop"),
                name("-shop"),
                name("shop.ns"),
                name("shop-"),
                ruleCase(
                        "AKS-K8S-002",
                        built(() -> shop().podSecurity("strict")),
                        built(() -> shop().podSecurity("baseline"))),
                ruleCase(
                        "AKS-K8S-003",
                        built(() -> shop().label("team", "the shop")),
                        built(() -> shop().label("team", ""))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatKubernetesDoesNotTakeIsRefused(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), NamespaceRules.ALL);
    }

    private static RuleCase name(String broken) {
        return ruleCase(
                "AKS-K8S-001",
                built(() -> NamespaceSpec.builder(broken, World.CLUSTER)),
                built(() -> NamespaceSpec.builder("a".repeat(63), World.CLUSTER)));
    }

    private static Supplier<List<Problem>> built(Supplier<NamespaceSpec.Builder> builder) {
        return () -> RuleCases.problems(() -> {
            builder.get().build();
            return List.of();
        });
    }
}
