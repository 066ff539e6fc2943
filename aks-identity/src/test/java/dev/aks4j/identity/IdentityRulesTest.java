package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.rules;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Rule;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityRulesTest {

    static List<RuleCase> cases() {
        return IdentityRuleCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatBreaksARuleIsReportedAndWhatKeepsItIsNot(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases(), IdentityRules.all());
    }

    @Test
    void everyRuleHasAnIdOfItsOwnAStatementAndASource() {
        assertThat(IdentityRules.all()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(IdentityRules.all()).allSatisfy(rule -> {
            assertThat(rule.id()).matches("AKS-(ID|ACC|RBAC)-\\d{3}");
            assertThat(rule.statement()).endsWith(".");
            assertThat(rule.source()).isNotEmpty();
        });
    }

    @Test
    void rolesForTheKubernetesApiNeedAzureRbac() {
        ClusterSpec without = builder().access(EntraAccess.builder().build()).build();
        ClusterSpec with =
                builder().access(EntraAccess.builder().azureRbac().build()).build();
        RoleAssignmentSpec reader = RoleAssignmentSpec.of(
                BuiltInRole.AKS_RBAC_READER, without.id().child("namespaces", "shop-ns"), Principal.group(GUID));
        RoleAssignmentSpec user =
                RoleAssignmentSpec.of(BuiltInRole.AKS_CLUSTER_USER, without.id(), Principal.group(GUID));
        RoleAssignmentKind kind = RoleAssignmentKind.INSTANCE;

        assertThat(rules(kind.check(reader, scope(without)))).containsExactly("AKS-ID-013");
        assertThat(kind.check(reader, scope(with))).isEmpty();
        assertThat(kind.check(user, scope(without))).isEmpty();
        assertThat(kind.check(reader, scope())).isEmpty();
    }
}
