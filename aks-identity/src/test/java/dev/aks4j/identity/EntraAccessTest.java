package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.contribution;
import static dev.aks4j.identity.IdentitySamples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntraAccessTest {
    private static final String OTHER = "7f1d2c3b-0000-4000-8000-00000000000b";
    private static final EntraAccess BASELINE = EntraAccess.builder()
            .adminGroup(GUID)
            .azureRbac()
            .disableLocalAccounts()
            .build();

    @Test
    void documentHasManagedEntraAndWhatWasChosen() {
        assertThat(contribution(BASELINE)).isEqualTo(json("""
                {'properties':{'enableRBAC':true,'disableLocalAccounts':true,
                 'aadProfile':{'managed':true,'enableAzureRBAC':true,'adminGroupObjectIDs':['%s']}}}""".formatted(GUID)));
        assertThat(BASELINE.summary()).isEqualTo("Entra ID, Azure RBAC, no local accounts");
        assertThat(BASELINE.isEntra()).isTrue();
        assertThat(BASELINE.localAccountsDisabled()).isTrue();
    }

    @Test
    void defaultsAreKubernetesRbacAndLocalAccounts() {
        assertThat(contribution(EntraAccess.builder().tenant(OTHER).build())).isEqualTo(json("""
                {'properties':{'enableRBAC':true,'disableLocalAccounts':false,
                 'aadProfile':{'managed':true,'enableAzureRBAC':false,'tenantID':'%s'}}}""".formatted(OTHER)));
    }

    @Test
    void everyWrongGuidIsReportedAtOnce() {
        assertThatThrownBy(() -> EntraAccess.builder()
                        .adminGroup("admins")
                        .adminGroup("other admins")
                        .adminGroup(GUID)
                        .tenant("contoso.com")
                        .build())
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(IdentitySamples.rules(e.problems()))
                                .containsExactly("AKS-ACC-001", "AKS-ACC-001", "AKS-ACC-002"));
    }

    @Test
    void aClusterThatNobodyMayEnterIsRefused() {
        assertThatThrownBy(() -> EntraAccess.builder().disableLocalAccounts().build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ACC-003")
                .hasMessageContaining("Add .adminGroup");
    }

    @Test
    void oneWayInIsEnough() {
        assertThat(EntraAccess.builder()
                        .disableLocalAccounts()
                        .azureRbac()
                        .build()
                        .azureRbac())
                .isTrue();
        assertThat(EntraAccess.builder()
                        .disableLocalAccounts()
                        .adminGroup(GUID)
                        .build()
                        .adminGroups())
                .containsExactly(GUID);
        assertThat(EntraAccess.builder().build().localAccountsDisabled()).isFalse();
    }

    @Test
    void adminGroupsAreASet() {
        EntraAccess access =
                EntraAccess.builder().adminGroup(GUID).adminGroup(OTHER).build();
        Json declared = json("['%s','%s']".formatted(GUID, OTHER));
        String path = "/properties/aadProfile/adminGroupObjectIDs";

        assertThat(access.judge(
                        new Difference(path, json("['%s','%s']".formatted(OTHER, GUID)), declared, Change.UPDATE, ""),
                        Json.missing()))
                .isEmpty();
        assertThat(access.judge(
                        new Difference(path, json("['%s']".formatted(OTHER)), declared, Change.UPDATE, ""),
                        Json.missing()))
                .map(Difference::change)
                .contains(Change.UPDATE);
    }

    @Test
    void kubernetesRbacCannotBeTurnedOnLater() {
        Optional<Difference> judged = BASELINE.judge(
                new Difference("/properties/enableRBAC", json("false"), json("true"), Change.UPDATE, ""),
                Json.missing());

        assertThat(judged).map(Difference::change).contains(Change.RECREATE);
    }

    @Test
    void localAccessLeavesEntraOut() {
        assertThat(contribution(LocalAccess.create()))
                .isEqualTo(json("{'properties':{'enableRBAC':true,'disableLocalAccounts':false}}"));
        assertThat(LocalAccess.create().isEntra()).isFalse();
    }
}
